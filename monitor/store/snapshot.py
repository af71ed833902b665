"""A copy of the coverage database that may be read while the daemon writes.

DuckDB lets nobody else open a file that a process holds. Writes go to the log beside it and into
the file itself only when the log is worked in, so a copy is whole if the file did not change while
file and log were copied; a log that was cut off in mid-write ends at its last whole entry.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from monitor.errors import StoreUnusable
from monitor.store.coverage import Coverage, open_coverage

TRIES = 20
PAUSE = 0.5  # seconds: working in a log takes 0.07


@contextmanager
def read_copy(path: Path) -> Iterator[Coverage]:
    """The database as it stands now, for the block; StoreUnusable if it never keeps still.

    Not within the process that holds the file: closing it there would drop DuckDB's lock.
    """
    with tempfile.TemporaryDirectory(prefix="monitor-") as folder:
        copied = _copy(path, Path(folder))
        with closing(open_coverage(copied)) as db:
            yield db


def _copy(path: Path, folder: Path) -> Path:
    log = path.with_name(f"{path.name}.wal")
    for _ in range(TRIES):
        before = _state(path)
        shutil.copyfile(path, folder / path.name)
        (folder / log.name).unlink(missing_ok=True)
        if log.exists():
            shutil.copyfile(log, folder / log.name)
        if _state(path) == before:
            return folder / path.name
        time.sleep(PAUSE)
    raise StoreUnusable(f"{path} is written to all the time; try again in a minute")


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise StoreUnusable(f"{path}: {error.strerror}") from None
    return found.st_mtime_ns, found.st_size
