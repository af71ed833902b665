"""What the officer reads: the same card, written for a terminal and for Slack.

Text of a feed is shown as text: in Slack it stands in plain_text parts or escaped, so that it can
neither ping a channel, nor style itself, nor hide an address behind another.
"""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from monitor.records import Card, Coverage, Delivery, Firing, Message, Reason, Severity
from monitor.times import for_people

MEANING = {
    Severity.S1: "CRISIS",
    Severity.S2: "URGENT",
    Severity.S3: "TODAY",
    Severity.S4: "NOTE",
}
_MARK = {Severity.S1: "🔴", Severity.S2: "🟠", Severity.S3: "🟡", Severity.S4: "⚪"}
MOST_HEADLINE = 140  # Slack refuses headers of more than 150 characters
MOST_SENTENCE = 400
MOST_SECTION = 3000  # characters that Slack takes in one block
TOGETHER = ("SUMMARY", "MORNING", "CRISIS")  # messages that tell of several alerts, each in a line
_IN_ADDRESSES = "/:?&=#%@+,;~!$'()*[]"  # what a link may hold as it is: not < > | " or a space


def make_card(alert_id: str, firing: Firing, coverage: Coverage) -> Card:
    """All that an officer needs to decide whether to get up."""
    item, tone = coverage.item, coverage.tone
    headline = _cut(item.title or item.text, MOST_HEADLINE)
    evidence = tone.evidence[0].sentence if tone and tone.evidence else ""
    # The headline stands above already; the deciding span beyond it is all of the text we may show.
    telling = next((s for s in (firing.sentence, evidence) if s and s != item.title), "")
    return Card(
        alert_id=alert_id,
        severity=firing.severity,
        rule=f"{firing.rule_id} {firing.rule_name}",
        headline=headline,
        outlet=item.outlet,
        tier=item.tier,
        url=item.url,
        published_at=item.published_at or item.first_seen_at,
        because=firing.because,
        tone=f"{tone.label} ({tone.score:+.2f}, {tone.scorer})" if tone else "not scored",
        sentence=_cut(telling, MOST_SENTENCE),
        outlets=coverage.spread.outlets,
        owners=len(coverage.spread.owners),
        lead=firing.lead,
        row=firing.row,
        signpost=firing.signpost,
        note=firing.note,
    )


def render(delivery: Delivery) -> Message:
    """The message as its way out wants it."""
    return RENDERERS[delivery.way](delivery)


def _for_terminal(delivery: Delivery) -> Message:
    card = delivery.card
    title = " ".join(f"{card.severity} {MEANING[card.severity]} · {card.rule}".split())
    told = f"{delivery.person}, {for_people(delivery.not_before)}, {_occasion(delivery)}"
    rows = _rows_of_several(card, told) if _tells_of_several(card) else _rows(card, told)
    lines = [f"┏━ {title} {'━' * max(3, 94 - len(title))}", *_filled(rows), f"┗━ {card.alert_id}"]
    return Message(key=delivery.id, text="\n".join(lines))


def _rows(card: Card, told: str) -> list[tuple[str, str]]:
    return [
        ("", card.banner),
        ("", f"“{card.headline}”"),
        ("", _source(card)),
        ("Why", "; ".join(card.because)),
        ("Tone", card.tone),
        ("Words", f"“{card.sentence}”" if card.sentence else "-"),
        ("Spread", _spread(card)),
        ("Lead", _lead(card)),
        ("Tell", ", ".join(card.tell)),
        ("Send to", card.signpost),
        ("Note", card.note),
        ("Told", told),
        ("Link", card.url or "none"),
    ]


def _rows_of_several(card: Card, told: str) -> list[tuple[str, str]]:
    lines = [("", line) for line in card.because[1:]]
    return [("", card.headline), ("Why", card.because[0]), *lines, ("Told", told)]


def _filled(rows: list[tuple[str, str]]) -> list[str]:
    return [
        line
        for label, text in rows
        for line in textwrap.wrap(
            text,
            width=98,
            initial_indent=f"┃ {label:<8}",
            subsequent_indent="┃" + " " * 9,
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]


def _for_slack(delivery: Delivery) -> Message:
    card = delivery.card
    title = f"{_MARK[card.severity]} {card.severity} {MEANING[card.severity]}: {card.headline}"
    told = f"{delivery.person}, {_occasion(delivery)}"
    parts = _blocks_of_several(card, told) if _tells_of_several(card) else _blocks(card, told)
    head = [_section(_plain(card.banner, MOST_SECTION))] if card.banner else []
    return Message(
        key=delivery.id,
        text=_escaped(" ".join(filter(None, [card.banner, f"{title} ({_source(card)})"])))[:3000],
        blocks=(*head, {"type": "header", "text": _plain(title, 150)}, *parts),
        recipient=delivery.person_id,
    )


def _blocks(card: Card, told: str) -> Iterator[dict[str, Any]]:
    details = [
        ("Why", "; ".join(card.because)),
        ("Rule", card.rule),
        ("Tone", card.tone),
        ("Spread", _spread(card)),
        ("Lead", _lead(card)),
        ("Tell", ", ".join(card.tell)),
        ("Send to", card.signpost),
        ("Note", card.note),
        ("Told", told),
    ]
    yield _section(_plain(_source(card), 300))
    yield _section(_labelled(details))
    if card.sentence:
        yield _section(_plain(f"“{card.sentence}”", MOST_SECTION))
    if card.url:
        yield {"type": "context", "elements": _link(card.url)}


def _blocks_of_several(card: Card, told: str) -> Iterator[dict[str, Any]]:
    yield _section(_labelled([("Why", card.because[0]), ("Rule", card.rule), ("Told", told)]))
    for lines in _in_sections(card.because[1:]):
        yield _section(_plain(lines, MOST_SECTION))


def _in_sections(lines: Iterable[str]) -> Iterator[str]:
    """The lines, as many together as one block takes."""
    together = ""
    for line in lines:
        if together and len(together) + len(line) >= MOST_SECTION:
            yield together
            together = ""
        together = f"{together}\n{line}" if together else line
    if together:
        yield together


RENDERERS: dict[str, Callable[[Delivery], Message]] = {
    "console": _for_terminal,
    "slack": _for_slack,
}


def _tells_of_several(card: Card) -> bool:
    return card.rule.partition(" ")[0] in TOGETHER and bool(card.because)


def _lead(card: Card) -> str:
    return f"{card.lead} ({card.row})" if card.row else card.lead


def _source(card: Card) -> str:
    at = f", {for_people(card.published_at)}" if card.published_at else ""
    return f"{card.outlet} ({card.tier}){at}"


def _spread(card: Card) -> str:
    many, owners = len(card.outlets), card.owners
    named = ", ".join(card.outlets[:5]) + (f" and {many - 5} more" if many > 5 else "")
    outlets = f"{many} outlet{'s' if many != 1 else ''}"
    return f"{outlets} of {owners} owner{'s' if owners != 1 else ''} in a day: {named}"


def _occasion(delivery: Delivery) -> str:
    late = " (may be a repeat)" if "repeat" in delivery.note else ""
    if delivery.reason is Reason.QUIET_HOURS:
        return f"kept until the morning{late}"
    return f"{delivery.reason.value}{late}"


def _plain(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": _cut(text, most), "emoji": True}


def _section(text: dict[str, Any]) -> dict[str, Any]:
    return {"type": "section", "text": text}


def _labelled(details: Iterable[tuple[str, str]]) -> dict[str, Any]:
    lines = (f"*{label}* {_escaped(text)}" for label, text in details if text)
    return _styled("\n".join(lines)[:MOST_SECTION])


def _styled(text: str) -> dict[str, Any]:
    # Without `verbatim` Slack makes links of its own out of #words and addresses.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _link(url: str) -> list[dict[str, Any]]:
    """Our own words over the address, and the domain in plain sight."""
    link = f"<{_escaped(quote(url, safe=_IN_ADDRESSES))}|Read it>"
    domain = _plain(f"at {_host(url)}", 300)
    # Quoting makes nine characters of one; a link that Slack refuses would hold the alert back.
    return [_styled(link), domain] if len(link) <= 3000 else [domain]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
