"""A card as a mail: plain text, and the same in HTML that is all ours."""

from html import escape
from urllib.parse import urlsplit

from monitor.alert.messages.plain import in_a_line, told_rows
from monitor.alert.messages.words import MEANING, Row, title
from monitor.records import Delivery, Message, Severity

_COLOUR = {
    Severity.S1: "#b00020",
    Severity.S2: "#b25900",
    Severity.S3: "#6b6b00",
    Severity.S4: "#555555",
}


def for_mail(delivery: Delivery) -> Message:
    """The subject says how urgent it is and what happened; nothing of a feed is markup."""
    parts = told_rows(delivery)
    subject = title(delivery)
    return Message(
        key=delivery.id,
        title=subject,
        text="\n".join([subject, "", *map(in_a_line, parts)]) + "\n",
        html=_page(delivery.card.severity, subject, parts),
        recipient=delivery.person_id,
        urgent=delivery.card.severity is Severity.S1,
    )


def _page(severity: Severity, subject: str, parts: list[Row]) -> str:
    """No picture, no style sheet, no address but the card's own: nothing is fetched by reading."""
    mark = f"{severity} {MEANING[severity]}"
    head = escape(subject.removeprefix(mark).removeprefix(":").strip())
    lines = "\n".join(map(_line, parts))
    return (
        '<!DOCTYPE html><html lang="en"><body>\n'
        f'<h2><span style="color: {_COLOUR[severity]}">{mark}</span> {head}</h2>\n'
        f"{lines}\n</body></html>\n"
    )


def _line(row: Row) -> str:
    label, text = row
    if label == "Link" and _is_web(text):
        return f'<p><b>Link</b> <a href="{escape(text)}">{escape(text)}</a></p>'
    named = f"<b>{escape(label)}</b> " if label else ""
    return f"<p>{named}{escape(text)}</p>"


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and url.isprintable()
