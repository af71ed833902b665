"""The reports on outputs, enquiries and key messages in words."""

from collections.abc import Iterator
from typing import Any

from monitor.reports.figures import Facts
from monitor.reports.wording import count, heading, lasting, listed, share, table

Row = dict[str, Any]
MOST = 12
LONG = {"release": "press release", "engagement": "engagement event"}


def outputs_in_words(facts: Facts) -> str:
    lines = [heading("What the office put out", facts["asked"]), "(Outputs)"]
    for register, title in (("outputs", ""), ("diary", "Of the diary")):
        rows = [row for row in facts["outputs_counted"] if row["register"] == register]
        totals = [row for row in rows if row["month"] == "all"]
        lines += [title] if title and totals else []
        lines += table([_counted(row, rows) for row in totals])
    if len(lines) == 2:
        lines.append("Nothing is on record.")
    missing = [row["number"] for row in facts["missing_numbers"]]
    if missing:
        lines.append(f"Missing from the register: {', '.join(missing)}")
    return "\n".join(lines)


def _counted(row: Row, rows: list[Row]) -> tuple[str, str, str]:
    months = [one for one in rows if one["kind"] == row["kind"] and one["month"] != "all"]
    busiest = max(months, key=lambda one: (one["entries"], one["month"]))
    told = [f"most in {busiest['month']}: {busiest['entries']}"] if len(months) > 1 else []
    if row["uncleared"]:
        told.append(f"{row['uncleared']} without clearance on record")
    return str(row["entries"]).rjust(5), _kind(row), "; ".join(told)


def _kind(row: Row) -> str:
    kind = LONG.get(row["kind"], str(row["kind"]))
    return kind if row["entries"] == 1 else f"{kind}s"


def enquiries_in_words(facts: Facts) -> str:
    """Counts, how fast they were answered, and what the answers became."""
    lines = [heading("Media enquiries", facts["asked"]), "(Outputs)"]
    by: dict[str, list[Row]] = {}
    for row in facts["enquiries_counted"]:
        by.setdefault(row["part"], []).append(row)
    if not by:
        return "\n".join([*lines, "Nobody asked anything that is on record."])
    lines += _answered(by["all"][0])
    for part, title in (
        ("kind", "Asked for"),
        ("decision", "Decided"),
        ("outlet", "Asked by"),
        ("month", "By month"),
    ):
        rows = sorted(by[part], key=lambda row: row["value"]) if part == "month" else by[part]
        told = [f"{row['value']} {row['enquiries']}" for row in rows[:MOST]]
        lines.append(f"{title}: {listed(told)}")
    (answers,) = facts["answers_used"]
    if answers["statements"]:
        still = f"; {answers['open']} still open" if answers["open"] else ""
        lines.append(f"Statements given in answer that the press used: {share(answers)}{still}")
    return "\n".join(lines)


def _answered(row: Row) -> Iterator[str]:
    median = row["median_minutes"]
    speed = f", half of them within {lasting(median)}" if median is not None else ""
    yield f"{count(row['enquiries'], 'enquiry', 'enquiries')}, {row['answered']} answered{speed}."
    if row["with_deadline"]:
        yield (
            f"{row['in_time']} of {row['with_deadline']} with a deadline were answered in time; "
            f"{row['overdue']} are overdue."
        )


def messages_in_words(facts: Facts) -> str:
    """Each campaign: the items of it that carry a message, then message by message."""
    lines = [heading("Key messages in the press", facts["asked"]), "(Outputs)"]
    for campaign in facts["campaigns_counted"]:
        hints = f"; {campaign['partly']} more in part" if campaign["partly"] else ""
        carrying = share(campaign, "carrying", "items")
        lines += ["", f"{campaign['campaign']}: {carrying} items carry a message{hints}"]
        lines += table(
            [
                (
                    f"{row['present']} present",
                    f"{row['partly']} partly",
                    f"{row['absent']} absent",
                    row["text"],
                )
                for row in facts["messages_counted"]
                if row["campaign"] == campaign["campaign"]
            ]
        )
    if not facts["campaigns_counted"]:
        lines.append("No item is of a campaign with key messages (`rules/releases.toml`).")
    return "\n".join(lines)
