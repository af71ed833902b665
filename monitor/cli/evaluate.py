"""`monitor evaluate`: how well the system reads labelled coverage."""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from monitor.cli.command import FINE, as_json, read_input, show
from monitor.cli.explain import add_areas, reader_for
from monitor.cli.side_by_side import passages, side_by_side
from monitor.errors import InputRefused
from monitor.evaluation import Pair, compare_pickups, evaluate
from monitor.steps.comparing import judged_by_people
from monitor.store.paths import lake_of, ledger_of
from monitor.understand.agreement import by_scorer

WORDS: dict[type, str] = {str: "text", list: "a list"}
NO_SAMPLE = (
    "People label what looks wrong or unsure: on all coverage a scorer agrees with them more often."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--docs", type=Path, metavar="FILE", help="documents, JSONL")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="labels, JSONL")
    parser.add_argument("--pickups", type=Path, metavar="FILE", help="release and article, JSONL")
    parser.add_argument(
        "--from-corrections",
        action="store_true",
        help="instead of files: tone, against what people said with `monitor tone label`",
    )
    parser.add_argument(
        "--all", action="store_true", help="show every pair of --pickups, not only wrong ones"
    )
    parser.add_argument("--json", action="store_true", help="facts as JSON")
    parser.set_defaults(refuse=parser.error)
    add_areas(parser)


def run(args: argparse.Namespace) -> int:
    if args.from_corrections:
        figures = _from_corrections(args)
        show(as_json(figures) if args.json else "\n".join(_agreements(figures)))
        return FINE
    missing = [name for name in ("docs", "labels") if getattr(args, name) is None]
    if missing:
        told = ", ".join(f"--{name}" for name in missing)
        args.refuse(f"the following arguments are required: {told}")
    docs = _rows(args.docs, {"id": str, "text": str})
    labels = _rows(args.labels, {"id": str, "mentions": list})
    degrees = {"release_id": str, "article_id": str, "degree": str}
    pickups = _rows(args.pickups, degrees) if args.pickups else []
    pairs = compare_pickups(docs, pickups)
    figures = evaluate(reader_for(args), docs, labels, pairs)
    if args.json:
        show(as_json(figures | {"pairs": [_as_facts(pair) for pair in pairs]}))
    else:
        show("\n".join((*_lines(figures), *_told(pairs, args.all))))
    return FINE


def _told(pairs: Iterable[Pair], every: bool) -> Iterator[str]:
    """The pairs that we see otherwise than the label says, or all, passage beside passage."""
    for pair in pairs:
        if every or pair.found != pair.wanted:
            yield ""
            yield f"{pair.article_id} of {pair.release_id}: {pair.found}; labelled {pair.wanted}"
            yield from side_by_side((pair.beside,) if pair.beside else ())


def _as_facts(pair: Pair) -> dict[str, Any]:
    facts = {"release_id": pair.release_id, "article_id": pair.article_id}
    facts |= {"found": pair.found, "wanted": pair.wanted}
    return facts | passages((pair.beside,) if pair.beside else ())


def _from_corrections(args: argparse.Namespace) -> dict[str, Any]:
    every, _ = judged_by_people(lake_of(args.data), ledger_of(args.data))
    return {"scorers": by_scorer(every), "note": NO_SAMPLE}


def _agreements(figures: dict[str, Any]) -> list[str]:
    lines = []
    for scorer, values in figures["scorers"].items():
        kappa = "-" if values["weighted_kappa"] is None else values["weighted_kappa"]
        lines.append(
            f"{scorer}: agrees in {values['agreement']} of {values['n']}; "
            f"weighted kappa {kappa} (of {values['kappa_n']})"
        )
        for said, found in values["confusion"].items():
            taken = ", ".join(f"{label} {count}" for label, count in found.items())
            lines.append(f"    a person says {said}: {taken}")
    return [*lines, NO_SAMPLE] if lines else ["Nobody has labelled anything yet."]


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
