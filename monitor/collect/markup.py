"""Text as a person reads it, out of whatever a publisher put into a field."""

import html
import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser

UNREAD = ["script", "style", "noscript", "template", "iframe", "svg", "form"]

# Control (Cc), format (Cf: zero-width, bidi, soft hyphen), private (Co), lone surrogate (Cs).
_UNSEEN = {"Cc", "Cf", "Co", "Cs"}
_MARKUP = re.compile(r"<[A-Za-z/!]|&[#A-Za-z]")
_UNREAD = re.compile(f"<(?:{'|'.join(UNREAD)})", re.IGNORECASE)
_INLINE = (
    "a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong"
    "|sub|sup|time|tt|u|var"
)
# Written out in every usual case: to ignore case would cost three times as much.
_BREAK = re.compile(rf"<(?!/?(?:{_INLINE}|{_INLINE.upper()}|{_INLINE.title()})\b)(?=/?[A-Za-z])")


def clean(text: str) -> str:
    """One line of plain text: no control, zero-width, bidi or surrogate characters, NFC."""
    spaced = " ".join(text.split())  # a quarter of the cost of the same by a pattern
    if not spaced.isprintable():
        seen = (mark for mark in spaced if unicodedata.category(mark) not in _UNSEEN)
        spaced = " ".join("".join(seen).split())
    return spaced if spaced.isascii() else unicodedata.normalize("NFC", spaced)


def plain_text(markup: str) -> str:
    """The visible text of a fragment of HTML; text without markup is only cleaned.

    A paragraph, a line or a cell ends a word; what merely changes the type does not: the `b` of
    `<b>Thames Valley</b>'s` must not part a name from its genitive.
    """
    if not _MARKUP.search(markup):
        return clean(markup)
    # As bytes, which it reads at half the cost of a str.
    tree = LexborHTMLParser(f"<body>{_BREAK.sub(' <', markup)}".encode("utf-8", "ignore"))
    if _UNREAD.search(markup):  # to look for what is not there costs a third of the whole
        tree.strip_tags(UNREAD)
    body = tree.body
    return clean(body.text()) if body else ""


def title_text(markup: str) -> str:
    """A title's text: entities are decoded once; what then looks like a tag is merely shown."""
    return clean(html.unescape(markup)) if "&" in markup else clean(markup)
