"""What speaks for an office in an article that does not name it whole, and how much."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from monitor.records import Body, Chief, Context, Force, Office, Place
from monitor.understand.article import Article
from monitor.understand.known import CHURCH, EXPANSIONS
from monitor.understand.phrases import Pattern, compiled, found, one_of
from monitor.understand.titles import Form

POSSIBLE_BELOW = 0.5  # from here on a mention counts; below, a person may look at it
SHOWN_FROM = 0.3
DOUBTFUL = 0.2
MOST = 300  # of a kind in an article: what 300 did not tell, the next thousand do not
Weight = tuple[float, tuple[str, ...]]

_POLICE = compiled(
    r"(?i)\b(?:polic(?:e|ing|ewom[ae]n|em[ae]n)|constab\w+|crimes?\b|criminal\w*|precept|burglar\w*"
    r"|shoplift\w*|offend\w+|pcsos?|anti-?\s?social)\b"
)
_POLITICS = compiled(
    r"\b(?:Conservatives?|Tor(?:y|ies)|Labour|Lib(?:eral)? Dem\w*|Reform UK|Greens?|elections?"
    r"|elected|re-elected|resign\w*|candidates?|voters|Home Secretary|MPs?|councillors?"
    r"|by-election)\b"
)
_PARTY = compiled(r"\b(?:party conference|party members?|canvass\w*|leaflets?)\b")


_OTHER_KIND = compiled(
    r"\b(?:ICO|data protection|GDPR|freedom of information|Scotland Yard|HGVs?"
    r"|operator['’]s licence|league|NHL|Met chief|ombudsman|Ofsted)\b"
)
_FORCE = re.compile(
    r"\b((?!The |Local |Rural |British Transport |Ministry |Military |Counter)"
    r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}) (?:Police|Constabulary)\b"
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What belongs to an office without being it: its area, force, places, partners."""

    area: Pattern | None
    force: Pattern | None
    places: Pattern | None
    sites: tuple[str, ...]
    police: tuple[str, ...]  # the force's own site
    not_when: Mapping[str, Pattern | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about, whichever office is looked for in it."""

    police: bool = False
    politics: bool = False
    party: bool = False
    other_kind: bool = False  # what the Information or the Traffic Commissioner deals with
    elsewhere: str = ""  # what else the letters PCC stand for here
    church: str = ""  # a word of those who have such a PCC
    forces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What of an office's ground an article touches."""

    subject: Subject
    near: frozenset[int] = frozenset()  # sentences with the area or the force in them
    area: str = ""
    force: str = ""
    places: tuple[str, ...] = ()
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
    return Ground(
        area=one_of((*office.area, office.name)),
        force=one_of(_spellings(near)),
        places=one_of(_spellings(office.places), any_case=False),
        sites=tuple(name.casefold() for name in office.names if "." in name and " " not in name),
        police=tuple(
            f"{re.sub(r'[^a-z]', '', name.casefold())}.police.uk"
            for name in (*office.area, office.name)
            if name
        ),
        not_when={one.name: one_of(one.not_when) for one in office.places if one.not_when},
    )


def _spellings(named: Iterable[Force | Chief | Body | Place]) -> list[str]:
    return [name for one in named for name in (one.name, *one.also)]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Patterns of articles in which PCC has nothing to do with the police."""

    expansions: Pattern | None
    church: Pattern | None


def elsewhere_of(context: Context) -> Elsewhere:
    return Elsewhere(one_of((*EXPANSIONS, *context.expansions)), one_of(CHURCH))


def subject_of(elsewhere: Elsewhere, whole: str) -> Subject:
    return Subject(
        police=bool(_POLICE.search(whole)),
        politics=bool(_POLITICS.search(whole)),
        party=bool(_PARTY.search(whole)),
        other_kind=bool(_OTHER_KIND.search(whole)),
        elsewhere=_first(elsewhere.expansions, whole),
        church=_first(elsewhere.church, whole),
        forces=tuple(dict.fromkeys(match[0] for match in islice(_FORCE.finditer(whole), MOST))),
    )


def scene_of(office_id: str, ground: Ground, subject: Subject, article: Article) -> Scene:
    whole, url = article.whole, article.origin.url.casefold()
    area, force = list(found(ground.area, whole)), list(found(ground.force, whole))
    return Scene(
        subject=subject,
        near=frozenset(article.sentence(start) for start, _ in (*area, *force)),
        area=whole[slice(*area[0])] if area else "",
        force=whole[slice(*force[0])] if force else "",
        places=_places(ground, whole),
        patch=office_id in article.origin.patch or any(site in url for site in ground.police),
        own=office_id in article.origin.own or any(site in url for site in ground.sites),
        foreign=_foreign(ground, subject.forces),
    )


def weigh_title(form: Form, scene: Scene, sentence: int, written_out: bool) -> Weight:
    """How surely a title that stands alone is ours. `written_out`: police and crime, somewhere."""
    police = written_out or scene.subject.police
    if form == "short" and not written_out and (other := scene.subject.elsewhere or _church(scene)):
        return (DOUBTFUL, (f"“{other}” stands here",))
    if scene.own:
        return (0.9, ("on the office's own pages",))
    if sentence in scene.near and (police or scene.force or form == "full"):
        return (0.85, (f"{scene.force or scene.area} in the same sentence",))
    if scene.force:
        return (0.75, (f"“{scene.force}” in the article",))
    return _by_area(form, scene, police)


def _by_area(form: Form, scene: Scene, police: bool) -> Weight:
    sure, alone = form == "full", 0.5 if form == "bare" and not scene.subject.other_kind else 0.4
    if scene.area:
        return (0.75 if sure else 0.65 if police else alone, (f"“{scene.area}” in the article",))
    if scene.foreign and not sure:
        return (0.4, (f"the article speaks of {scene.foreign}",))
    if scene.patch:
        why = ("the outlet is at home in the area",)
        return (0.7 if sure else 0.6 if police else alone, why)
    if len(scene.places) > 1:
        return (0.6 if police else 0.35, (f"{' and '.join(scene.places[:2])} lie in the area",))
    if scene.places:
        return (0.45 if police else 0.3, (f"{scene.places[0]} lies in the area",))
    return (0.0, ())


def weigh_name(scene: Scene, titled: bool, sign: str) -> Weight:
    """How surely a whole name means our holder. `titled`: a title stands in the article."""
    if sign and not titled:
        return (0.3, (f"beside “{sign}”, a namesake's word",))
    cues = (
        (titled, 0.95, "a commissioner's title in the article"),
        (scene.own, 0.95, "on the office's own pages"),
        (bool(scene.force), 0.9, f"“{scene.force}” in the article"),
        (bool(scene.area), 0.9, f"“{scene.area}” in the article"),
        (scene.subject.police, 0.85, "the article speaks of policing"),
        (scene.subject.politics, 0.8, "the article speaks of politics"),
        (scene.patch or bool(scene.places), 0.45, "the area alone speaks for it"),
    )
    held = [(weight, why) for holds, weight, why in cues if holds]
    return (
        (held[0][0], ("whole name", *(why for _, why in held[:3])))
        if held
        else (
            0.35,
            ("whole name alone, which others bear",),
        )
    )


def _church(scene: Scene) -> str:
    return "" if scene.subject.police or scene.force or scene.own else scene.subject.church


def _foreign(ground: Ground, forces: tuple[str, ...]) -> str:
    """The first force in the article that is not ours."""
    for one in forces:
        if not any(found(ground.area, one)) and not any(found(ground.force, one)):
            return one
    return ""


def _places(ground: Ground, whole: str) -> tuple[str, ...]:
    here = dict.fromkeys(whole[slice(*span)] for span in found(ground.places, whole))
    return tuple(place for place in here if not any(found(ground.not_when.get(place), whole)))


def _first(pattern: Pattern | None, whole: str) -> str:
    return next((whole[slice(*span)] for span in found(pattern, whole)), "")


def joined(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part if one))
