"""Polls the same feeds with this project, lemon24/reader and a naive script, in turn, and compares.

    python benchmarks/polling/compare.py --peers PYTHON [--feeds 1000] [--entries 50] [--rounds 3]

PYTHON is the interpreter of an environment that holds reader, httpx and feedparser. Each contender
is a process of its own in each round; the order rotates. The publishers' own work is not counted.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from publishers import host_of
from table import PASSES, Figures, in_short, table

Process = subprocess.Popen[str]
HERE = Path(__file__).parent
CONTENDERS = {"ours": "ours.py", "reader": "with_reader.py", "naive": "naive.py"}
PUBLISHED = ("first", "first", "grown")  # during each pass


@dataclass(frozen=True, slots=True)
class Plan:
    feeds: int
    entries: int
    rounds: int
    peers: Path
    only: tuple[str, ...]
    minutes: float

    def wanted(self, number: int) -> tuple[int, Counter[str]]:
        """The items that stand in the store after this pass, and the answers that it got."""
        items = self.feeds * (self.entries + (number == 2))
        return items, Counter({"304" if number == 1 else "200": self.feeds})


def main(plan: Plan) -> None:
    rounds: list[dict[str, Figures]] = []
    whole = 60 * plan.minutes * (1 + plan.rounds * len(plan.only))
    with (
        TemporaryDirectory() as folder,
        started(whole, sys.executable, "publishers.py", plan.feeds, plan.entries) as publishers,
    ):
        assert publishers.stdout
        urls = Path(folder) / "urls"
        port = int(publishers.stdout.readline())
        addresses = (f"http://{host_of(outlet)}:{port}/feed" for outlet in range(plan.feeds))
        urls.write_text("\n".join(addresses))
        for number in range(plan.rounds):
            first = number % len(plan.only)
            order = plan.only[first:] + plan.only[:first]
            rounds.append({name: measure(name, plan, urls, publishers) for name in order})
            print(f"round {number + 1}: {in_short(rounds[-1])}", file=sys.stderr, flush=True)
    print("\n".join([_circumstances(plan), "", *table(rounds)]))


@contextmanager
def started(limit_seconds: float, *command: object) -> Iterator[Process]:
    """The process for the block, spoken to by lines; ended with it, or when its time is over."""
    words = [str(word) for word in command]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE
    ) as process:
        timer = Timer(limit_seconds, process.kill)
        timer.start()
        try:
            yield process
        finally:
            timer.cancel()
            process.kill()


def measure(name: str, plan: Plan, urls: Path, publishers: Process) -> Figures:
    """All passes of one contender, each checked for what it stored and how it was answered."""
    python = sys.executable if name == "ours" else plan.peers
    passes = []
    before = _ended_cpu()
    with (
        TemporaryDirectory() as folder,
        started(60 * plan.minutes, python, CONTENDERS[name], folder, urls) as process,
    ):
        for number, state in enumerate(PUBLISHED):
            _say(publishers, state)
            passes.append(json.loads(_say(process, "go")))
            found = (passes[-1]["items"], Counter(json.loads(_say(publishers, state))))
            if found != plan.wanted(number):
                raise SystemExit(f"{name}, {PASSES[number]}: {found}, not {plan.wanted(number)}")
        process.communicate()
    cpu = tuple(one["cpu"] for one in passes)
    return Figures(
        cpu=cpu,
        wall=tuple(one["wall"] for one in passes),
        megabytes=max(one["megabytes"] for one in passes),
        start_and_end=_ended_cpu() - before - sum(cpu),
    )


def _say(process: Process, line: str) -> str:
    """The answer to this; SystemExit when the process has ended instead."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    if not (answer := process.stdout.readline()):
        raise SystemExit(f"{process.args!r} ended before it answered")
    return answer


def _ended_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _circumstances(plan: Plan) -> str:
    return (
        f"{plan.feeds:,} feeds of {plan.entries} entries, {plan.rounds} rounds, {_peers(plan)}, "
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[1]:.1f}"
    )


def _peers(plan: Plan) -> str:
    """The versions of what we are compared with."""
    names = "reader", "httpx", "feedparser"
    ask = f"from importlib.metadata import version as v; print(*map(v, {names!r}))"
    told = subprocess.run([plan.peers, "-c", ask], capture_output=True, text=True, check=True)
    return ", ".join(map(" ".join, zip(names, told.stdout.split(), strict=True)))


def _plan() -> Plan:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--peers", type=Path, required=True, help="the peers' Python interpreter")
    words.add_argument("--feeds", type=int, default=1000)
    words.add_argument("--entries", type=int, default=50)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--only", nargs="+", choices=CONTENDERS, default=[*CONTENDERS])
    words.add_argument("--minutes", type=float, default=10, help="that a contender may take")
    given = vars(words.parse_args())
    return Plan(**given | {"only": tuple(given["only"])})


if __name__ == "__main__":
    main(_plan())
