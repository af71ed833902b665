"""The page behind a link, read for its article alone. Runs in the killable process: parse_worker.

Text is one line, as everywhere. A paragraph or heading that ends without a mark gets a full stop,
because `sentences` knows no other boundary: a heading would run into the sentence after it and lend
it its words. A colon or comma keeps what follows: “She said:” belongs to the quotation.
"""

import re
from collections.abc import Iterator
from itertools import dropwhile

from selectolax.lexbor import LexborHTMLParser

from monitor.collect.furniture import clear, told_in
from monitor.collect.markup import clean
from monitor.collect.notices import is_notice, why_no_article, without_author
from monitor.collect.page_facts import Facts, facts_of
from monitor.collect.reading import MOST_TEXT, declined, nothing
from monitor.records import Outcome, ParsedEntry, ParsedFeed, Reading

_LATIN = re.compile(rb"charset\s*=\s*[\"']?(?:iso-8859-1|windows-1252|latin)", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…:;,–—-][\"'”’)\]]*$")
_BULLET = re.compile(r"^[-•*‣►–]\s+")
_WORD = re.compile(r"\w")


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The article as one entry, or none and why; never raises on what a publisher sends."""
    if reading.status != 200:
        return declined(reading.status)
    if not body.strip():
        return nothing(Outcome.EMPTY, "the answer was empty")
    page = _decoded(body, reading.content_type)
    tree = LexborHTMLParser(page)
    facts = facts_of(tree, reading.url)
    text = _text(tree, facts)[:MOST_TEXT]
    refused = why_no_article(text, facts.title, _seen(page))
    return refused or _found(reading, facts, text)


def _found(reading: Reading, facts: Facts, text: str) -> ParsedFeed:
    entry = ParsedEntry(
        guid=facts.address or reading.url,
        url=reading.url,
        title=facts.title,
        text=text,
        author=facts.author,
        published_at=facts.published_at,
        date_doubtful=facts.date_doubtful,
        language=facts.language,
    )
    return ParsedFeed(entries=(entry,), outcome=Outcome.FRESH, reason="read")


def _decoded(body: bytes, content_type: str) -> str:
    """UTF-8 if it is, whatever the page claims; one bad byte must not spoil all quotation marks."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        says_latin = _LATIN.search(content_type.encode() + b" " + body[:2048])
        return body.decode("cp1252" if says_latin else "utf-8", "replace")


def _seen(page: str) -> str:
    """All words of a page, those for browsers without JavaScript included."""
    tree = LexborHTMLParser(page)
    tree.strip_tags(["script", "style", "template"])
    return clean(tree.root.text(separator=" ")) if tree.root else ""


def _text(tree: LexborHTMLParser, facts: Facts) -> str:
    clear(tree)
    found = dropwhile(_is_label, _blocks(_extracted(_story(tree)), facts.title))
    blocks = without_author(list(found), facts.author)
    return " ".join(block if _ENDED.search(block) else f"{block}." for block in blocks)


def _story(tree: LexborHTMLParser) -> str:
    """The HTML of the least element with the headline and most paragraphs, else of the page.

    Left to guess between classes that mean nothing, trafilatura keeps paragraphs alone and loses
    headings and lists, or the standfirst that stands above them.
    """
    told, headline = told_in(tree.body), tree.css_first("h1")
    node = headline.parent if headline else None
    while node is not None and node.tag != "body":
        if told_in(node) > told / 2:
            return f'<html><body><div itemprop="articleBody">{node.html}</div></body></html>'
        node = node.parent
    return tree.html or ""


def _extracted(page: str) -> str:
    from trafilatura import bare_extraction  # 13 MB and 0.2 s, which only this process pays

    found = bare_extraction(page, fast=True, include_comments=False)
    return str(found.text or "") if found and not isinstance(found, dict) else ""


def _blocks(text: str, title: str) -> Iterator[str]:
    """Paragraphs, headings and rows of tables, each once and without the headline."""
    told = {title.casefold()}
    for line in text[: 2 * MOST_TEXT].splitlines():
        block = _BULLET.sub("", clean(line.replace("|", " ")))
        if _WORD.search(block) and block.casefold() not in told and not is_notice(block):
            told.add(block.casefold())
            yield block


def _is_label(block: str) -> bool:
    """What stands over a story: its section, a name, "Print | Email"."""
    return block.count(" ") < 3 and not _ENDED.search(block)
