"""What a terminal shows of an item: who is meant and why, with the sentences marked."""

from datetime import UTC, datetime
from functools import cache

from monitor.cli.explained import in_words
from monitor.settings import default_context, default_rules, read_profile
from monitor.steps.explaining import Reader, explain, item_from, make_reader

NOW = datetime(2026, 11, 20, 21, 40, tzinfo=UTC)


@cache
def reader() -> Reader:
    offices = read_profile("thames-valley")
    return make_reader(offices, default_rules(), NOW, context=default_context())


def told(title: str, text: str, published: str = "2026-11-20T11:00:00Z") -> list[str]:
    item = item_from(reader(), {"id": "x", "title": title, "text": text, "published": published})
    return in_words(explain(reader(), item, "thames-valley")).splitlines()


def test_each_mention_is_marked_in_its_sentence_and_says_why() -> None:
    lines = told("Rain", "It rained. Matthew Barber, the PCC for Thames Valley, opened a hall.")
    at = lines.index("    [Matthew Barber], the PCC for Thames Valley, opened a hall.")
    assert lines[at - 1].startswith("  means thames-valley: barber (pcc), in the body, confidence")
    assert lines[at + 1].startswith("    because: whole name; a commissioner's title")


def test_the_facts_stand_in_words() -> None:
    lines = told(
        "PCC launches a fund against burglary in Reading",
        "Matthew Barber, the Police and Crime Commissioner for Thames Valley, has launched a fund. "
        "“Burglary is down,” Mr Barber said. Thames Valley Police will run it.",
    )
    whole = "\n".join(lines)
    assert "about thames-valley: a holder of the office, in that role, prominence 3 of 3" in whole
    assert "    origin proactive: the office acts (“launch" in whole
    assert "    in office hours" in whole
    assert "    districts: Reading (Reading)" in whole
    assert "    also named: force (Thames Valley Police)" in whole
    assert "  commissioner, Matthew Barber said: “Burglary is down,”" in whole


def test_what_is_wrong_about_us_is_told_with_the_right_fact() -> None:
    lines = told("A visit", "Thames Valley PCC Mathew Barber visited a school.")
    flag, fires = [line for line in lines if "wrong name" in line]
    assert "R29" in fires
    assert flag.endswith("the name is Matthew Barber")
    assert "“Thames Valley PCC Mathew Barber”" in flag or "“Mathew Barber”" in flag


def test_an_item_that_may_mean_us_and_one_that_does_not_say_so() -> None:
    lines = told("New chairs", "The PCC has bought twenty new chairs for the village hall.")
    assert "  means none of the watched offices" in lines
    assert any(line.startswith("  may mean thames-valley: the office") for line in lines)
    assert told("Rain", "It rained.")[2:] == ["  means none of the watched offices"]


def test_what_names_the_force_alone_is_context() -> None:
    lines = told("Man held", "Thames Valley Police have arrested a man in Slough.")
    assert "  means none of the watched offices" in lines
    assert any("the force, and not the office" in line for line in lines)
    assert not any("origin" in line for line in lines)


def test_many_mentions_are_counted_and_not_listed() -> None:
    lines = told("Row", "Matthew Barber spoke as PCC. " * 9)
    assert any(line.endswith("more places that mean thames-valley") for line in lines)
    assert sum(line.startswith("  means thames-valley") for line in lines) == 5
