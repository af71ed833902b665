"""Which sentences tell of the office, who says them, and what else the article shows."""

import pytest

from monitor.records import Speaker
from monitor.understand.tone.telling import LONGEST, MOST, Telling, passages_in, telling_of
from tests.understand.tone.northmoor import read


def _telling(text: str, title: str = "") -> Telling:
    article, mentions, quotes = read(title, text)
    return telling_of("northmoor", article, mentions, quotes)


def test_only_sentences_that_name_the_office_tell_of_it() -> None:
    text = "A man was murdered. Ada Finch visited the town. Rain fell. The Northmoor PCC left."
    told = [one.target.sentence for one in _telling(text).passages]
    assert told == ["Ada Finch visited the town.", "The Northmoor PCC left."]


def test_headline_and_lead_weigh_more() -> None:
    told = _telling("Ada Finch won. Rain. Ada Finch left.", "Northmoor PCC in Wick").passages
    assert [(one.where, one.weight) for one in told] == [
        ("headline", 2.0),
        ("lead", 1.5),
        ("body", 1.0),
    ]


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("Ada Finch said the desk would stay.", "ours", Speaker.HOLDER),
        ('"Nobody works harder," Ada Finch said.', "ours", Speaker.HOLDER),
        ("Councillor Jo Ash said Ada Finch had failed.", "others", Speaker.COUNCILLOR),
        ("Ada Finch opened a desk.", "reporter", None),
        ("Northmoor PCC Ada Finch condemned the shops.", "ours", None),
        ("Ada Finch denied that her office was a sham.", "reporter", Speaker.HOLDER),
    ],
)
def test_whose_words_a_sentence_brings(text: str, voice: str, speaker: Speaker | None) -> None:
    (one,) = _telling(f"Rain fell on the Northmoor coast. {text}").passages
    assert (one.voice, one.speaker) == (voice, speaker)


def test_the_target_is_the_person_where_one_is_named() -> None:
    (one,) = _telling("Northmoor's Police and Crime Commissioner, Ada Finch, left.").passages
    assert one.target.sentence[one.target.start : one.target.end] == "Ada Finch"


def test_an_article_without_end_gives_few_short_sentences() -> None:
    text = "Northmoor PCC Ada Finch " + "and on " * 500 + ". " + "Ada Finch left. " * 500
    article, mentions, quotes = read("", text)
    told = passages_in("northmoor", article, mentions, quotes)
    assert len(told) == MOST
    assert all(len(one.target.sentence) <= LONGEST for one in told)
    assert {one.target.sentence[one.target.start : one.target.end] for one in told} == {"Ada Finch"}


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("plain news", "Council tax will rise, says Northmoor PCC Ada Finch."),
        ("plain news", "Ada Finch has been elected Northmoor PCC."),
        ("plain news", "Ministers will abolish the post of Northmoor PCC Ada Finch."),
        ("a quarrel", "The Northmoor PCC and Wick council are at odds over cameras."),
        ("a row", "The Northmoor PCC is under fire."),
        ("a row first", "A police boss is under fire. Northmoor PCC Ada Finch left."),
        ("applause", "Nurses thanked the Northmoor PCC."),
        ("deeds", "The Northmoor PCC has launched a fund."),
        ("others speak first", "Councillor Jo Ash said it rained. Northmoor PCC Ada Finch left."),
        ("only a body's subject", "The panel reviews the work of Ada Finch, the Northmoor PCC."),
        ("own share", "Northmoor PCC Ada Finch said that the desk would stay open all year."),
        ("unchallenged", "Northmoor PCC Ada Finch said that the desk would stay open."),
    ],
)
def test_each_sign_is_seen_where_it_stands_and_not_elsewhere(sign: str, text: str) -> None:
    assert _telling(text).signs.values[sign] > 0
    assert _telling("Rain fell on Wick. Northmoor PCC Ada Finch left.").signs.values[sign] == 0


@pytest.mark.parametrize(
    "text",
    [
        "Chief Constable Lena Ross is under fire. Northmoor PCC Ada Finch left.",
        "Shops that sell knives were condemned. Northmoor PCC Ada Finch left.",
        "Northmoor PCC Ada Finch condemned the shops.",
    ],
)
def test_a_row_about_somebody_else_is_not_ours(text: str) -> None:
    assert _telling(text).signs.values["a row"] == 0


@pytest.mark.parametrize(
    ("title", "text", "item"),
    [
        ("Rain", "It fell. The Northmoor PCC left.", "Rain. It fell. The <Northmoor PCC> left."),
        ("Ada Finch, PCC", "She left. Rain.", "<Ada Finch>, PCC. She left. Rain."),
        (" Who is Ada Finch? ", "The PCC.", "Who is <Ada Finch>? The PCC."),
        ("", "Northmoor PCC Ada Finch left.", "<Northmoor PCC> Ada Finch left."),
    ],
)
def test_an_item_is_read_as_one_sentence_about_its_first_mention(
    title: str, text: str, item: str
) -> None:
    target = _telling(text, title).item
    before, after = target.sentence[: target.start], target.sentence[target.end :]
    assert f"{before}<{target.sentence[target.start : target.end]}>{after}" == item


def test_what_lies_between_headline_and_a_late_mention_is_left_out() -> None:
    target = _telling(
        "Nothing new was said at all. " * 200 + "The Northmoor PCC left.", "News"
    ).item
    assert target.sentence.startswith("News. Nothing new")
    assert target.sentence.endswith(" The Northmoor PCC left.")
    assert len(target.sentence) < 400
