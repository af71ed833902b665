"""What every contender tells of itself: CPU time, wall time and memory, pass by pass.

Standard library only: contenders of other people's code run it in an environment of their own.
A contender does a pass for each line of its standard input and answers with a line of JSON.
CPU time is user and system time of the process, its threads and its children, living or ended.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def answer_passes(collect: Callable[[int], int]) -> None:
    """Runs `collect(number of the pass)`, which returns the items stored, as often as asked."""
    for number, _ in enumerate(sys.stdin):
        cpu, wall = _cpu_seconds(), time.perf_counter()
        items = collect(number)
        figures = {
            "cpu": _cpu_seconds() - cpu,
            "wall": time.perf_counter() - wall,
            "megabytes": _peak_megabytes(),
            "items": items,
        }
        print(json.dumps(figures), flush=True)


def _cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own = sum(one.ru_utime + one.ru_stime for one in used)
    return own + sum(map(_cpu_of, _children(os.getpid())))


def _cpu_of(process: int) -> float:
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, after_name[11:15])) / TICK  # its own, and that of its ended children


def _peak_megabytes() -> float:
    """The sum of every process's own peak, which is at least what they ever held at once."""
    return sum(map(_peak_of, [os.getpid(), *_children(os.getpid())]))


def _peak_of(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes.split()[1]) / 1000


def _children(process: int) -> Iterator[int]:
    """Every living descendant."""
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(FileNotFoundError):  # the thread has ended
            for child in map(int, (thread / "children").read_text().split()):
                yield child
                yield from _children(child)
