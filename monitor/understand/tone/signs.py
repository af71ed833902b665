"""What an article shows of tone beside its sentences: what kind of news it is and who has the word.

General newsroom English: no name, no event.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from monitor.records import Evidence, Mention, Quote, Speaker
from monitor.understand.article import GAP, Article
from monitor.understand.facts.origin import signs_of as signs_of_origin
from monitor.understand.phrases import Pattern, compiled
from monitor.understand.tone.passages import OURS, Passage, Voice

FRONT: Final = 4  # headline and three sentences, or four where there is no headline
ENOUGH: Final = 60  # characters of quotation that weigh as much as none
MOST: Final = 20_000  # characters: a row is told early
DEEDS: Final = {"the office acts", "done by the office", "money is given", "something is new"}

ROW: Final = compiled(
    r"(?i)\b(?:row|rows|controvers\w+|under (?:heavy )?fire|backlash|outcry|uproar|fury|furious"
    r"|outrag\w+|anger\w*|angry|disputed|upheld|no confidence|resign|quit|cronyism|shambles"
    r"|disgrace\w*|hypocri\w+|sham|slammed|scathing|jeer\w*|heckl\w*|betray\w*|u-turn|climbdown"
    r"|condemned|criticised (?:for|over|by|after)|(?:roundly|widely|sharply|strongly) criticised"
    r"|accused of|accus\w+ the|expenses|taxpayers'? alliance|power grab|gravy train|grilled"
    r"|claim\w* (?:£|[\d,]+ miles|for (?:trips|taxis|travel))|(?:fierce|bitter|strong) opposition"
    r"|(?:broke\w*|breach\w*|beyond|outside|exceeded) (?:the|h(?:is|er)|its) (?:law|code|rules"
    r"|powers|remit|jurisdiction|promises?|word|pledges?)|unlawful\w*|misconduct"
    r"|under investigation|investigated|reprimand\w*|vow\w* to fight|hostile takeover"
    r"|think again|suspected|wasted"
    r"|fears? (?:for|of|over)|calls to (?:go|quit|resign)|let down|denial of democracy|blasted"
    r"|lambast\w*|botched|in hot water|cover-?up|conflict of interest|bully\w*|snub\w*|censur\w*"
    r"|embarrass\w*|fiasco|farce|demands? (?:answers|an apology)|ridicul\w*|branded|lost faith"
    r"|lost (?:the )?(?:confidence|trust)|waste of|out of touch|apologis\w+|blunder\w*|gaffe)\b"
)
QUARREL: Final = compiled(
    r"(?i)\b(?:at odds|clash\w*|disagree (?:about|over|on)|both sides|rival plans|rumbl\w+ on"
    r"|stand-?off|split (?:on|over)|deadlock\w*|frustrat\w+|dismay\w*|quarrel\w*)\b"
)
# News of these kinds is neutral as such: in it the office's own deeds and words earn nothing.
PLAIN: Final[Mapping[str, Pattern]] = {
    "a tax or a budget": compiled(
        r"(?i)£[\d.]+p? (?:a year|a month|more (?:a|on|from|for band|at band))"
        r"|\b(?:\d+p a (?:week|month)|average bill"
        r"|(?:views on|shape) (?:the|next|20)[^.]{0,20}budget"
        r"|settlement|precept|council tax|tax (?:rise|increase)|band d|poli(?:ce|cing) budget"
        r"|next (?:year's )?budget|20\d\d[/-]\d+|police (?:funding|share))\b"
    ),
    "an election": compiled(
        r"(?i)\b(?:candidates?|[\d,]{4,} votes|hustings|turnout|ballot|victory|polling"
        r"|(?:re-?)?elected as|(?:is|was|been) (?:re-?)?elected|who wants to be|runners?-up"
        r"|(?:having )?won (?:by|easily)|second.preference|kept (?:his|her) (?:job|seat)"
        r"|be (?:the|your) next)\b"
    ),
    "the post itself": compiled(
        r"(?i)\b(?:abolish\w*|abolition|scrap(?:ped|ping|s)?|axed?|white paper"
        r"|merg(?:e[ds]?|ers?|ing)|police reforms?"
        r"|(?:role|post|job)s? (?:is to|will|to) (?:go|be)|failed experiment)\b"
    ),
}
WATCHED: Final = compiled(
    r"(?i)\b(?:hold(?:s|ing)?|work of|watch(?:es)? over|review(?:s|ed)?|scrutinis\w+|examin\w+"
    r"|oversees?)\b"
)
# Who is in trouble where the office is not named: a row about officers or a shop is not ours.
BOSS: Final = compiled(
    r"(?i)\b(?:polic(?:e|ing)|crime|elected) (?:boss|chief|tsar|supremo|commissioner)\b"
    r"|\b(?:commissioner|pcc|pfcc)\b"
)
APPLAUSE: Final = compiled(
    r"(?i)\b(?:welcom(?:e[sd]?|ing)|prais\w+|thank(?:s|ed|ful)?|grateful|hail\w*|commend\w*"
    r"|applaud\w*|tributes?|delighted|great news|congratulat\w+)\b"
)


@dataclass(frozen=True, slots=True)
class Signs:
    """How much of each sign there is, 0 to 1, and the words that show it."""

    values: Mapping[str, float]
    shown: Mapping[str, Evidence]


def signs_of(
    office_id: str,
    article: Article,
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
) -> Signs:
    """Every sign of the article, seen from this office; mentions of others show what is theirs."""
    ours = [one for one in mentions if one.office_id == office_id]
    units = list(_units(article, passages, ours, mentions))
    front = [one.text for one in units[:FRONT]]
    at_us = [one for one in units if _tells_of_us(one)]
    row = _seen(ROW, (one.text for one in units[:FRONT] if one in at_us))
    applause = _seen(APPLAUSE, (one.text for one in units if one.voice != "ours"))
    plain = any(_seen(pattern, front) for pattern in PLAIN.values())
    others_share, own_share = _shares(office_id, quotes)
    origin = {cue.name for cue in signs_of_origin(office_id, article, ours, quotes)}
    heard = own_share > 0 or any(one.voice == "ours" for one in passages)
    values = {
        "plain news": float(plain),
        "a quarrel": float(_seen(QUARREL, front) is not None),
        "a row": float(row is not None),
        "a row first": float(row is not None and row.sentence == front[0]),
        "rows": min(2, len(set(_all(ROW, at_us)))) / 2,
        "applause": float(applause is not None),
        "deeds": len(DEEDS & origin) / 2,
        "others speak first": float("others speak first" in origin),
        "only a body's subject": float(any(map(_is_watched, passages))),
        "own share": own_share,
        "unchallenged": float(heard and not others_share and row is None),
    }
    shown = {"a row": row, "applause": applause}
    return Signs(values, {name: one for name, one in shown.items() if one})


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence of the article, and who speaks in it if it names the office."""

    text: str
    voice: Voice | None


def _units(
    article: Article,
    passages: Sequence[Passage],
    ours: Iterable[Mention],
    mentions: Iterable[Mention],
) -> Iterator[_Unit]:
    """Headline (where there is one) and sentences, without those about another office alone."""
    named = _sentences(article, ours)
    theirs = _sentences(article, mentions) - named
    voices = dict(zip(sorted(named), (one.voice for one in passages), strict=False))
    text = article.told[:MOST]
    edges = [one for one in (*article.starts, len(article.told)) if one < len(text)]
    for number, (start, end) in enumerate(pairwise((*edges, len(text)))):
        told = number not in theirs and (number or article.text_at > len(GAP))
        if told and text[start:end].strip():
            yield _Unit(text[start:end].strip(), voices.get(number))


def _sentences(article: Article, mentions: Iterable[Mention]) -> set[int]:
    return {article.sentence(article.span_of(one)[0]) for one in mentions}


def _seen(pattern: Pattern, sentences: Iterable[str]) -> Evidence | None:
    """The first place where it stands."""
    for sentence in sentences:
        if match := pattern.search(sentence):
            return Evidence(sentence=sentence, words=(sentence[slice(*match.span())],))
    return None


def _tells_of_us(one: _Unit) -> bool:
    """What the office says blames others."""
    return one.voice != "ours" and (one.voice is not None or BOSS.search(one.text) is not None)


def _all(pattern: Pattern, units: Iterable[_Unit]) -> Iterator[str]:
    for one in units:
        yield from (one.text[slice(*match.span())].lower() for match in pattern.finditer(one.text))


def _shares(office_id: str, quotes: Iterable[Quote]) -> tuple[float, float]:
    """How much of what is quoted others say, and the office."""
    said = [one for one in quotes if one.speaker is not Speaker.UNKNOWN]
    whole = sum(map(_length, said)) + ENOUGH
    ours = [one for one in said if one.office_id == office_id and one.speaker in OURS]
    return (
        (whole - ENOUGH - sum(map(_length, ours))) / whole,
        sum(map(_length, ours)) / whole,
    )


def _length(one: Quote) -> int:
    return one.end - one.start


def _is_watched(one: Passage) -> bool:
    before = one.target.sentence[max(0, one.target.start - 60) : one.target.start]
    return WATCHED.search(before) is not None
