"""Whether a name stands for a place: what the words right beside it say.

Each answer is True, False, or None where only the rest of the article can tell.
"""

import re
from dataclasses import dataclass

from monitor.understand.recognition.known import FIRST_NAMES

BESIDE = 48  # characters on either side of a name
MONTHS = frozenset({"March", "May"})
_ENGLISH = (
    "Ash|Barking|Bath|Battle|Beer|Bray|Broadway|Bury|Crook|Deal|Eye|Fleet|Goring|Grove|Hook|Lancing"
    "|Mold|Nelson|Over|Reading|Ripe|Rugby|Rye|Sale|Sandwich|Send|Settle|Slough|Stone|Street|Ware"
    "|Wash|Wells|Wing|Worthing"
)
WORDS = frozenset(_ENGLISH.split("|"))


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that may be a place's, with the words beside it."""

    start: int
    end: int
    name: str
    before: str
    after: str
    person: bool  # somebody's name


def toponym(whole: str, start: int, end: int, name: str) -> Toponym:
    before, after = whole[max(0, start - BESIDE) : start], whole[end : end + BESIDE]
    return Toponym(start, end, name, before, after, _is_person(name, before, after))


def is_part_of_another(one: Toponym) -> bool:
    """A street, a club, a newspaper, a peer; a town of that name elsewhere; a date."""
    return bool(
        _ELSE_AFTER.match(one.after)
        or _ELSE_BEFORE.search(one.before)
        or (one.name in MONTHS and (_DAY_AFTER.match(one.after) or _DAY_BEFORE.search(one.before)))
    )


def is_called_so(one: Toponym) -> bool:
    """Whether a capitalised word before it makes it a longer name, such as a person's."""
    return bool(_CALLED.search(one.before))


def stands_as_place(one: Toponym) -> bool:
    """Whether what stands beside it is a place's: in Stone, Stone police station, a Stone man."""
    if one.name in MONTHS:
        return has_site(one) or bool(_AT.search(one.before) or _FOLK.match(one.after))
    return has_site(one) or bool(_PLACED.search(one.before) or _FOLK.match(one.after))


def has_site(one: Toponym) -> bool:
    """Whether what is spoken of belongs to a town: in March town centre, the people of March."""
    if one.name in MONTHS:
        return bool(_MONTH_SITE.match(one.after) or _TOWN_OF.search(one.before))
    return bool(_SITE.match(one.after))


def word_as_place(one: Toponym) -> bool | None:
    """Whether an English word is a place's name here: capitals alone do not say so."""
    if _STARTS.search(one.before):
        if has_site(one) or _FOLK.match(one.after):
            return True
        return None if _VERB.match(one.after) else False
    if stands_as_place(one):
        return True
    return False if _OBJECT.match(one.after) or _LONGER.search(one.before) else None


def begins_clause(one: Toponym) -> bool:
    """Whether it is the month in "In March, …": what follows happened then."""
    return bool(_CLAUSE.search(one.before))


def _is_person(name: str, before: str, after: str) -> bool:
    if " " in name:
        return False
    words = before.split() if before[-1:].isspace() else []
    previous = words[-1].strip("“‘\"'(") if words else ""
    return (
        previous in _FIRST_NAMES
        or previous.rstrip(".") in _TITLES
        or bool(_SPEAKS.match(after) and not _PLACED.search(before))
        or (name in _FIRST_NAMES and bool(_SURNAME.match(after)))
    )


_FIRST_NAMES = frozenset({*FIRST_NAMES.split("|"), "Ely", "Milton"})
_POLITE = (
    "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baron|Baroness|Viscount|Judge|PC|DC|DS"
    "|DI|DCI|Sgt|Sergeant|Cllr|Councillor|Capt|Captain|Rev"
)
_TITLES = frozenset(_POLITE.split("|"))
_STARTS = re.compile(r"(?:\A|[.!?…:][\"'”’)\]]*\s+|\n\s*|[\"“‘(\[])\Z")
_CLAUSE = re.compile(r"\b(?:In|By|Since|Until|From|Last|This|Next|Early|Late)\s+\Z")
_DAY_AFTER = re.compile(r",?\s+\d")
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?\s+(?:of\s+)?\Z")
_TOWN_OF = re.compile(
    r"(?i)\b(?:towns?|people|residents|streets|north|south|east|west|outskirts|centre) of\s+\Z"
)
_AT = re.compile(r"(?i)\b(?:at|near|around|outside|through|nearby)\s+\Z")
_PLACED = re.compile(
    r"(?i)\b(?:in|at|near|from|to|into|of|for|around|across|outside|through|towards|between|via"
    r"|visit(?:s|ed|ing)?|central|north|south|east|west|nearby)\s+\Z"
)
_CALLED = re.compile(
    r"[a-z,]\s+(?!(?:North|South|East|West|Central|Greater|Royal|Historic|Labour|Conservative|Tory"
    r"|Green|Reform|\w+day)\s)[A-Z][a-z]+\s+\Z"
)
_LONGER = re.compile(r"(?:\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w’']+)\s+|\w-)\Z")
_SITE = re.compile(
    r"(?i)\s+(?:town|city|borough|district|parish|crown court|magistrates|police|railway|council"
    r"|station|prison|jail|gaol|hospital|university|college|festival|library|market|high street"
    r"|mosque|abbey|mayor)\w*\b"
)
_MONTH_SITE = re.compile(
    r"(?i)\s+(?:town\b|(?:police|railway|train|fire|bus) station\b|station\b|market place"
    r"|high street|magistrates|library|hospital|leisure centre|mayor\b)"
)
_FOLK = re.compile(
    r"\s+(?:man|woman|men|women|teenagers?|boys?|girls?|mum|mother|dad|father|couple|family"
    r"|residents?|councillors?|MPs?|businessman|businesswoman|shopkeepers?|traders?|drivers?"
    r"|neighbourhood|home|flat|pub)\b"
)
_VERB = re.compile(
    r":|['’]s\s|\s+(?:has|had|have|will|would|could|may|might|must|saw|sees|became|needs?"
    r"|remains?|faces?|gets?|got|[a-z]+ed)\b"
)
_OBJECT = re.compile(
    r"(?i)\s+(?:the|an?|this|that|these|those|his|her|their|its|our|my|your|it|from|about|between"
    r"|through|out|aloud|off|books?|lessons?|skills?|age|glasses|list|room)\b"
)
_SPEAKS = re.compile(r"(?:\s+(?:said|says|added|told|replied|insisted)\b|,\s+\d\d,)")
_SURNAME = re.compile(
    r"\s+(?!City|Town|Road|Cathedral|Council|Country|Parish|Police|Station|Science|Standard|Labour"
    r"|Conservative|MP)[A-Z][a-z]+(?:,\s+\d\d,|\s+(?:said|says|added|told|who|was|is|has|had)\b)"
)
_ELSE_BEFORE = re.compile(
    r"(?:\b(?:BBC|BBC Radio|Heart|(?:Duke|Duchess|Earl|Countess|Marquess|Marquis|House|Battle) of)"
    r"\s+|\b[A-Z]\w+-)\Z"
)
_STATES = (
    "Alabama|Alaska|Arizona|California|Colorado|Connecticut|Delaware|Florida|Georgia|Idaho|Illinois"
    "|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota"
    "|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York|Zealand"
    "|South Wales)|Ohio|Oklahoma|Ontario|Oregon|Pennsylvania|Quebec|Queensland|Rhode Island"
    "|Tasmania|Tennessee|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Australia|Barbados"
    "|Canada|Ireland|Jamaica|Scotland|South Africa|Wales|USA"
)
_ELSE_AFTER = re.compile(
    r"\s+(?:Street|Road|Avenue|Lane|Close|Drive|Crescent|Terrace|Way|Square|Circus|Place|Gardens"
    r"|Arms|Inn|Hotel|House|Tavern|Row)\b"
    r"|\s+(?:Mail|Times|Chronicle|Herald|Mercury|Post(?! Office)|Standard|Telegraph|Gazette|Citizen"
    r"|Observer|News|Express|Star|Advertiser|Guardian|Independent|Journal|Echo|Messenger|Live)\b"
    r"|\s+(?:(?:City|Town|United) )?(?:A?FC|RU?FC|(?:Football|Rugby|Cricket) Club|United|Wanderers"
    r"|Rovers|Athletic|Harriers|Tigers)\b"
    r"|\s+(?:City|Town) (?:fans|supporters|striker|midfielder|defender|manager|goalkeeper|players?)"
    rf"|,?\s+(?:in\s+)?(?:{_STATES})\b"
    r"|-[A-Z]"
)
