"""The invented office of Ashvale, and an article of it read sentence by sentence."""

from datetime import date

from monitor.records import (
    Body,
    Chief,
    Context,
    Force,
    Holder,
    Member,
    Neighbour,
    Office,
    Place,
    Sentence,
)
from monitor.understand.article import Imprint, make_article
from monitor.understand.parties.cast import cast_of
from monitor.understand.parties.sentences import sentences_of
from monitor.understand.recognition.evidence import POSSIBLE_BELOW
from monitor.understand.recognition.mentions import watch, weigh_mentions
from monitor.understand.speech.quotes import quotes_in, watch_speakers

DAY = date(2026, 3, 4)
ASHVALE = Office(
    id="ashvale",
    name="Ashvale",
    title="Police and Crime Commissioner for Ashvale",
    names=(
        "Police and Crime Commissioner for Ashvale",
        "Ashvale's Police and Crime Commissioner",
        "Ashvale Police and Crime Commissioner",
        "Ashvale's commissioner",
        "Ashvale commissioner",
        "Ashvale's PCC",
        "Ashvale PCC",
        "PCC for Ashvale",
        "Office of the Police and Crime Commissioner for Ashvale",
        "Ashvale OPCC",
    ),
    holders=(
        Holder(
            id="marsh",
            name="Helen Marsh",
            role="pcc",
            from_=date(2021, 5, 13),
            also=("PCC Marsh", "Commissioner Marsh", "Ms Marsh", "Mrs Marsh"),
        ),
        Holder(id="docherty", name="Imran Docherty", role="deputy_pcc", from_=date(2021, 6, 1)),
        Holder(
            id="lyle",
            name="Peter Lyle",
            role="pcc",
            from_=date(2012, 11, 22),
            to=date(2021, 5, 12),
        ),
    ),
    force=Force(
        name="Ashvale Police",
        chiefs=(
            Chief(name="Ada Stone", from_=date(2016, 1, 1), to=date(2023, 3, 31)),
            Chief(name="Tom Ridley", from_=date(2023, 4, 1), also=("Chief Constable Ridley",)),
        ),
    ),
    bodies=(
        Body(
            id="panel",
            name="Ashvale Police and Crime Panel",
            kind="panel",
            also=("Police and Crime Panel",),
        ),
        Body(id="harbour", name="Safe Harbour Ashvale", kind="service", also=("Safe Harbour",)),
        Body(id="federation", name="Ashvale Police Federation", kind="union"),
        Body(id="ratepayers", name="Ashvale Ratepayers' Forum", kind="stakeholder"),
    ),
    mps=(Member(name="Dana Whitlock", seat="Norbury Cross", from_=date(2024, 7, 4)),),
    places=(
        Place(name="Kestley", district="Kestley"),
        Place(name="Marl End", district="Kestley"),
        Place(name="Norbury Cross", district="Norbury"),
        Place(name="Lowfield", district="Lowfield"),
        Place(name="Harrow Mere", district="Mere Coast"),
    ),
)
CONTEXT = Context(
    neighbours=(Neighbour(area="Westermark", people=("Alan Priddy",)),),
    bodies=(
        Body(
            id="iopc",
            name="Independent Office for Police Conduct",
            kind="oversight",
            also=("IOPC", "police watchdog"),
        ),
        Body(
            id="home-office",
            name="Home Office",
            kind="oversight",
            also=("Home Secretary", "policing minister"),
        ),
        Body(
            id="hmicfrs",
            name="His Majesty's Inspectorate of Constabulary",
            kind="oversight",
            also=("HMICFRS",),
        ),
    ),
)
WATCHED, SPEAKERS = watch([ASHVALE], CONTEXT), watch_speakers([ASHVALE])
CAST = cast_of(ASHVALE, CONTEXT)


def read(text: str, title: str = "", on: date = DAY) -> tuple[Sentence, ...]:
    """As the monitor reads an item of a paper that is at home in the area."""
    article = make_article(title, text, Imprint(patch=frozenset({"ashvale"})))
    weighed = weigh_mentions(WATCHED, article, on)
    mentions = tuple(one for one in weighed if one.confidence >= POSSIBLE_BELOW)
    quotes = quotes_in(SPEAKERS, article, mentions, on)
    return sentences_of(CAST, title, text, mentions, quotes, on)


def shown(sentence: Sentence) -> list[tuple[str, str]]:
    """Its parties as the words that name them, each with its kind."""
    return [(sentence.text[one.start : one.end], one.kind) for one in sentence.parties]
