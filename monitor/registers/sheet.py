"""A register as a sheet that any spreadsheet opens, and back: one row an entry, one column a field.

A cell that a spreadsheet would take for a formula is written behind an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from monitor.errors import InputRefused
from monitor.registers.fields import MOST_TEXT, name_in_words
from monitor.registers.table import Register, columns_of

MARK: Final = "\ufeff"  # by which Excel knows UTF-8, and shows £

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MARKED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: where it begins, which entry it edits, if any, and what its cells say."""

    number: int
    id: str
    words: Mapping[str, str]


def written(register: Register, rows: Iterable[Mapping[str, str]]) -> str:
    """The rows as CSV under a line of names."""
    out = io.StringIO()
    sheet = csv.writer(out)
    columns = [*columns_of(register.kind)]
    sheet.writerow(columns)
    sheet.writerows([harmless(row[name]) for name in columns] for row in rows)
    return MARK + out.getvalue()


def read(register: Register, text: str) -> tuple[list[Line], list[str]]:
    """The lines of a sheet, and every mistake in how it is laid out."""
    csv.field_size_limit(10 * MOST_TEXT)  # the usual limit is shorter than a long release
    rows = csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), strict=True)
    lines: list[Line] = []
    wrong: list[str] = []
    try:
        names = [name_of(cell) for cell in next(rows, [])]
        wrong += _names_wrong(register, names)
        begins = rows.line_num + 1
        for cells in rows:
            if len(cells) > len(names):
                wrong.append(f"line {begins}: more cells than names of columns")
            elif any(cell.strip() for cell in cells):
                words = dict(zip(names, map(_as_meant, cells), strict=False))
                lines.append(Line(begins, words.pop("id", "").strip(), words))
            begins = rows.line_num + 1
    except csv.Error as error:
        raise InputRefused(f"line {rows.line_num}: this is no CSV ({error})") from None
    return lines, wrong


def name_of(cell: str) -> str:
    """The field that a column's name means, whether it has blanks or underscores."""
    return re.sub(r"[\s_-]+", "_", cell.strip().casefold())


def _names_wrong(register: Register, names: list[str]) -> Iterator[str]:
    known = [*columns_of(register.kind)]
    if not names:
        yield "line 1: the sheet is empty; its first line names the columns"
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f"line 1: two columns are named {name!r}"
        if name not in known:
            close = get_close_matches(name, known, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}"
            yield f"line 1: there is no column {name_in_words(name)!r}; {hint}"


def harmless(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def _as_meant(cell: str) -> str:
    return cell[1:] if _MARKED.match(cell) else cell
