"""Recognition as tests ask for it: a title and a text in, mentions out."""

from datetime import date

from monitor.records import Mention
from monitor.understand.article import Imprint
from monitor.understand.recognition.evidence import POSSIBLE_BELOW
from monitor.understand.recognition.mentions import Watched, article_of, weigh_mentions


def weigh(
    watched: Watched, title: str, text: str, on: date | None = None, imprint: Imprint | None = None
) -> tuple[Mention, ...]:
    """All mentions, those that are only possible among them."""
    article = article_of(watched, title, text, imprint)
    return weigh_mentions(watched, article, on) if article else ()


def find(
    watched: Watched, title: str, text: str, on: date | None = None, imprint: Imprint | None = None
) -> tuple[Mention, ...]:
    """The mentions that are sure enough to act on."""
    found = weigh(watched, title, text, on, imprint)
    return tuple(one for one in found if one.confidence >= POSSIBLE_BELOW)
