"""One process for each data folder, and a dead one never stands in the way."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.errors import AlreadyRunning, StoreUnusable
from monitor.store.lock import sole_owner

HOLD = """
import sys, time
from pathlib import Path
from monitor.store.lock import sole_owner
with sole_owner(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_owner_is_told_who_the_first_one_is(tmp_path: Path) -> None:
    with (
        sole_owner(tmp_path),
        pytest.raises(AlreadyRunning, match=str(os.getpid())),
        sole_owner(tmp_path),
    ):
        pass


def test_the_lock_ends_with_the_block(tmp_path: Path) -> None:
    for _ in range(2):
        with sole_owner(tmp_path):
            pass


def test_a_killed_owner_leaves_no_lock(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning, match=str(holder.pid)), sole_owner(tmp_path):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with sole_owner(tmp_path):
            pass


def test_a_folder_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnusable, match="cannot write"), sole_owner(tmp_path / "file"):
        pass
