"""One daemon for each data folder, by a lock that the kernel drops when the process dies.

DuckDB's own lock is not enough: it is a POSIX lock, which closing any other handle on the file
drops, and it says nothing of the ledger.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.errors import AlreadyRunning, StoreUnusable


@contextmanager
def sole_owner(data: Path) -> Iterator[None]:
    """Holds the folder for as long as the block runs; AlreadyRunning names the other process."""
    handle = _open(data / "monitor.lock")
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.pread(handle, 20, 0).decode() or "unknown"
            raise AlreadyRunning(f"already running on {data} (pid {pid})") from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreUnusable(f"cannot write to {path.parent}: {error.strerror}") from None
