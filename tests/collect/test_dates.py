"""Dates as publishers write them, well and badly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.dates import YEARS, first_date, read_date
from monitor.times import in_london

SUMMER = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)  # 10:30 on a clock in London
WINTER = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
MIDNIGHT = datetime(2026, 5, 31, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "Mon, 01 Jun 2026 09:30:00 GMT",
        "Mon, 01 Jun 2026 09:30:00 UT",
        "Mon, 01 Jun 2026 09:30:00 Z",
        "Mon, 01 Jun 2026 09:30:00 -0000",
        "Mon, 01 Jun 2026 10:30:00 +0100",
        "Mon, 01 Jun 2026 10:30:00 BST",
        "Mon, 01 Jun 2026 10:30:00 bst",
        "Mon, 01 Jun 2026 10:30 BST",
        "Mon, 01 Jun 2026 10:30:00 IST",
        "Mon, 01 Jun 2026 10:30:00 CET",
        "Mon, 01 Jun 2026 11:30:00 CEST",
        "Mon, 01 Jun 2026 05:30:00 EDT",
        "Mon, 01 Jun 2026 02:30:00 PDT",
        "Mon, 01 Jun 2026 19:30:00 AEST",
        "1 June 2026 10:30:00 +0100",
        "Monday, 1 Jun 2026 10:30:00 +0100",
        "  Mon,  01 Jun 2026\n10:30:00 +0100 ",
        "01 Jun 26 09:30:00 GMT",
        "2026-06-01T09:30:00Z",
        "2026-06-01t09:30:00z",
        "2026-06-01T09:30:00.544123Z",
        "2026-06-01T10:30:00+01:00",
        "2026-06-01T10:30:00+0100",
        "2026-06-01T10:30:00 BST",
        "2026-06-01 10:30:00 +0100",
        "2026-06-01T05:30-04:00",
        "20260601T093000Z",
        "1780306200",
        "1780306200000",
    ],
)
def test_a_zone_means_what_it_says(written: str) -> None:
    assert read_date(written) == (SUMMER, False)


@pytest.mark.parametrize("moment", [SUMMER, WINTER])
@pytest.mark.parametrize(
    "form",
    [
        "%a, %d %b %Y %H:%M:%S",
        "%a, %d %b %Y %H:%M",
        "%-d %b %Y %H:%M:%S",
        "%a %b %e %H:%M:%S %Y",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y%m%dT%H%M",
    ],
)
def test_without_a_zone_it_is_a_clock_in_london(form: str, moment: datetime) -> None:
    assert read_date(in_london(moment).strftime(form)) == (moment, False)


@pytest.mark.parametrize("written", ["2026-06-01", "20260601", "01 Jun 2026", "Mon, 01 Jun 2026"])
def test_a_bare_date_is_its_midnight_in_london(written: str) -> None:
    assert read_date(written) == (MIDNIGHT, False)


@pytest.mark.parametrize(
    ("written", "month"),
    [("2026", 1), ("2026-01", 1), ("2026-12", 12)],
)
def test_a_bare_month_or_year_is_its_first_midnight(written: str, month: int) -> None:
    assert read_date(written) == (datetime(2026, month, 1, tzinfo=UTC), False)


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-10-25T00:30:00", -1),  # still in summer
        ("2026-10-25T01:30:00", 0),  # comes twice: the first is meant
        ("2026-10-25T02:30:00", 2),
        ("2026-10-25T01:30:00 BST", 0),
        ("2026-10-25T01:30:00 GMT", 1),
    ],
)
def test_the_night_in_which_the_clocks_go_back(written: str, hour: int) -> None:
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC) + timedelta(hours=hour)
    assert read_date(written) == (at, False)


def test_a_time_that_the_clocks_leap_over_is_still_a_time() -> None:
    assert read_date("2026-03-29T01:30:00") == (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), False)


@pytest.mark.parametrize(
    "written",
    [
        "yesterday",
        "soon, very soon",
        "Tue, 31 Feb 2026 10:00:00 GMT",
        "2026-02-31",
        "2026-02-31T10:00:00Z",
        "Mon, 01 Jun 2026 99:99:99 GMT",
        "2026-06-01T99:99:99Z",
        "Mon, 01 Jun 2026 10:30:00 +9999",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "Fri, 31 Dec 99999 23:59:59 GMT",
        "0",
        "-1",
        "--06-01",
        "17",
        "9" * 40,
        "9" * 5000,
        "1792",
        "\u0662\u0660\u0662\u0666",
        "2026-06-01T10:30:00Z " * 500,
    ],
)
def test_a_date_that_nobody_can_mean_is_none_and_doubtful(written: str) -> None:
    assert read_date(written) == (None, True)


@pytest.mark.parametrize("written", ["", " ", "\n\t"])
def test_no_date_is_none_and_not_doubtful(written: str) -> None:
    assert read_date(written) == (None, False)
    assert read_date(written, SUMMER) == (None, False)


@pytest.mark.parametrize(
    "written", ["2026\ub144 6\uc6d4 1\uc77c", "Mon, 01 Jun 2026 10:30:00 XYZ", "1.6.2026 10:30"]
)
def test_what_the_standard_library_cannot_read_the_feeds_parser_may(written: str) -> None:
    assert read_date(written) == (None, True)
    assert read_date(written, SUMMER) == (SUMMER, False)


@pytest.mark.parametrize(
    ("written", "parsed"),
    [
        ("Mon, 01 Jun 2026 10:30:00 BST", SUMMER + timedelta(hours=1)),
        ("1780306200", datetime(1780, 1, 1, tzinfo=UTC)),
    ],
)
def test_what_the_standard_library_can_read_is_not_overruled(
    written: str, parsed: datetime
) -> None:
    assert read_date(written, parsed) == (SUMMER, False)


@pytest.mark.parametrize(
    ("written", "parsed"),
    [
        ("2026-02-31", datetime(2026, 3, 3, tzinfo=UTC)),
        ("2026-06-01T99:00:00Z", datetime(2026, 6, 5, 3, tzinfo=UTC)),
        ("--06-01", SUMMER),
    ],
)
def test_what_a_parser_makes_of_an_absurd_date_does_not_count(
    written: str, parsed: datetime
) -> None:
    assert read_date(written, parsed) == (None, True)


def test_midnight_at_the_end_of_a_day_is_the_parsers_to_read() -> None:
    next_day = datetime(2026, 6, 2, tzinfo=UTC)
    assert read_date("2026-06-01T24:00:00Z", next_day) == (next_day, False)


def test_the_first_date_that_can_be_meant_is_taken() -> None:
    assert first_date([]) == (None, False)
    assert first_date([("", None), ("2026-06-01T09:30:00Z", None)]) == (SUMMER, False)
    assert first_date([("soon", None), ("2026-06-01T09:30:00Z", None)]) == (SUMMER, False)
    assert first_date([("soon", None), ("", None)]) == (None, True)


@given(st.text(max_size=60) | st.from_regex(r"\A\w{3}, \d\d \w{3} \d{4} [\d:]+ ?\S*\Z"))
def test_whatever_is_written_the_answer_is_a_sane_moment_or_none(written: str) -> None:
    at, doubtful = read_date(written)
    assert not (at and doubtful)
    assert at is None or (at.tzinfo is UTC and at.year in YEARS)
