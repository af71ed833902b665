"""What the office's own pages and accounts carry, by kind."""

import re

from monitor.records import Item, Kind, OutputKind

POSTS: frozenset[Kind] = frozenset({"bluesky", "mastodon", "x", "facebook", "instagram", "reddit"})
# The first that is found tells. An address says more than a title: it was chosen by whoever
# divided the site.
_IN_ADDRESS: tuple[tuple[re.Pattern[str], OutputKind], ...] = (
    (re.compile(r"/blogs?/|\bblog\b"), "blog"),
    (re.compile(r"newsletter|bulletin"), "newsletter"),
    (re.compile(r"/(?:surveys?|consultations?)/"), "survey"),
    (re.compile(r"/(?:events?|whats-on|diary)/"), "event notice"),
    (re.compile(r"/(?:videos?|watch)/"), "video"),
    (re.compile(r"/statements?/"), "statement"),
)
_IN_TITLE: tuple[tuple[re.Pattern[str], OutputKind], ...] = (
    (
        re.compile(r"^(?:[\w'’]+ ){0,3}statement\b|\bstatement (?:on|from|by|about|following)\b"),
        "statement",
    ),
    (re.compile(r"\b(?:responds|reacts|response) to\b"), "statement"),
    (re.compile(r"^(?:blog|opinion|column)\b\s*[:–-]|['’]s blog\b"), "blog"),
    (re.compile(r"\bnewsletter\b|\be-?bulletin\b"), "newsletter"),
    (re.compile(r"^(?:video|watch)\s*[:–-]"), "video"),
)


def kind_of(item: Item, source: Kind) -> OutputKind:
    """What an item of the office's own is; what nothing tells otherwise is a release."""
    if source in POSTS:
        return "post"
    if source == "youtube":
        return "video"
    for text, signs in ((item.url.casefold(), _IN_ADDRESS), (item.title.casefold(), _IN_TITLE)):
        for sign, kind in signs:
            if sign.search(text):
                return kind
    return "release"
