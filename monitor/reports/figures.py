"""The reports as figures: the rows of their queries, by the names of the queries.

Each row is what the same query answers on the lake; what is added to it stands beside it.
"""

from pathlib import Path
from typing import Any, Final

from monitor.registers.numbering import gaps
from monitor.reports.asked import Asked, values_of
from monitor.store.lake import Answer, Figures, as_rows, figures, spelt_out

Facts = dict[str, Any]

REPORTS: Final[dict[str, tuple[Figures, ...]]] = {
    "pickup": (
        "pickup_rate",
        "pickup_totals",
        "pickup_counts",
        "pickup_by",
        "pickup_outputs",
        "pickup_items",
        "pickup_unused",
        "output_numbers",
    ),
    "outputs": ("outputs_counted", "output_numbers"),
    "enquiries": ("enquiries_counted", "answers_used"),
    "messages": ("campaigns_counted", "messages_counted"),
    "alerts": ("alerts_by_rule", "alerts_missed"),
}
SHEET: Final[dict[str, Figures]] = {  # what a report gives as CSV
    "pickup": "pickup_outputs",
    "outputs": "outputs_counted",
    "enquiries": "enquiries_counted",
    "messages": "messages_counted",
    "alerts": "alerts_by_rule",
}


def report(lake: Path, name: str, asked: Asked) -> Facts:
    """All figures of a report; QueryRefused if nothing is published."""
    values = values_of(asked)
    facts: Facts = {query: as_rows(figures(lake, query, values)) for query in REPORTS[name]}
    if "pickup_unused" in facts:
        facts["pickup_unused"] = [row | {"why": why_unused(row)} for row in facts["pickup_unused"]]
    if "output_numbers" in facts:
        facts["missing_numbers"] = _missing(facts["output_numbers"])
    return {"report": name, "asked": asked, **facts}


def queries(name: str, asked: Asked) -> str:
    """The report's queries with their values, each as `monitor query` takes it."""
    values = values_of(asked)
    told = (f"-- {query}\n{spelt_out(query, values)};" for query in REPORTS[name])
    return "\n\n".join(told)


def sheet(lake: Path, name: str, asked: Asked) -> Answer:
    """The columns and rows that a report gives to a spreadsheet."""
    return figures(lake, SHEET[name], values_of(asked))


def why_unused(row: dict[str, Any]) -> list[str]:
    """What may explain that nobody used a release, the likeliest first; it proves nothing."""
    unseen = row["unseen"] or []
    told = (
        (row["before_issue"], "{} used it before its issue: see the times, or an embargo"),
        (row["probable"], "{} may have used it: see what is probable"),
        (row["late"], "{} used it after the window"),
        (len(unseen), f"we saw nothing, or not all, of {_some(unseen)}"),
        (row["beside"], f"{row['beside']}, within a day of it, was used"),
        (row["in_hours"] is False, "issued out of office hours"),
        (not row["has_list"], "no distribution list on record"),
        (not row["has_quote"], "no quote on record"),
        (row["partner"], "{} of our partners passed it on"),
    )
    return [words.format(found) for found, words in told if found]


def _some(names: list[str], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _missing(numbers: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Numbers that nobody registered, office by office."""
    by_office: dict[str, list[str]] = {}
    for row in numbers:
        by_office.setdefault(row["office_id"], []).append(row["number"])
    return [
        {"office_id": office, "number": number}
        for office, known in by_office.items()
        for number in gaps(known)
    ]
