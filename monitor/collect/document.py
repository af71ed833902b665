"""One file of the office's own, read: a release, a statement, a blog post."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from monitor.collect.documents import Written
from monitor.collect.documents.head import head_of
from monitor.collect.documents.markdown import read_markdown
from monitor.collect.documents.pdf import read_pdf
from monitor.collect.documents.plain import decoded, read_text
from monitor.collect.documents.quoted import quotes_in
from monitor.collect.documents.web import read_page
from monitor.collect.documents.word import read_word
from monitor.errors import InputRefused

MOST_BYTES = 20_000_000
MOST_TEXT = 500_000  # characters; a release has 4,000, and 500,000 are read in 0.3 s

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Word wrote until 2007, and Outlook still does
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S
)
_OF_PAGES = (".html", ".htm", ".xhtml")
_OF_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    text: str  # paragraphs, parted by "\n"; without title and letterhead
    number: str = ""  # "PR-844"
    issued_on: date | None = None  # as its head says
    embargo_until: datetime | None = None  # UTC
    quotes: tuple[str, ...] = ()  # "Speaker: words"


def read_document(name: str, content: bytes) -> Document:
    """What the file says; InputRefused, in one plain sentence, if it cannot be read.

    What a file is, its first bytes say; its name counts where they do not.
    """
    if len(content) > MOST_BYTES:
        raise InputRefused(f"it is larger than {MOST_BYTES / 1e6:g} MB: no release is")
    if not content.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise InputRefused("it is empty")
    written = _written(name.lower(), content)
    _check(sum(len(one.text) for one in written.paragraphs))
    return _document(name, written)


def _written(name: str, content: bytes) -> Written:
    if content.startswith(b"PK"):
        return read_word(content)
    if b"%PDF-" in content[:1024]:
        return read_pdf(content)
    if why := _refused(content):
        raise InputRefused(why)
    text = decoded(content)
    if name.endswith(_OF_PAGES) or _PAGE.match(text[:4096]):
        return read_page(text)
    if text.lstrip().startswith("<?xml"):
        raise InputRefused("it is XML, and no page that a browser shows")
    _check(len(text))
    return read_markdown(text) if name.endswith(_OF_MARKDOWN) else read_text(text)


def _check(length: int) -> None:
    if length > MOST_TEXT:
        raise InputRefused(f"its text has more than {MOST_TEXT:,} characters: no release has")


def _refused(content: bytes) -> str:
    """Why a file that is neither text nor a kind that is read is not taken."""
    if content.startswith(_OLD):
        if _LOCKED in content:
            return "it is locked with a password: save it without one"
        return "it was written by an old Word or by Outlook: save it as .docx"
    if content.startswith(b"{\\rtf"):
        return "it is rich text (.rtf): save it as .docx"
    return ""


def _document(name: str, written: Written) -> Document:
    head = head_of(name, written)
    if not (head.title or head.body):
        raise InputRefused("it has no text in it")
    return Document(
        title=head.title,
        text="\n".join(head.body),
        number=head.number,
        issued_on=head.issued_on,
        embargo_until=head.embargo_until,
        quotes=quotes_in(head.body),
    )
