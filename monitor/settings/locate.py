"""Finds the line of a key in a TOML file, because `tomllib` does not tell it."""

import re
from collections import Counter
from collections.abc import Sequence

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*([A-Za-z0-9_-]+|"[^"]*"|'[^']*')\s*=""")
_OPENS = re.compile(r"=\s*\[\s*(#.*)?$")


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line, from 1, of the key at this path, or of the nearest table that holds it."""
    lines = _lines_by_path(text)
    wanted = tuple(path)
    while wanted and wanted not in lines:
        wanted = wanted[:-1]
    return lines.get(wanted, 1)


def _lines_by_path(text: str) -> dict[Path, int]:
    lines: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    table: Path = ()
    array: Path = ()  # a list of tables that stand a line each, as places do
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table, array = _table_path(header[2], header[1] == "[[", counts), ()
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            path = (*table, key[1].strip("\"'"))
            array = path if _OPENS.search(line) else ()
            lines.setdefault(path, number)
        elif array and line.lstrip().startswith("{"):
            lines.setdefault((*array, counts[array]), number)
            counts[array] += 1
    for path, number in list(lines.items()):  # a table that has no line of its own
        for length in range(1, len(path)):
            lines.setdefault(path[:length], number)
    return lines


def _table_path(dotted: str, is_array: bool, counts: Counter[Path]) -> Path:
    """`offices.holders` under the third office is ("offices", 2, "holders", n)."""
    path: Path = ()
    names = [name.strip().strip("\"'") for name in dotted.split(".")]
    for position, name in enumerate(names):
        path = (*path, name)
        last = position == len(names) - 1
        if last and is_array:
            counts[path] += 1
        if counts[path]:
            path = (*path, counts[path] - 1)
    return path
