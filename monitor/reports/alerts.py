"""The report on alerts in words: how useful each rule was, and which one should be changed."""

from typing import Any

from monitor.reports.figures import Facts
from monitor.reports.wording import count, day, heading, short_share, table

Row = dict[str, Any]
MOST = 12


def in_words(facts: Facts) -> str:
    """A line for each rule, what was missed, and what is proposed."""
    lines = [heading("Alerts and what people said of them", facts["asked"]), "(Outputs)"]
    rows: list[Row] = facts["alerts_by_rule"]
    if not rows:
        return "\n".join([*lines, "No rule raised an alert, and nobody missed one."])
    marked, useful = (sum(row[name] for row in rows) for name in ("marked", "useful"))
    told = sum(row["told"] for row in rows)
    lines.append(
        f"{count(told, 'alert was told', 'alerts were told')}, {marked} marked, {useful} useful."
    )
    lines += ["", "Rule by rule", *table([_rule(row) for row in rows])]
    lines += _missed(facts["alerts_missed"])
    proposed = [row for row in rows if row["proposed"]]
    lines += ["", "Proposed for change"] if proposed else []
    lines += [f"  {_proposal(row)}" for row in proposed]
    return "\n".join(lines)


def _rule(row: Row) -> tuple[str, ...]:
    if not row["marked"]:
        said = "nobody marked it"
    else:
        said = f"useful in {short_share(row | {'used': row['useful'], 'closed': row['marked']})}"
    wrong = f"{row['wrong']} wrong" if row["wrong"] else ""
    missed = f"{row['missed']} missed" if row["missed"] else ""
    name = row["rule"] or "no rule named"
    return name, f"{row['told']} told", ", ".join(filter(None, (said, wrong, missed)))


def _missed(rows: list[Row]) -> list[str]:
    if not rows:
        return []
    lines = ["", "Missed"]
    for row in rows[:MOST]:
        what = f"{row['outlet']} “{row['title']}”" if row["title"] else row["item_id"]
        lines.append(f"  {day(row['said_at'])}  {what}: {row['why']} ({row['said_by']})")
    more = len(rows) - MOST
    return [*lines, f"  and {more} more"] if more > 0 else lines


def _proposal(row: Row) -> str:
    return (
        f"{row['rule_id']} was useful in {row['useful']} of {row['marked']}: change or disable it: "
        f"monitor rules explain {row['rule_id']}"
    )
