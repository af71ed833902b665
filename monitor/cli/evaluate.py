"""`monitor evaluate`: how well the system reads labelled coverage."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from monitor.cli.command import FINE, as_json, read_input, show
from monitor.cli.explain import add_areas, reader_for
from monitor.errors import InputRefused
from monitor.evaluation import evaluate

WORDS: dict[type, str] = {str: "text", list: "a list"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--docs", type=Path, required=True, metavar="FILE", help="documents, JSONL")
    parser.add_argument("--labels", type=Path, required=True, metavar="FILE", help="labels, JSONL")
    parser.add_argument("--pickups", type=Path, metavar="FILE", help="release and article, JSONL")
    parser.add_argument("--json", action="store_true", help="facts as JSON")
    add_areas(parser)


def run(args: argparse.Namespace) -> int:
    docs = _rows(args.docs, {"id": str, "text": str})
    labels = _rows(args.labels, {"id": str, "mentions": list})
    degrees = {"release_id": str, "article_id": str, "degree": str}
    pickups = _rows(args.pickups, degrees) if args.pickups else []
    figures = evaluate(reader_for(args), docs, labels, pickups)
    show(as_json(figures) if args.json else "\n".join(_lines(figures)))
    return FINE


def _rows(path: Path, needs: Mapping[str, type]) -> list[dict[str, Any]]:
    # Not splitlines: it also cuts at U+2028 and U+0085, which JSON allows within a string.
    lines = enumerate(read_input(str(path)).split("\n"), start=1)
    return [_row(f"{path}:{number}", line, needs) for number, line in lines if line.strip()]


def _row(where: str, line: str, needs: Mapping[str, type]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputRefused(f"{where}: not JSON: {error}") from None
    if not isinstance(row, dict):
        raise InputRefused(f"{where}: an object is wanted")
    for key, kind in needs.items():
        if not isinstance(row.get(key), kind):
            raise InputRefused(f"{where}: `{key}` must be {WORDS[kind]}")
    return row


def _lines(figures: dict[str, Any]) -> list[str]:
    lines = []
    for part, values in figures.items():
        for name, value in (values or {}).items():
            if not isinstance(value, dict):
                lines.append(f"{part:<9} {name:<24} {'-' if value is None else value}")
    return lines
