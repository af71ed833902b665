"""Key messages: whose sentences carry them, wholly or in part, and whose deny them."""

from datetime import date

import pytest

from monitor.records import KeyMessage
from monitor.understand.messages import carried

ON = date(2026, 10, 20)
BEAT = KeyMessage(
    id="beat",
    campaign="Visible policing",
    text="We will put 200 more officers on the beat",
    variants=("200 extra officers will patrol our neighbourhoods",),
    words=("officers", "patrol*"),
    from_=date(2026, 9, 1),
    to=date(2027, 3, 31),
)
SHOPS = KeyMessage(
    id="shops",
    campaign="Retail crime",
    text="No shop theft is too small to investigate",
    variants=("Every shop theft will be followed up",),
    words=("shoplift*", "shop theft*", "retail crime"),
    from_=date(2026, 9, 1),
)
VICTIMS = KeyMessage(
    id="victims",
    campaign="Victims",
    text="Victims will be heard, believed and supported",
    words=("victim*",),
    from_=date(2026, 9, 1),
)

PRESENT = [
    (BEAT, "We will put 200 more officers on the beat."),
    (BEAT, "“We will put 200 more officers on the beat,” Helen Marsh said."),
    (BEAT, "Northmoor's commissioner has promised to put 200 more officers on the beat by May."),
    (BEAT, "On the beat, 200 more officers are to be put to work from spring."),
    (BEAT, "She is putting 200 more officers on the beat."),
    (BEAT, "An extra 200 officers will patrol Northmoor's neighbourhoods, the plan says."),
    (BEAT, "200 extra officers are patrolling neighbourhoods from Ashvale to Mereside."),
    (BEAT, "There are 200 more officers. Ms Marsh will put them on the beat."),
    (BEAT, "Not everybody was happy, but she will put 200 more officers on the beat."),
    (BEAT, "She will put 200 more officers on the beat, not behind desks."),
    (BEAT, "There is no doubt she will put 200 more officers on the beat."),
    (BEAT, "Not only will she put 200 more officers on the beat: she will pay for vans."),
    (BEAT, "WE WILL PUT 200 MORE OFFICERS ON THE BEAT"),
    (SHOPS, "No shop theft is too small to investigate, the commissioner told traders."),
    (SHOPS, "No theft from a shop was too small to be investigated."),
    (SHOPS, "Ms Marsh: “There’s no shop theft too small for us to investigate.”"),
    (SHOPS, "Every shop theft will be followed up from Monday."),
    (SHOPS, "The force will follow up every theft from a shop."),
    (VICTIMS, "Victims will be believed, heard and supported."),
    (VICTIMS, "A victim is to be heard and believed. And supported, Ms Marsh added."),
    (VICTIMS, "“Supporting victims, hearing and believing them” is her promise."),
]
PARTLY = [
    (BEAT, "The commissioner wants 200 more officers."),
    (BEAT, "More officers will be on the beat."),
    (BEAT, "Extra officers patrol Ashvale at night."),
    (BEAT, "Ms Marsh would put officers on the beat outside schools."),
    (SHOPS, "Officers follow up shop theft when they can, a shopkeeper said of retail crime."),
    (VICTIMS, "Victims said they felt supported."),
    (VICTIMS, "He told the panel that victims are believed and heard."),
]
ABSENT = [
    (BEAT, "She will not put 200 more officers on the beat."),
    (BEAT, "She won't put 200 more officers on the beat."),
    (BEAT, "The commissioner has refused to put 200 more officers on the beat."),
    (BEAT, "Ms Marsh failed to put the 200 more officers on the beat."),
    (BEAT, "Nobody will put 200 more officers on the beat."),
    (BEAT, "Ms Marsh is unable to put 200 more officers on the beat. Officers left."),
    (BEAT, "She scrapped a plan to put 200 more officers on the beat."),
    (BEAT, "Two officers were commended for bravery."),
    (BEAT, "Officers found the dog near the canal."),
    (SHOPS, "Some shop thefts are too small to investigate, an inspector admitted."),
    (SHOPS, "Shop thefts will no longer be followed up."),
    (SHOPS, "Shoplifting cost traders £3m last year."),
    (SHOPS, "Retail crime was on the agenda of the parish council."),
    (VICTIMS, "Victims were not heard, believed or supported, the inspectors found."),
    (VICTIMS, "The victim was found near the bridge."),
]
NOTHING = [
    (BEAT, "The beat went on at the Northmoor jazz weekend."),
    (SHOPS, "A small shop opened in Mereside."),
    (SHOPS, "Bakers investigate a smaller loaf."),
    (VICTIMS, "She was believed to be heard by neighbours."),
]


def _degree(message: KeyMessage, text: str, title: str = "", on: date = ON) -> str:
    found = carried([message], "northmoor", title, text, on)
    return found[0].degree if found else ""


@pytest.mark.parametrize(("message", "text"), PRESENT)
def test_a_message_is_present_in_any_order_and_form_of_its_words(
    message: KeyMessage, text: str
) -> None:
    assert _degree(message, text) == "present"


@pytest.mark.parametrize(("message", "text"), PARTLY)
def test_half_of_a_message_is_partly_there(message: KeyMessage, text: str) -> None:
    assert _degree(message, text) == "partly"


@pytest.mark.parametrize(("message", "text"), ABSENT)
def test_what_is_denied_or_hardly_touched_is_absent(message: KeyMessage, text: str) -> None:
    assert _degree(message, text) == "absent"


@pytest.mark.parametrize(("message", "text"), NOTHING)
def test_an_item_that_is_not_of_the_campaign_is_asked_nothing(
    message: KeyMessage, text: str
) -> None:
    assert _degree(message, text) == ""


def test_the_headline_carries_a_message_too() -> None:
    assert _degree(
        BEAT, "Nothing more is known.", "200 extra officers to patrol neighbourhoods"
    ) == ("present")


def test_sentences_far_apart_carry_nothing_together() -> None:
    apart = "There are 200 more. The fete raised £40. Officers walk. Rain fell. Put it on the beat."
    assert _degree(BEAT, apart) == "absent"


def test_one_who_says_it_is_enough_beside_another_who_denies_it() -> None:
    both = (
        "“She will not put 200 more officers on the beat,” a councillor said. The fete was dry. "
        "Ms Marsh said: “We will put 200 more officers on the beat.”"
    )
    (found,) = carried([BEAT], "northmoor", "", both, ON)
    assert (found.degree, found.office_id, found.message_id) == ("present", "northmoor", "beat")
    assert found.sentence == "Ms Marsh said: “We will put 200 more officers on the beat.”"


@pytest.mark.parametrize(
    ("on", "degree"),
    [
        (date(2026, 8, 31), ""),
        (date(2026, 9, 1), "present"),
        (date(2027, 3, 31), "present"),
        (date(2027, 4, 1), ""),
    ],
)
def test_a_message_is_looked_for_while_it_is_in_force(on: date, degree: str) -> None:
    assert _degree(BEAT, PRESENT[0][1], on=on) == degree


def test_words_of_one_message_make_an_item_one_of_its_whole_campaign() -> None:
    plain = KeyMessage(
        id="plain", campaign="Retail crime", text="Shops deserve protection", from_=ON
    )
    found = carried([SHOPS, plain], "northmoor", "", "Shoplifting rose.", ON)
    assert [(one.message_id, one.degree) for one in found] == [
        ("shops", "absent"),
        ("plain", "absent"),
    ]


def test_a_campaign_without_words_has_no_absent_items() -> None:
    plain = KeyMessage(id="plain", campaign="Shops", text="Shops deserve our protection", from_=ON)
    assert _degree(plain, "Rain fell on the fete.") == ""
    assert _degree(plain, "Our shops deserve better, he said.") == "partly"
    assert _degree(plain, "Shops deserve protection, he said.") == "present"


def test_a_message_of_empty_words_is_carried_by_nothing() -> None:
    empty = KeyMessage(
        id="e", campaign="E", text="That is what we will do", words=("do",), from_=ON
    )
    assert _degree(empty, "That is what we will do, she said.") == "absent"


def test_a_long_text_is_read_in_no_time() -> None:
    assert _degree(BEAT, "Officers will not walk the beat in rain. " * 5_000) == "absent"
