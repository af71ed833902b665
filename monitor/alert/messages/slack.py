"""A card for Slack, as an officer reads it in ten seconds, with what can be pressed under it.

Text of a feed is shown as text: it stands in plain_text parts, or escaped and without the signs by
which Slack styles, so that it can neither ping a channel, nor style itself, nor hide an address
behind another.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from monitor.alert.messages.pressing import buttons
from monitor.alert.messages.standing import state_line
from monitor.alert.messages.words import (
    MEANING,
    cut,
    lead,
    occasion,
    source,
    spread,
    tells_of_several,
)
from monitor.records import Alert, Card, Delivery, Message, Severity

MOST_SECTION = 3000  # characters that Slack takes in one block
MOST_SENTENCE = 1000
MOST_BANNER = 500
MOST_LINES = 8000  # of a message that tells of several: about 13,000 in all are refused
_MARK = {Severity.S1: "🔴", Severity.S2: "🟠", Severity.S3: "🟡", Severity.S4: "⚪"}
_IN_ADDRESSES = "/:?&=#%@+,;~!$'()*[]"  # what a link may hold as it is: not < > | " or a space
_STYLING = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ", "_": "ˍ"})


def for_slack(delivery: Delivery) -> Message:
    """Block Kit, within Slack's limits of every part."""
    return slack_card(delivery)


def slack_card(delivery: Delivery, alert: Alert | None = None, desk_url: str = "") -> Message:
    """The same with how its alert stands now, and a way to the office's own page of it."""
    card = delivery.card
    title = f"{_MARK[card.severity]} {card.severity} {MEANING[card.severity]}: {card.headline}"
    told = f"{delivery.person}, {occasion(delivery)}"
    parts = _blocks_of_several(card, told) if tells_of_several(card) else _blocks(card, told)
    head = [_section(_plain(card.banner, MOST_BANNER))] if card.banner else []
    foot = [_context(state_line(alert))] if alert else []
    text = " ".join(filter(None, [card.banner, f"{title} ({source(card)})"]))
    return Message(
        key=delivery.id,
        text=_whole(escaped(text), MOST_SECTION),
        blocks=(
            *head,
            {"type": "header", "text": _plain(title, 150)},
            *parts,
            *foot,
            *_to_desk(desk_url, card.alert_id),
            *buttons(card.alert_id, alert.state if alert else None),
        ),
        recipient=delivery.person_id,
    )


def escaped(text: str) -> str:
    """Text that Slack reads no mark, mention or link in."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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
        yield _section(_plain(f"“{card.sentence}”", MOST_SENTENCE))
    if card.url:
        yield {"type": "context", "elements": _link(card.url)}


def _blocks_of_several(card: Card, told: str) -> Iterator[dict[str, Any]]:
    yield _section(_labelled([("Why", card.because[0]), ("Rule", card.rule), ("Told", told)]))
    for lines in _in_sections(_fitting(card.because[1:])):
        yield _section(_plain(lines, MOST_SECTION))


def _fitting(lines: Iterable[str]) -> Iterator[str]:
    """As many lines as a message takes, and where the others are."""
    taken = 0
    for line in lines:
        taken += len(line) + 1
        if taken > MOST_LINES:
            yield "… and more: `monitor queue list` has them all"
            return
        yield line


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


def _context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [_plain(text, MOST_BANNER)]}


def _labelled(details: Iterable[tuple[str, str]]) -> dict[str, Any]:
    lines = (f"*{label}* {_unstyled(text)}" for label, text in details if text)
    return _styled(_whole("\n".join(lines), MOST_SECTION))


def _whole(text: str, most: int) -> str:
    """Cut so that no half of an escaped sign is left."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    begun = kept.rfind("&", -5)
    return (kept[:begun] if begun >= 0 and ";" not in kept[begun:] else kept) + "…"


def _styled(text: str) -> dict[str, Any]:
    # Without `verbatim` Slack makes links of its own out of #words and addresses.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _unstyled(text: str) -> str:
    return escaped(text.translate(_STYLING))


def _to_desk(desk_url: str, alert_id: str) -> list[dict[str, Any]]:
    if not desk_url:
        return []
    address = quote(f"{desk_url.rstrip('/')}/alerts/{alert_id}", safe=_IN_ADDRESSES)
    return [{"type": "context", "elements": [_styled(f"<{escaped(address)}|Open at the desk>")]}]


def _link(url: str) -> list[dict[str, Any]]:
    """Our own words over the address, and the domain in plain sight."""
    link = f"<{escaped(quote(url, safe=_IN_ADDRESSES))}|Read it>"
    domain = _plain(f"at {_host(url)}", 300)
    # Quoting makes nine characters of one; a link that Slack refuses would hold the alert back.
    return [_styled(link), domain] if len(link) <= 3000 else [domain]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
