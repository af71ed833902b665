"""The pick-up report in words: what a head of communications reads in a minute."""

from collections.abc import Iterable, Iterator
from typing import Any

from monitor.reports.asked import Asked
from monitor.reports.figures import Facts
from monitor.reports.wording import (
    count,
    day,
    heading,
    lasting,
    listed,
    named,
    share,
    short_share,
    table,
)
from monitor.times import for_people

Row = dict[str, Any]
MOST = 5  # of a kind; the rest stands in --json and --csv
PARTS = {
    "tier": "By tier of who used them",
    "owner": "By owner group",
    "theme": "By theme of the plan",
    "list": "By distribution list",
    "lists": "By who was on the lists",
    "sent to": "By outlet that was sent them",
}


def in_words(facts: Facts) -> str:
    """All of it, for a terminal."""
    asked: Asked = facts["asked"]
    lines = [heading("Pick-up of press releases", asked), "(Outputs: what the press took up)", ""]
    lines += _rates(facts, "release", "press releases")
    lines += _how(facts)
    lines += _apart(facts)
    lines += [*_parts(facts), *_releases(facts), *_unused(facts), ""]
    lines += _rates(facts, "statement", "statements")
    lines += _to_mend(facts)
    return "\n".join(lines).rstrip()


def _rates(facts: Facts, kind: str, name: str) -> Iterator[str]:
    """The rate after the whole window, then the earlier ones, then what is still open."""
    rates = {row["hours"]: row for row in facts["pickup_rate"] if row["kind"] == kind}
    hours = 24 * facts["asked"].days
    if not rates:
        yield f"No {name} were issued."
        return
    whole = rates[hours]
    days = count(facts["asked"].days, "day")
    if whole["closed"]:
        yield f"{share(whole)} {name} were used by the press within {days}."
    earlier = [f"{short_share(rates[h])} within {h} h" for h in (24, 72) if h < hours]
    if whole["closed"] and earlier:
        yield f"  {'; '.join(earlier)}."
    if whole["open"]:
        yield f"  {count(whole['open'], 'is', 'are')} still open and not counted."


def _how(facts: Facts) -> Iterator[str]:
    total = _of_releases(facts["pickup_totals"])
    if not total or not total[0]["pickups"]:
        return
    row = total[0]
    yield (
        f"  {count(row['items'], 'item')} in {count(row['stories'], 'story', 'stories')}, "
        f"{_breadth(row)}; first used after {lasting(row['median_minutes_to_first'])} (median; "
        f"{lasting(row['fastest_minutes'])} to {lasting(row['slowest_minutes'])})."
    )
    yield (
        f"  Reuse: {_by(facts, 'degree')}; a quote of ours kept in {row['quote_kept']} of "
        f"{row['quote_kept_of']}, the headline in {row['headline_kept']} of {row['pickups']}."
    )
    yield f"  Tone towards us: {_by(facts, 'tone')}."
    hostile = [one for one in _picked(facts) if one["tone"] == "negative"]
    yield from _items("  Negative:", hostile)


def _apart(facts: Facts) -> Iterator[str]:
    """What is shown and not counted."""
    counts = {row["value"]: row for row in _of_releases(facts["pickup_counts"])}
    for standing, words in (
        ("probable", "may tell the same in words of their own: probable, not counted"),
        ("after the window", "used one after its window"),
        ("undated", "came with a back catalogue without dates"),
        ("partner", "of partners passed one on: redistribution, not counted"),
        ("social", "on social media used one: not counted"),
    ):
        if row := counts.get(standing):
            yield f"  {count(row['items'], 'item')} {words}."
    early = [one for one in facts["pickup_items"] if one["standing"] == "before issue"]
    yield from _items("  Before issue (embargo?):", early)


def _parts(facts: Facts) -> Iterator[str]:
    for part, title in PARTS.items():
        rows = [row for row in facts["pickup_by"] if row["part"] == part]
        if rows:
            yield from ("", title)
            yield from table(
                [(row["value"], short_share(row), _breadth(row)) for row in rows[:MOST]]
            )
        if len(rows) > MOST:
            yield f"  and {len(rows) - MOST} more"


def _releases(facts: Facts) -> Iterator[str]:
    used = [
        row for row in _of_releases(facts["pickup_outputs"]) if row["items"] or not row["closed"]
    ]
    if used:
        yield from ("", "Releases")
        yield from table([(day(row["issued_at"]), named(row), _became(row)) for row in used])


def _became(row: Row) -> str:
    still = "" if row["closed"] else f"still open until {for_people(row['closes_at'])}"
    if not row["items"]:
        return still
    first = f"first {row['first_outlet']} after {lasting(row['minutes_to_first'])}"
    negative = f"{row['negative']} negative" if row["negative"] else ""
    return listed((_breadth(row), first, negative, still))


def _unused(facts: Facts) -> Iterator[str]:
    if facts["pickup_unused"]:
        yield from ("", "Used by nobody, and what may explain it")
    for row in facts["pickup_unused"]:
        yield f"  {day(row['issued_at'])}  {named(row)}"
        yield f"    {'; '.join(row['why']) or 'nothing on record explains it'}"


def _to_mend(facts: Facts) -> Iterator[str]:
    bare = [row for row in facts["pickup_outputs"] if not row["cleared"]]
    if bare:
        outputs = count(len(bare), "output")
        yield f"{outputs} without clearance on record: {_some(map(named, bare))}."
    missing = [row["number"] for row in facts["missing_numbers"]]
    if missing:
        yield f"Missing from the register: {_some(missing)}."


def _some(names: Iterable[str]) -> str:
    known = list(names)
    more = f" and {len(known) - MOST} more" if len(known) > MOST else ""
    return listed(known[:MOST]) + more


def _breadth(row: Row) -> str:
    if not row["items"]:
        return ""
    return f"{count(row['outlets'], 'outlet')}, {count(row['owners'], 'owner group')}"


def _items(title: str, rows: list[Row]) -> Iterator[str]:
    if rows:
        yield title
    for row in rows[:MOST]:
        after = row["hours_after"] * 60
        when = f"{lasting(abs(after))} {'after' if after >= 0 else 'before'}"
        output = row["number"] or f"“{row['output_title']}”"
        yield f"    {row['outlet']}, {when} {output}: “{row['title']}”"
    if len(rows) > MOST:
        yield f"    and {len(rows) - MOST} more"


def _by(facts: Facts, what: str) -> str:
    rows = [row for row in _of_releases(facts["pickup_counts"]) if row["part"] == what]
    return listed(f"{row['pickups']} {row['value']}" for row in rows)


def _picked(facts: Facts) -> list[Row]:
    closed = {row["output_id"] for row in facts["pickup_outputs"] if row["closed"]}
    return [
        row
        for row in _of_releases(facts["pickup_items"])
        if row["standing"] == "pick-up" and row["output_id"] in closed
    ]


def _of_releases(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["kind"] == "release"]
