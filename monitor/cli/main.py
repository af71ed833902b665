"""`monitor --config DIR --data DIR COMMAND`."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from monitor import __version__
from monitor.cli import (
    check,
    demo,
    enter,
    evaluate,
    explain,
    init,
    once,
    query,
    queue,
    review,
    run,
    sources,
    status,
)
from monitor.cli.command import TO_FIX, Command, complain
from monitor.errors import ConfigError, MonitorError

COMMANDS: dict[str, Command] = {
    "init": init,
    "run": run,
    "once": once,
    "demo": demo,
    "check": check,
    "status": status,
    "sources": sources,
    "enter": enter,
    "queue": queue,
    "review": review,
    "explain": explain,
    "evaluate": evaluate,
    "query": query,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 0 fine, 1 something to fix, 2 wrong usage."""
    args = _parser().parse_args(argv)
    _start_log(args.verbose)
    try:
        return COMMANDS[args.command].run(args)
    except ConfigError as error:
        for problem in error.problems:
            complain(f"{problem.file}:{problem.line}: {problem.what}")
        return TO_FIX
    except MonitorError as error:
        complain(str(error))
        return TO_FIX
    except BrokenPipeError:
        # Whoever read us has seen enough; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return TO_FIX
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="monitor", description="The press room's night watch.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"monitor {__version__}")
    parser.add_argument(
        "--config", type=Path, default=Path(), metavar="DIR", help="sources.toml and rules/ (.)"
    )
    parser.add_argument(
        "--data", type=Path, default=Path("data"), metavar="DIR", help="the databases (data)"
    )
    parser.add_argument("--verbose", action="store_true", help="log every step to standard error")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        sub = commands.add_parser(
            name, help=command.HELP, description=command.HELP, allow_abbrev=False
        )
        command.add_arguments(sub)
    return parser


def _start_log(verbose: bool) -> None:
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    # These two write tokens and addresses at DEBUG, and every tick at INFO.
    for noisy in ("slack_sdk", "httpx2", "apscheduler"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
