"""`monitor init`: a configuration to begin with, for a ready-made area or for a new one."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from monitor.cli.command import FINE, as_json, show
from monitor.errors import InputRefused
from monitor.settings import NEW, configuration_of, ready_areas
from monitor.settings.examples import EXAMPLES

NEXT = {
    "sources.toml": "put your address into `contact`; publishers see it",
    "rules/watchlist.toml": "check who is in post today",
    "rules/alerts.toml": "when to tell somebody; fine as it is",
    "rules/oncall.toml": "put your own people in",
    "rules/tone.toml": "what counts as praise and blame; fine as it is",
    "rules/releases.toml": "your campaigns' key messages, if you want them counted",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    areas = ", ".join(ready_areas())
    parser.add_argument(
        "--area", required=True, metavar="NAME", help=f"{areas}; or {NEW}, with an example to fill"
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help="where to (the folder of --config)"
    )
    parser.add_argument("--json", action="store_true", help="facts as JSON")
    parser.epilog = "Nothing that stands there is overwritten."


def run(args: argparse.Namespace) -> int:
    folder = args.folder or args.config
    texts = configuration_of(args.area)
    _write(folder, texts)
    facts = {"area": args.area, "files": [str(folder / name) for name in texts]}
    show(as_json(facts) if args.json else _in_words(folder, texts))
    return FINE


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    """All files or, where one of them stands already, none."""
    there = [str(folder / name) for name in texts if (folder / name).exists()]
    if there:
        raise InputRefused(f"nothing was written, because this is there: {', '.join(there)}")
    for name, text in texts.items():
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise InputRefused(f"{folder / name}: {error.strerror}") from None


def _in_words(folder: Path, texts: Mapping[str, str]) -> str:
    shown = [name for name in texts if name in NEXT]
    width = max(len(str(folder / name)) for name in shown)
    rows = [f"  {folder / name!s:<{width}}  {NEXT[name]}" for name in shown]
    rows.append(f"  {folder / EXAMPLES}: {len(texts) - len(shown)} files that show when rules fire")
    then = f"Then: monitor --config {folder} check"
    return "\n".join(["Written:", *rows, then])
