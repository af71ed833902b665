"""What stands in quotation marks, whatever the house style."""

import pytest

from monitor.understand.pickup.quotes import marked, spoken

SAID = "nobody had asked them to come"


@pytest.mark.parametrize(
    "text",
    [f"“{SAID}” she said", f'She said: "{SAID}"', f"‘{SAID},’ she said", f"the council’s “{SAID}”"],
)
def test_a_quotation_is_what_stands_between_its_marks(text: str) -> None:
    ((start, end),) = marked(text)
    assert text[start:end].rstrip(",") == SAID


@pytest.mark.parametrize(("opened", "closed"), [("“", "”"), ('"', '"'), ("‘", "’")])
def test_a_quotation_that_goes_on_in_the_next_paragraph_is_closed_but_once(
    opened: str, closed: str
) -> None:
    text = f"{opened}{SAID}.\n\n{opened}That is the town I know.{closed} He left."
    assert [text[start:end].strip() for start, end in marked(text)] == [
        f"{SAID}.",
        "That is the town I know.",
    ]


def test_an_apostrophe_ends_no_quotation() -> None:
    text = "‘It’s the council’s own fault,’ he said"
    assert [text[start:end] for start, end in marked(text)] == ["It’s the council’s own fault,"]


def test_without_marks_it_is_what_somebody_is_reported_to_say() -> None:
    text = "Lamps went up on Friday. Ada Finch said that nobody had asked them to come."
    assert [text[start:end].strip() for start, end in spoken(text)] == [f"that {SAID}."]


@pytest.mark.parametrize("text", ["“" * 5000, '"' * 5000, "‘a" * 5000, "“" + "a" * 5000])
def test_marks_without_end_are_read_in_time(text: str) -> None:
    assert len(marked(text)) <= len(text)
