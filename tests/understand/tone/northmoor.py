"""Articles about an invented office, read as the daemon reads them."""

from datetime import date

from monitor.records import Mention, Quote, Target, Tone
from monitor.settings import default_tone
from monitor.understand.article import Article, Imprint, make_article
from monitor.understand.recognition.evidence import POSSIBLE_BELOW
from monitor.understand.recognition.mentions import watch, weigh_mentions
from monitor.understand.speech.quotes import quotes_in, watch_speakers
from monitor.understand.tone.items import tones_of
from monitor.understand.tone.scorer import Scorer
from monitor.understand.tone.vader import vader_scorer
from tests.understand.northmoor import NORTHMOOR

ON = date(2026, 3, 4)
WATCHED, SPEAKERS = watch([NORTHMOOR]), watch_speakers([NORTHMOOR])
RULES = default_tone()
VADER = vader_scorer(RULES.words)


def read(title: str, text: str) -> tuple[Article, tuple[Mention, ...], tuple[Quote, ...]]:
    article = make_article(title, text, Imprint(patch=frozenset({"northmoor"})))
    weighed = weigh_mentions(WATCHED, article, ON)
    mentions = tuple(one for one in weighed if one.confidence >= POSSIBLE_BELOW)
    return article, mentions, quotes_in(SPEAKERS, article, mentions, ON)


def tone(text: str, title: str = "", scorer: Scorer = VADER) -> Tone:
    (found,) = tones_of(scorer, RULES.thresholds, *read(title, text))
    return found


def towards(sentence: str, name: str) -> Target:
    start = sentence.index(name)
    return Target(sentence=sentence, start=start, end=start + len(name))
