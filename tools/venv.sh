#!/bin/sh
# Makes the virtual environment from a lock file: venv.sh PYTHON VENV LOCK
# Says in one line what is missing, and what installs it.
set -eu
python=$1 venv=$2 lock=$3

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer is needed as '$python'; on Debian or Ubuntu: apt install python3" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv" >&2
    exit 1
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
echo "Setting up $venv from $lock (a minute or two the first time)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
