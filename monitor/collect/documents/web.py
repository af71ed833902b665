"""A page that was saved, or what a newsletter or a site's editor exported."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.collect.documents import Paragraph, Written
from monitor.collect.furniture import clear, told_in
from monitor.collect.markup import clean
from monitor.collect.notices import is_notice
from monitor.collect.page_facts import facts_of
from monitor.errors import InputRefused
from monitor.times import in_london

_ENTITIES = re.compile(r"<!ENTITY|<!DOCTYPE[^>]{0,400}\[", re.IGNORECASE)
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|center|d[dlt]|details|div|fieldset|figure|footer|form"
    r"|h[1-6]|header|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_HEADS = re.compile(r"h([1-6])")
_LINES = {"br", "hr"}
MOST_TAGS = 10_000  # as the heaviest page of a newsroom has; a release has 2,000
DEEPEST = 200  # elements within each other; a page has 30, and 50,000 took 46 s
MOST_TYPE = 40  # the same of bold, links and fonts, each of which every paragraph repeats
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_TYPE = re.compile(r"a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u")
# What has no end, or whose end may be left out.
_ENDLESS = re.compile(
    r"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
    r"|p|li|d[dt]|t[dhr]|thead|tbody|tfoot|option|html|head|body|colgroup"
)


def read_page(page: str) -> Written:
    """The story of a page, without what stands around it; InputRefused if it defines entities."""
    if _ENTITIES.search(page[:4096]):
        raise InputRefused("it defines XML entities, which may swell without end")
    if page.count("<") > MOST_TAGS:
        raise InputRefused(f"it has more than {MOST_TAGS:,} elements: no page of a release has")
    if _is_deep(page):
        raise InputRefused(f"its elements stand more than {DEEPEST} deep in each other")
    tree = LexborHTMLParser(page.encode("utf-8", "ignore"))
    facts = facts_of(tree, "")
    clear(tree)
    found = tuple(_blocks(_story(tree)))
    if not found:
        raise InputRefused("the page has no text in it")
    return Written(
        paragraphs=found,
        called=facts.title,
        dated=in_london(facts.published_at).date() if facts.published_at else None,
    )


def _is_deep(page: str) -> bool:
    """Whether it would take the parser its time; by a count of what is opened and not closed."""
    deep = typed = 0
    for ends, name in _TAG.findall(page):
        step, tag = -1 if ends else 1, name.lower()
        if _TYPE.fullmatch(tag):
            typed = max(0, typed + step)
        elif not _ENDLESS.fullmatch(tag):
            deep = max(0, deep + step)
        if deep > DEEPEST or typed > MOST_TYPE:
            return True
    return False


def _story(tree: LexborHTMLParser) -> LexborNode | None:
    """The least element with the headline and most paragraphs, else all of the page."""
    headline = tree.css_first("h1")
    told, node = told_in(tree.body), headline.parent if headline else None
    while node is not None and node.tag != "body":
        if told_in(node) > told / 2:
            return node
        node = node.parent
    return tree.css_first("main, [role=main]") or tree.body


def _blocks(story: LexborNode | None) -> Iterator[Paragraph]:
    """Text that stands in the same block element is one paragraph; a line break ends one too."""
    held: list[str] = []
    block = story
    for node in story.traverse(include_text=True) if story else ():
        if node.tag != "-text":
            ends, heads = node.tag in _LINES, _rank(block)
            if ends and not heads:
                yield from _paragraph(held, block)
                held = []
            held += [" "] * ends
            continue
        inside = _block_of(node)
        if block is None or inside is None or inside.mem_id != block.mem_id:
            yield from _paragraph(held, block)
            held, block = [], inside
        held.append(node.text_content or "")
    yield from _paragraph(held, block)


def _paragraph(held: list[str], block: LexborNode | None) -> Iterator[Paragraph]:
    text = clean("".join(held))
    if text and not is_notice(text):
        yield Paragraph(text, _rank(block))


def _rank(block: LexborNode | None) -> int:
    heads = _HEADS.fullmatch((block.tag if block else "") or "")
    return int(heads[1]) if heads else 0


def _block_of(node: LexborNode) -> LexborNode | None:
    above = node.parent
    for _ in range(DEEPEST):
        if above is None or _BLOCKS.fullmatch(above.tag or ""):
            break
        above = above.parent
    return above
