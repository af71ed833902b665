"""Fields in words, and what the words mean."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import InputRefused
from monitor.records import DiaryEntry, Enquiry, HandEntry, Output, Tier
from monitor.registers.fields import meaning_of, moment_of, words_of

NOW = datetime(2026, 10, 20, 21, 40, 30, tzinfo=UTC)
MINUTES = st.integers(0, 50_000_000).map(
    lambda minutes: datetime(2000, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-10-20 08:15", "2026-10-20 07:15"),  # summer
        ("2026-01-20 08:15", "2026-01-20 08:15"),  # winter
        ("2026-10-20T08:15:59", "2026-10-20 07:15"),
        ("2026-10-20 08:15+00:00", "2026-10-20 08:15"),
        (" 2026-10-20 08:15Z ", "2026-10-20 08:15"),
        ("2026-10-20", "2026-10-19 23:00"),
        ("2026-10-21 22:39", "2026-10-21 21:39"),
        ("2025-10-26 01:30", "2025-10-26 00:30"),  # came twice: the first is meant
        ("now", "2026-10-20 21:40"),
        ("20/10/2026 08:15", "2026-10-20 07:15"),  # as a spreadsheet shows it
        ("20/10/2026 8:15:00", "2026-10-20 07:15"),
        ("1/2/2026", "2026-02-01 00:00"),
    ],
)
def test_a_time_without_a_zone_is_of_a_london_wall(text: str, meant: str) -> None:
    assert f"{moment_of(text, NOW):%Y-%m-%d %H:%M:%S}" == f"{meant}:00"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("yesterday", "'yesterday' is no time; write it as"),
        ("20.10.2026 8:15", "is no time; write it as"),
        ("10/20/2026 8:15", "is no time; write it as"),
        ("2026-02-30 08:15", "is no time; write it as"),
        ("0001-01-01 00:00+14:00", "is no time; write it as"),
        ("", "is no time; write it as"),
        ("0226-10-20 08:15", "is the year right"),
        ("2206-10-20 08:15", "is the year right"),
    ],
)
def test_what_is_no_time_is_told(text: str, why: str) -> None:
    with pytest.raises(InputRefused, match=why):
        moment_of(text, NOW)


@given(MINUTES)
def test_a_time_is_written_as_it_is_read_also_in_the_hour_that_comes_twice(at: datetime) -> None:
    assert moment_of(words_of(at), NOW) == at


@pytest.mark.parametrize("hour", [0, 1])
def test_the_hour_that_comes_twice_is_two_hours(hour: int) -> None:
    at = datetime(2025, 10, 26, hour, 30, tzinfo=UTC)
    written = words_of(at)
    assert (written == "2025-10-26 01:30", moment_of(written, NOW)) == (hour == 0, at)


@given(st.lists(st.text(alphabet="ab| \\\"'", min_size=1).map(lambda one: one.strip() or "x")))
def test_a_list_is_written_as_it_is_read(parts: list[str]) -> None:
    given_ = tuple(dict.fromkeys(" ".join(part.split()) for part in parts))
    assert meaning_of(Output, "lists", words_of(given_), NOW) == given_


@pytest.mark.parametrize(
    ("kind", "name", "words", "meant"),
    [
        (Output, "lists", "Locals|Agencies |  | Locals", ("Locals", "Agencies")),
        (Output, "lists", "", ()),
        (Output, "issued_at", " ", None),
        (Output, "title", "Safer\n  streets\u200b", "Safer streets"),
        (Output, "text", "One\r\n  two \n\n\n\nthree\u202e", "One\ntwo\n\nthree"),
        (Output, "kind", "Event Notice", "event notice"),
        (HandEntry, "tier", "NATIONAL", Tier.NATIONAL),
        (Enquiry, "decision", "", ""),
        (Output, "url", " https://e.example/1 ", "https://e.example/1"),
        (Output, "url", "", ""),
        (Output, "note", "£5m \ud800", "£5m"),
    ],
)
def test_words_mean_a_value(kind: type[Any], name: str, words: str, meant: Any) -> None:
    assert meaning_of(kind, name, words, NOW) == meant


@pytest.mark.parametrize(
    ("kind", "name", "words", "why"),
    [
        (Output, "url", "radio.example", "'radio.example' is no http:// or https:// address"),
        (Output, "url", "javascript:alert(1)", "is no http:// or https:// address"),
        (Output, "url", "https://[", "is no http:// or https:// address"),
        (DiaryEntry, "kind", "party", "'party' is no kind; there are event, engagement,"),
        (Enquiry, "decision", "maybe", "'maybe' is no decision; there are statement, live"),
        (DiaryEntry, "kind", "", "'' is no kind"),
        (DiaryEntry, "starts_at", "", "is no time"),
        (HandEntry, "tier", "loud", "'loud' is no tier; there are national"),
    ],
)
def test_words_that_mean_nothing_are_told(kind: type[Any], name: str, words: str, why: str) -> None:
    with pytest.raises(InputRefused, match=why):
        meaning_of(kind, name, words, NOW)
