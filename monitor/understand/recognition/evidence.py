"""How much speaks for an office in an article that does not name it whole, and what."""

from collections.abc import Iterable

from monitor.understand.recognition.forms import Form
from monitor.understand.recognition.scene import Scene

POSSIBLE_BELOW = 0.5  # from here on a mention counts; below, a person may look at it
SHOWN_FROM = 0.3
DOUBTFUL = 0.2
Weight = tuple[float, tuple[str, ...]]


def stands_for(form: Form, scene: Scene, sentence: int, written_out: bool) -> str:
    """What else the letters PCC stand for, as far as the article tells; "" if they are ours."""
    subject = scene.subject
    if form != "short" or written_out:
        return ""
    if subject.elsewhere and not _may_be_both(scene, sentence):
        return subject.elsewhere
    if sentence in subject.church_in and not scene.force:
        return subject.no_police
    return "" if subject.police or scene.force or scene.own else subject.no_police


def weigh_title(form: Form, scene: Scene, sentence: int, written_out: bool) -> Weight:
    """How surely a title that stands alone is ours. `written_out`: police and crime, somewhere."""
    police = written_out or scene.subject.police
    if other := stands_for(form, scene, sentence, written_out):
        return (DOUBTFUL, (f"“{other}” stands here",))
    if form == "shared":
        return (DOUBTFUL, ("a chief constable is called so as well",))
    if scene.own:
        return (0.9, ("on the office's own pages",))
    if sentence in scene.near and (police or scene.force or form == "full"):
        return (0.85, (f"{scene.force or scene.area} in the same sentence",))
    if scene.force:
        return (0.75, (f"“{scene.force}” in the article",))
    return _by_area(form, scene, police)


def _by_area(form: Form, scene: Scene, police: bool) -> Weight:
    sure, alone = form == "full", _alone(form, scene)
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
        one = 0.55 if sure and scene.plainly else 0.45 if police else 0.3
        return (one, (f"{scene.places[0]} lies in the area",))
    return (0.0, ())


def _alone(form: Form, scene: Scene) -> float:
    """How surely a title is ours in the area, in an article that says nothing of police."""
    if form == "bare" and not scene.subject.other_kind:
        return 0.5
    # In Peterborough the letters are its council's as well.
    initial = scene.area.lstrip("#").casefold().startswith("p")
    return 0.55 if form == "short" and scene.subject.business and not initial else 0.4


def weigh_name(scene: Scene, titled: bool, held: bool, beside: str, sign: str) -> Weight:
    """How surely a whole name means our holder. `titled`: a commissioner's title that may be ours
    stands in the article; `held`: the person was in post that day; `beside`: another holder."""
    if sign and not titled:
        return (0.3, (f"beside “{sign}”, a namesake's word",))
    cues = (
        (titled, 0.95, "a commissioner's title in the article"),
        (scene.own, 0.95, "on the office's own pages"),
        (bool(scene.force), 0.9, f"“{scene.force}” in the article"),
        (bool(scene.area), 0.9, f"“{scene.area}” in the article"),
        (scene.subject.police, 0.85, "the article speaks of policing"),
        (scene.subject.politics, 0.8, "the article speaks of politics"),
        (bool(beside), 0.8, f"{beside} stands in the article as well"),
        (scene.patch or bool(scene.places), 0.45, "the area alone speaks for it"),
    )
    speak = [(weight, why) for holds, weight, why in cues if holds]
    if not speak:
        return (0.35, ("whole name alone, which others bear",))
    whys = ("whole name", *(why for _, why in speak[:3]))
    if not held and not (titled or scene.own or scene.subject.leaving):
        return (min(speak[0][0], 0.45), (*whys, "not in post that day"))
    return (speak[0][0], whys)


def _may_be_both(scene: Scene, sentence: int) -> bool:
    """Beside a city council that does not call itself PCC here, a PCC that speaks of police."""
    council = scene.subject.elsewhere.casefold().endswith(("city council", "county council"))
    return council and (bool(scene.force) or sentence in scene.subject.police_in)


def joined(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part if one))
