"""What stands on a page beside its article, and would be read as if the article said it.

A list of the latest headlines names the commissioner on pages that do not, and so does the life of
a reporter. Such furniture is known by its element, its name, its heading, or by being all links:
each rule catches what those before it leave. What holds the story stays, whatever it is called:
`paywall`, `comments-enabled` and `has-sidebar` are classes of whole pages.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.collect.markup import clean

_NEVER = (
    "script, style, noscript, template, iframe, svg, button, select, nav, dialog, aside, figcaption"
    ", [hidden], [style*='display:none'], [style*='display: none'], [aria-hidden=true]"
    ", [role=navigation], [role=complementary], [role=dialog], [role=alertdialog], [role=search]"
    ", [role=contentinfo], .twitter-tweet"
)
_COMMENTS = ("comments?(?!ary)", "disqus", "viafoura")
_NAMES = (
    *("related(?:posts|content)?", "recommend(?:ed|ations)", "most-?(?:read|popular|viewed)"),
    *("trending", "latest(?:-?news)?", "more-?(?:on|from|stories)", "also-?read", "read-?next"),
    *("key-?events", "promo", "taboola", "outbrain", "adverts?", "ad", "mpu", "sponsored"),
    *("newsletters?", "sign-?up", "subscri(?:be|ption)", "(?:pay|reg|registration)-?wall"),
    *("cookies?", "consent", "gdpr", "onetrust", "feedback", "breadcrumbs?", "captions?"),
    *("shar(?:e|ing|edaddy|etools|ebar)", "social", "follow(?!-up)"),
    *(
        "byline",
        "(?:about-?(?:the-?)?)?author(?:-?(?:bio|box|card|info|profile))?",
        "bio(?:graphy)?",
    ),
)
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_HEADS = re.compile(
    r"(?:(?:the )?latest(?: (?:news|stories|headlines))?|(?:most|popular) (?:read|viewed|popular)"
    r"|trending(?: now)?|top stories|recent posts|editor[’']s picks|read (?:more|next)"
    r"|(?:related|recommended)(?: \w+| for you)?|what to read next|more (?:stories|news)"
    r"|more (?:on|from|like|about) [\w’' ]+|you (?:may|might) .*like|do ?n[o’']?t miss|see also"
    r"|in (?:other news|case you missed it)|popular now|promoted (?:stories|content)"
    r"|about the (?:author|writer|reporter)"
    r"|(?:sign up|subscribe) (?:to|for) .*|share this.*|stay connected|follow us.*"
    r"|comments(?: \(\d+\))?|leave a (?:reply|comment)|(?:is|was) this page (?:useful|helpful)\?"
    r"|darllen mwy|y diweddaraf|mwy o straeon)(?: on [\w ]+)?:?",
    re.IGNORECASE,
)
_LONGEST_HEAD = 60  # characters
_TEASER = re.compile(r"(?:read (?:more|next|also)|related|see also|watch|listen)\s*[:|–-]", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def clear(tree: LexborHTMLParser) -> None:
    """Takes the furniture out of a page."""
    for form in tree.css("form"):
        form.unwrap()  # ASP.NET puts the whole page into one
    _take(tree.css(_NEVER), _has_headline)
    _take(_named(tree, _COMMENTS), _has_headline)  # a hundred are longer than the story
    told = told_in(tree.body)

    def is_story(node: LexborNode) -> bool:
        """Excerpts of forty other stories may be longer, but every one of them is linked."""
        return _has_headline(node) or (told_in(node) > told / 2 and _in_links(node) < 0.2)

    for found in (_named(tree, _NAMES), _headed(tree), _teasers(tree)):
        _take(found, is_story)


def told_in(node: LexborNode | None) -> int:
    """How many characters its paragraphs have."""
    return sum(len(one.text()) for one in node.css("p")) if node else 0


def _take(nodes: Iterable[LexborNode], is_story: Callable[[LexborNode], bool]) -> None:
    """Chosen first and taken then: what stands inside a taken node must not be touched again."""
    chosen: dict[int, LexborNode] = {}
    for node in nodes:
        if not any(one.mem_id in chosen for one in _upwards(node)) and not is_story(node):
            chosen[node.mem_id] = node
    for node in chosen.values():
        node.decompose()


def _upwards(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.parent


def _has_headline(node: LexborNode) -> bool:
    return node.css_first("h1, [itemprop=articleBody]") is not None


def _named(tree: LexborHTMLParser, words: Iterable[str]) -> Iterator[LexborNode]:
    names = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words)})(?=[\s_-]|$)", re.IGNORECASE)
    for node in tree.css("body [class], body [id], body [data-component]"):
        given = node.attributes
        parts = (given.get(name) or "" for name in ("class", "id", "data-component"))
        if names.search(_CAMEL.sub("-", " ".join(parts))):
            yield node


def _headed(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Headings of lists and boxes, each with its whole box or with the links that follow it."""
    for head in tree.css("h2, h3, h4, h5, h6, p, :not(p) > :is(div, span, strong, b)"):
        own = clean(head.text(deep=head.tag in _HEADINGS or head.tag == "p"))
        if len(own) <= _LONGEST_HEAD and _HEADS.fullmatch(own):
            box = _box(head)
            yield box
            yield from _links_after(head) if box.mem_id == head.mem_id else ()


def _box(head: LexborNode) -> LexborNode:
    """The widest element that begins with this heading."""
    own, box = clean(head.text()), head
    for above in _upwards(head.parent):
        begins = clean(above.text()).startswith(own)
        if above.tag in {"body", "main"} or not begins or _has_headline(above):
            break
        box = above
    return box


def _links_after(head: LexborNode) -> Iterator[LexborNode]:
    beside = head.next
    while beside is not None and beside.tag not in _HEADINGS:
        if beside.is_element_node:
            if _in_links(beside) < 0.5:
                return
            yield beside
        beside = beside.next


def _teasers(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Paragraphs and entries that are one headline of another story."""
    for node in tree.css("p, li, h3, h4"):
        if links := _in_links(node):
            words = clean(node.text())
            if _TEASER.match(words) or (links > 0.8 and not words.endswith(".")):
                yield node


def _in_links(node: LexborNode) -> float:
    """The share of its text that stands in links."""
    linked = sum(len(clean(link.text())) for link in node.css("a"))
    return linked / max(1, len(clean(node.text()))) if linked else 0.0
