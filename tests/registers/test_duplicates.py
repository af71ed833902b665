"""A release entered by hand, found again on the office's own feed."""

from dataclasses import replace
from typing import Any

import pytest

from monitor.registers.duplicates import same_output
from tests.registers.samples import DAY, HOUR, NOW, RELEASE

TEXT = (
    "The commissioner has set aside money for forty lamps along the towpath at Hallby, where "
    "people have asked for light since the spring. Work begins in November and ends before the "
    "clocks go forward, the council said, and the path stays open while it lasts."
)
FOUND = replace(
    RELEASE, id="f1", number="", title="Found", item_id="i1", issued_at=NOW, entered_by="own feed"
)


@pytest.mark.parametrize(
    ("found", "known"),
    [
        ({"number": "PR 844"}, {}),
        ({"title": "PR-844: lamps"}, {}),
        ({"title": "SAFER STREETS for Northmoor!"}, {}),
        ({"text": TEXT}, {"text": f"Embargoed. {TEXT} Notes to editors: none."}),
        ({"text": " ".join(TEXT.split()[:16])}, {"text": TEXT}),  # a feed's beginning of it
        ({"title": RELEASE.title}, {"issued_at": NOW - 14 * DAY}),
        ({"title": RELEASE.title}, {"kind": "blog"}),
        ({}, {"item_id": "i1"}),  # the item came again, reworded
        ({"number": "PR-900", "kind": "post"}, {"item_id": "i1", "issued_at": NOW - 90 * DAY}),
    ],
)
def test_it_is_known_by_its_number_its_title_or_its_words(
    found: dict[str, Any], known: dict[str, Any]
) -> None:
    one = replace(RELEASE, **known)
    assert same_output(replace(FOUND, **found), [one]) == one


@pytest.mark.parametrize(
    ("found", "known"),
    [
        ({}, {}),
        ({"title": RELEASE.title}, {"office_id": "elsewhere"}),
        ({"title": RELEASE.title}, {"issued_at": NOW - 14 * DAY - HOUR}),
        ({"title": RELEASE.title, "number": "PR-845"}, {}),
        ({"title": RELEASE.title, "kind": "post"}, {}),
        ({"title": RELEASE.title}, {"item_id": "another"}),
        ({"title": "PR-8440: lamps"}, {}),
        ({"text": " ".join(TEXT.split()[:12])}, {"text": TEXT}),  # too little to tell
        ({"text": TEXT}, {"text": " ".join(reversed(TEXT.split()))}),
        ({"text": f"{TEXT} {TEXT.replace('lamps', 'trees')}"}, {"text": TEXT.replace("a", "e")}),
        ({"title": "…"}, {"title": "!"}),
    ],
)
def test_another_is_not_taken_for_it(found: dict[str, Any], known: dict[str, Any]) -> None:
    assert same_output(replace(FOUND, **found), [replace(RELEASE, **known)]) is None


def test_a_number_tells_more_than_a_title_and_a_title_more_than_words() -> None:
    worded = replace(RELEASE, id="1", number="", title="A", text=TEXT)
    titled = replace(RELEASE, id="2", number="", title="Lamps")
    numbered = replace(RELEASE, id="3", title="B")
    found = replace(FOUND, title="Lamps", text=TEXT)
    assert same_output(found, [worded, titled]) == titled
    assert same_output(replace(found, number="PR-844"), [worded, titled, numbered]) == numbered
