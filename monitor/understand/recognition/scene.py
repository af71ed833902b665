"""What speaks for an office in an article that does not name it: its area, its force, its work."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from monitor.records import Body, Chief, Context, Force, Office, Place
from monitor.understand.article import Article
from monitor.understand.phrases import (
    Pattern,
    Span,
    compiled,
    found,
    handles,
    hashtags,
    one_of,
    plain,
)
from monitor.understand.recognition.known import BODIES, CHURCH, EVERYWHERE, NO_POLICE, RIVALS

MOST = 300  # of a kind in an article: what 300 did not tell, the next thousand do not

_POLICE = compiled(
    r"(?i)\b(?:polic(?:e|ing|ewom[ae]n|em[ae]n)|constab\w+|crimes?\b|criminal\w*|precept|burglar\w*"
    r"|shoplift\w*|offend\w+|pcsos?|anti-?\s?social|band d)\b"
)
_POLITICS = compiled(
    r"\b(?:Conservatives?|Tor(?:y|ies)|Labour|Lib(?:eral)? Dem\w*|Reform UK|Greens?|elections?"
    r"|elected|re-elected|resign\w*|candidates?|voters|Home Secretary|MPs?|councillors?"
    r"|by-election)\b"
)
_PARTY = compiled(r"\b(?:party conference|party members?|canvass\w*|leaflets?)\b")
_LEAVING = compiled(
    r"\b(?:IOPC|[Pp]olice watchdog|Police (?:and|&) Crime Panel|resign(?:ed|ation|s)"
    r"|st(?:epped|ood) down|quit)\b"
)
# What such an office does and is asked about, in posts that say neither police nor crime.
_BUSINESS = compiled(
    r"(?i)\b(?:roadshows?|surveys?|victims?|survivors?|breach|leak(?:ed|s)?|knife|knives"
    r"|stabb\w+|speeding|drugs|custody|safer streets|community fund|cctv|taxpayers?|expenses"
    r"|web ?site|transparency)\b"
)
_OTHER_KIND = compiled(
    r"\b(?:ICO|data protection|GDPR|freedom of information|Scotland Yard|HGVs?"
    r"|operator['’]s licence|league|NHL|Met chief|ombudsman|Ofsted"
    r"|Scouts?|Scouting|Girlguiding|Guides|Brownies)\b"
)
_INITIALS = compiled(rf"\bP[A-Za-z]+ C[A-Za-z]+ (?:{BODIES})\b(?: \(PCC\))?")
_EVERYWHERE = frozenset(EVERYWHERE.split("|"))
_RIVAL = compiled(rf"(?i)\b(?:{RIVALS})\b")
_FORCE = re.compile(
    r"\b((?!The |Local |Rural |British Transport |Ministry |Military |Counter)"
    r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}) (?:Police|Constabulary)\b"
)


@dataclass(frozen=True, slots=True)
class Abroad:
    """What shows that a name is another place's: longer names it is a piece of, and words that
    would not stand in an article about ours."""

    longer: Pattern | None
    beside: Pattern | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What belongs to an office without being it: its area, force, places, partners."""

    area: Pattern | None
    force: Pattern | None
    places: Pattern | None
    sites: tuple[str, ...]
    police: tuple[str, ...]  # the force's own site
    chiefs: Pattern | None = None
    not_when: Mapping[str, Abroad] = field(default_factory=dict)  # by the plain name of a place


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about, whichever office is looked for in it. `…_in` are sentences."""

    police_in: frozenset[int] = frozenset()
    church_in: frozenset[int] = frozenset()
    politics: bool = False
    party: bool = False
    business: bool = False
    leaving: bool = False  # of somebody who held a post
    other_kind: bool = False  # what the Information or the Traffic Commissioner deals with
    elsewhere: str = ""  # what else the letters PCC stand for here
    no_police: str = ""  # a word of those who have another PCC
    forces: tuple[str, ...] = ()

    @property
    def police(self) -> bool:
        return bool(self.police_in)


@dataclass(frozen=True, slots=True)
class Scene:
    """What of an office's ground an article touches."""

    subject: Subject
    near: frozenset[int] = frozenset()  # sentences with the area or the force in them
    area: str = ""
    force: str = ""
    places: tuple[str, ...] = ()
    plainly: bool = False  # one of these places has no namesake that we know of
    patch: bool = False
    own: bool = False
    foreign: str = ""  # a force that is not ours

    @property
    def touched(self) -> bool:
        return bool(self.area or self.force or self.places or self.patch or self.own)


def ground_of(office: Office) -> Ground:
    chiefs = office.force.chiefs if office.force else ()
    partners = [one for one in office.bodies if one.kind in ("panel", "service")]
    near = (*((office.force,) if office.force else ()), *chiefs, *partners)
    own = [name for name in _spellings(near) if plain(name) not in _EVERYWHERE]
    return Ground(
        area=one_of((*office.area, office.name, *hashtags(office.area))),
        force=one_of((*own, *handles(office.force.also if office.force else ()))),
        places=one_of(_spellings(office.places), any_case=False),
        sites=tuple(name.casefold() for name in office.names if "." in name and " " not in name),
        police=tuple(
            f"{re.sub(r'[^a-z]', '', name.casefold())}.police.uk"
            for name in (*office.area, office.name)
            if name
        ),
        chiefs=one_of(_spellings(chiefs)),
        not_when={plain(one.name): _abroad(one) for one in office.places if one.not_when},
    )


def _abroad(place: Place) -> Abroad:
    longer = [one for one in place.not_when if plain(place.name) in plain(one)]
    return Abroad(one_of(longer), one_of(one for one in place.not_when if one not in longer))


def _spellings(named: Iterable[Force | Chief | Body | Place]) -> list[str]:
    return [name for one in named for name in (one.name, *one.also)]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Patterns of articles in which PCC has nothing to do with the police."""

    expansions: Pattern | None
    church: Pattern | None
    no_police: Pattern | None


def elsewhere_of(context: Context) -> Elsewhere:
    church, no_police = CHURCH.split("|"), NO_POLICE.split("|")
    return Elsewhere(one_of(context.expansions), one_of(church), one_of((*church, *no_police)))


def subject_of(elsewhere: Elsewhere, article: Article) -> Subject:
    told = article.told
    return Subject(
        police_in=_sentences(article, (one.span() for one in _POLICE.finditer(told))),
        church_in=_sentences(article, _no_address(elsewhere.church, told)),
        politics=bool(_POLITICS.search(told)),
        party=bool(_PARTY.search(told)),
        leaving=bool(_LEAVING.search(told)),
        business=bool(_BUSINESS.search(told)),
        other_kind=bool(_OTHER_KIND.search(told)),
        elsewhere=_by_initials(told) or _words(found(elsewhere.expansions, told), told),
        no_police=_words(_no_address(elsewhere.no_police, told), told),
        forces=tuple(dict.fromkeys(match[0] for match in islice(_FORCE.finditer(told), MOST))),
    )


def is_own_page(ground: Ground, url: str) -> bool:
    """Whether the office itself published what stands at this address."""
    return any(site in url.casefold() for site in ground.sites)


def scene_of(office_id: str, ground: Ground, subject: Subject, article: Article) -> Scene:
    told, url = article.told, article.imprint.url.casefold()
    area, force = list(_here(ground, ground.area, told)), list(found(ground.force, told))
    return Scene(
        subject=subject,
        near=frozenset(article.sentence(start) for start, _ in (*area, *force)),
        area=told[slice(*area[0])] if area else "",
        force=told[slice(*force[0])] if force else "",
        places=(places := _places(ground, told)),
        plainly=any(plain(place) not in ground.not_when for place in places),
        patch=office_id in article.imprint.patch or any(site in url for site in ground.police),
        own=office_id in article.imprint.own or is_own_page(ground, url),
        foreign=_foreign(ground, subject.forces),
    )


def rivals_in(told: str) -> Iterator[int]:
    """Where others stand whom the press calls a police chief or a crime boss."""
    yield from (match.span()[0] for match in islice(_RIVAL.finditer(told), MOST))


def _by_initials(told: str) -> str:
    """A body whose letters are PCC; one that says so is the likeliest."""
    bodies = [told[slice(*one.span())] for one in islice(_INITIALS.finditer(told), MOST)]
    others = [one for one in bodies if not one.startswith(("Police", "POLICE"))]
    return max(others, key=lambda one: one.endswith(")"), default="")


def _sentences(article: Article, spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(article.sentence(start) for start, _ in islice(spans, MOST))


def _foreign(ground: Ground, forces: tuple[str, ...]) -> str:
    """The first force in the article that is not ours."""
    for one in forces:
        if not any(found(ground.area, one)) and not any(found(ground.force, one)):
            return one
    return ""


def _places(ground: Ground, told: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told[slice(*span)] for span in _here(ground, ground.places, told)))


def _here(ground: Ground, names: Pattern | None, told: str) -> Iterator[Span]:
    """Where these names stand and no other place of the name is meant."""
    spans = list(islice(found(names, told), MOST))
    for name in {plain(told[slice(*span)]) for span in spans} & ground.not_when.keys():
        abroad = ground.not_when[name]
        if any(found(abroad.beside, told)):
            spans = [span for span in spans if plain(told[slice(*span)]) != name]
        taken = list(islice(found(abroad.longer, told), MOST))
        spans = [(a, b) for a, b in spans if not any(x <= a and b <= y for x, y in taken)]
    yield from spans


def _no_address(words: Pattern | None, told: str) -> Iterator[Span]:
    """Where such a word stands but for Church Lane, College Green and Church Stretton."""
    for start, end in found(words, told):
        if not (told[start].isupper() and told[end : end + 1] == " " and _capital(told, end + 1)):
            yield start, end


def _capital(told: str, at: int) -> bool:
    return told[at : at + 1].isupper() and told[at + 1 : at + 2].islower()


def _words(spans: Iterator[Span], told: str) -> str:
    return next((told[slice(*span)] for span in spans), "")
