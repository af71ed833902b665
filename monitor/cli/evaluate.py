"""`monitor evaluate`: how well the system reads labelled coverage."""

import argparse
import json
from pathlib import Path
from typing import Any

from monitor.cli.command import FINE, as_json, show
from monitor.cli.explain import add_areas, reader_for
from monitor.errors import InputRefused
from monitor.evaluation import evaluate

HELP = "score the system against coverage that a person has labelled"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--docs", type=Path, required=True, metavar="FILE", help="documents, JSONL")
    parser.add_argument("--labels", type=Path, required=True, metavar="FILE", help="labels, JSONL")
    parser.add_argument("--pickups", type=Path, metavar="FILE", help="release and article, JSONL")
    parser.add_argument("--json", action="store_true", help="facts as JSON")
    add_areas(parser)


def run(args: argparse.Namespace) -> int:
    docs, labels = _rows(args.docs, "text"), _rows(args.labels, "mentions")
    pickups = _rows(args.pickups, "degree") if args.pickups else []
    figures = evaluate(reader_for(args), docs, labels, pickups)
    show(as_json(figures) if args.json else "\n".join(_lines(figures)))
    return FINE


def _rows(path: Path, needs: str) -> list[dict[str, Any]]:
    rows = []
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                row = json.loads(line)
                if not isinstance(row, dict) or needs not in row:
                    raise InputRefused(f"{path}:{number}: an object with `{needs}` is wanted")
                rows.append(row)
    except OSError as error:
        raise InputRefused(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise InputRefused(f"{path}:{number}: not JSON: {error}") from None
    return rows


def _lines(figures: dict[str, Any]) -> list[str]:
    lines = []
    for part, values in figures.items():
        for name, value in (values or {}).items():
            if not isinstance(value, dict):
                lines.append(f"{part:<9} {name:<24} {'-' if value is None else value}")
    return lines
