"""`monitor --config DIR --data DIR COMMAND`."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from monitor import __version__
from monitor.cli.command import TO_FIX, Command, complain
from monitor.errors import ConfigError, MonitorError

# What each does. Its module is imported when it is asked for: all of them together take two seconds
# on a busy machine, and `monitor queue ack` is typed at 3 am.
COMMANDS = {
    "init": "write a configuration to begin with",
    "run": "watch until told to stop; without any way out, alerts go to the terminal",
    "once": "poll every enabled source once, understand, alert, publish; then end",
    "demo": "replay three invented weeks through the real flow, alerts as the officer reads them",
    "check": "read the configuration and report every mistake with file and line",
    "status": "sources, coverage, alerts and messages as they stand; works while the daemon runs",
    "sources": "list the sources, see how they are, try an address, add to them",
    "release": "press releases, posts, blogs: register, clear, issue, list, import, export",
    "statement": "statements to the press, and which enquiry each answers",
    "enquiry": "media enquiries: what was asked, decided and answered, and what is overdue",
    "correction": "corrections and rebuttals, from needed to their outcome",
    "diary": "what is to come: it explains coverage and warns of clashes",
    "coverage": "enter coverage that no feed shows: radio, television, print",
    "queue": "open alerts: list, acknowledge, mark, brief; works while the daemon is up or down",
    "channels": "the ways out: which are open, whom they lead to, and a test of one",
    "oncall": "who is on call and who will be; swaps, leave; works while the daemon is up or down",
    "silence": "what nobody shall be told of for a while, by whom and why; list, end",
    "crisis": "declare a story a crisis, see how it stands, end it; a person does, never we",
    "review": "mentions that may mean the office: list them, and say whether they do",
    "story": "what is told as one story: list, show, merge, split, take it back",
    "tone": "tell the tone of sentences, say what an item's tone is, set the thresholds",
    "rescore": "score the tone of old items anew; old scores are kept with their scorer's name",
    "rules": "try the rules on their examples, list them, explain one, silence one for a while",
    "replay": "hold history against a rulebook: what would have been sent, held and missed",
    "explain": "read items as JSON and say who is meant, in what tone, and which rules fire",
    "evaluate": "score the system against coverage that a person has labelled",
    "report": "releases, statements, enquiries, key messages, alerts: figures and words",
    "query": "ask the analysts' lake one SELECT, read-only",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 0 fine, 1 something to fix, 2 wrong usage."""
    words = sys.argv[1:] if argv is None else argv
    args = _parser(words).parse_args(words)
    _start_log(args.verbose)
    try:
        return _command(args.command).run(args)
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


def _command(name: str) -> Command:
    return cast(Command, import_module(f"monitor.cli.{name}"))


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
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
    for name, what in COMMANDS.items():
        sub = commands.add_parser(name, help=what, description=what, allow_abbrev=False)
        if name in words:
            _command(name).add_arguments(sub)
    return parser


def _start_log(verbose: bool) -> None:
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    # These two write tokens and addresses at DEBUG, and every tick at INFO.
    for noisy in ("slack_sdk", "httpx2", "apscheduler", "urllib3"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
