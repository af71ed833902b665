"""A card for Slack.

Text of a feed is shown as text: it stands in plain_text parts or escaped, so that it can neither
ping a channel, nor style itself, nor hide an address behind another.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from monitor.alert.messages.words import (
    MEANING,
    cut,
    lead,
    occasion,
    source,
    spread,
    tells_of_several,
)
from monitor.records import Card, Delivery, Message, Severity

MOST_SECTION = 3000  # characters that Slack takes in one block
_MARK = {Severity.S1: "🔴", Severity.S2: "🟠", Severity.S3: "🟡", Severity.S4: "⚪"}
_IN_ADDRESSES = "/:?&=#%@+,;~!$'()*[]"  # what a link may hold as it is: not < > | " or a space


def for_slack(delivery: Delivery) -> Message:
    """Block Kit, within Slack's limits of every part."""
    card = delivery.card
    title = f"{_MARK[card.severity]} {card.severity} {MEANING[card.severity]}: {card.headline}"
    told = f"{delivery.person}, {occasion(delivery)}"
    parts = _blocks_of_several(card, told) if tells_of_several(card) else _blocks(card, told)
    head = [_section(_plain(card.banner, MOST_SECTION))] if card.banner else []
    return Message(
        key=delivery.id,
        text=_escaped(" ".join(filter(None, [card.banner, f"{title} ({source(card)})"])))[:3000],
        blocks=(*head, {"type": "header", "text": _plain(title, 150)}, *parts),
        recipient=delivery.person_id,
    )


def _blocks(card: Card, told: str) -> Iterator[dict[str, Any]]:
    details = [
        ("Why", "; ".join(card.because)),
        ("Rule", card.rule),
        ("Tone", card.tone),
        ("Spread", spread(card)),
        ("Lead", lead(card)),
        ("Tell", ", ".join(card.tell)),
        ("Send to", card.signpost),
        ("Note", card.note),
        ("Told", told),
    ]
    yield _section(_plain(source(card), 300))
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


def _plain(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": cut(text, most), "emoji": True}


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
