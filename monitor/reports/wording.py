"""Figures as a head of communications says them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from monitor.reports.asked import Asked
from monitor.times import for_people, in_london

Row = dict[str, Any]
LONGEST = 60  # characters of a title


def share(row: Row, used: str = "used", of: str = "closed", of_what: str = "Wilson 95 %: ") -> str:
    """`7 of 10 (Wilson 95 %: 40–89 %)`."""
    if not row[of]:
        return "none of none"
    low, high = round(100 * row["low"]), round(100 * row["high"])
    return f"{row[used]} of {row[of]} ({of_what}{low}–{high} %)"


def short_share(row: Row) -> str:
    """`7 of 10 (40–89 %)`, where it was said before what the interval is."""
    return share(row, of_what="")


def lasting(minutes: float) -> str:
    """`40 min`, `3 h 5 min`, `2 days 4 h`."""
    whole = round(minutes)
    if whole < 60:
        return f"{whole} min"
    if whole < 48 * 60:
        return f"{whole // 60} h {whole % 60} min".removesuffix(" 0 min")
    return f"{whole // 1440} days {whole % 1440 // 60} h".removesuffix(" 0 h")


def count(number: int, one: str, more: str = "") -> str:
    """`1 outlet`, `2 outlets`."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def listed(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def named(row: Row) -> str:
    """`PR-844 “Burglary falls in Ashvale”`."""
    title = row["title"] if len(row["title"]) <= LONGEST else row["title"][: LONGEST - 1] + "…"
    return f"{row['number']} “{title}”".strip()


def heading(what: str, asked: Asked) -> str:
    of = f" of {asked.office}" if asked.office else ""
    return (
        f"{what}{of}, {asked.since:%-d %b %Y} to {asked.until:%-d %b %Y}, "
        f"as of {for_people(asked.now)}"
    )


def day(moment: datetime) -> str:
    return f"{in_london(moment):%a %-d %b}"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Cells in columns, indented; the last column runs on."""
    if not rows:
        return []
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)]
    return [
        "  "
        + "  ".join(
            [*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]
        ).rstrip()
        for row in rows
    ]
