"""`monitor silence`: what nobody shall be told of for a while, and what is refused."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import now_utc
from monitor.store.ledger import open_ledger
from monitor.store.silences import find_silence
from monitor.times import for_people, in_london
from tests.cli.conftest import Ended, Monitor, an_alert

LedgerWith = Callable[..., Path]
Silence = Callable[..., Ended]


@pytest.fixture
def silence(monitor: Monitor, config: Path, tmp_path: Path) -> Silence:
    """Runs `monitor silence` on a configuration with rule R01 and source gazette."""

    def run(*words: str) -> Ended:
        return monitor("--config", config, "--data", tmp_path, "silence", *words)

    return run


def day(days: int) -> str:
    return f"{in_london(now_utc() + timedelta(days=days)):%Y-%m-%d}"


def added(ended: Ended) -> str:
    assert (ended.code, ended.told) == (0, "")
    return ended.out.split()[0]


def add(silence: Silence, *words: str, until: str = "", why: str = "the trial is on") -> Ended:
    what = words or ("--rule", "R01")
    said = ("--until", until or day(3), "--why", why, "--by", "Ruth Adeyemi")
    return silence("add", *what, *said)


def test_a_rule_is_silenced_to_the_end_of_a_day_and_listed(
    silence: Silence, tmp_path: Path
) -> None:
    ended = add(silence)
    with closing(open_ledger(tmp_path / "ledger.sqlite")) as ledger:
        kept = find_silence(ledger, added(ended))
    assert kept
    assert (kept.rule_id, kept.owner, kept.why) == ("R01", "Ruth Adeyemi", "the trial is on")
    assert f"{in_london(kept.ends_at):%Y-%m-%d %H:%M}" == f"{day(3)} 23:59"
    until = for_people(kept.ends_at)
    line = f"{kept.id}  rule R01 until {until}, by Ruth Adeyemi: the trial is on\n"
    assert ended.out.startswith(line)
    assert silence("list").out == line


def test_an_end_with_an_hour_is_london_time(silence: Silence) -> None:
    add(silence, until=f"{day(3)}T18:00")
    (listed,) = json.loads(silence("list", "--json").out)
    with_zone = add(silence, until=listed["ends_at"])
    (first, second) = json.loads(silence("list", "--json").out)
    assert with_zone.code == 0
    assert first["ends_at"] == second["ends_at"]
    assert "18:00, by" in silence("list").out


def test_a_source_a_story_and_a_rule_in_a_story_can_be_silenced(
    silence: Silence, ledger_with: LedgerWith
) -> None:
    alert = an_alert("A row")
    ledger_with([alert])
    for words in (
        ("--source", "gazette"),
        ("--story", alert.story_id),
        ("--rule", "R01", "--story", alert.story_id),
    ):
        assert add(silence, *words).code == 0
    listed = silence("list").out
    assert "source gazette until" in listed
    assert f"  story {alert.story_id} until" in listed
    assert f"rule R01 in story {alert.story_id} until" in listed


def test_nothing_is_silenced_at_first(silence: Silence) -> None:
    assert silence("list").out == "Nothing is silenced.\n"


@pytest.mark.parametrize(
    ("words", "until", "why", "told"),
    [
        ((), 3, "  ", "say why, with --why: somebody will ask"),
        ((), -1, "x", "is past"),
        ((), 92, "x", "is more than 90 days ahead; say it again then"),
        (("--rule", "R99"), 3, "x", "no rule is called R99; there are "),
        (("--source", "moon"), 3, "x", "no source is called moon"),
        (("--story", "0123"), 3, "x", "no story has the id 0123"),
        (("--rule", ""), 3, "x", "say what is to be silent: --rule, --story or --source"),
        (("--rule", "R01", "--source", "x"), 3, "x", "a source is silenced by itself"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_keeps_nothing(
    silence: Silence, words: tuple[str, ...], until: int, why: str, told: str
) -> None:
    ended = add(silence, *words, until=day(until), why=why)
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.told
    assert silence("list").out == "Nothing is silenced.\n"


def test_an_end_that_is_no_time_is_refused(silence: Silence) -> None:
    ended = add(silence, until="soon")
    assert (ended.code, ended.out) == (1, "")
    assert "'soon' is no time" in ended.told


def test_a_silence_is_taken_back_once(silence: Silence) -> None:
    one = added(add(silence))
    ended = silence("end", one, "--by", "Sam Okafor")
    assert ended.out == f"{one} is over, Sam Okafor: from now on people are told again.\n"
    assert silence("list").out == "Nothing is silenced.\n"
    again = silence("end", one)
    assert (again.code, again.out) == (1, "")
    assert again.told.startswith("Sam Okafor took it back on ")


def test_a_silence_nobody_knows_is_told(silence: Silence) -> None:
    ended = silence("end", "0123")
    assert (ended.code, ended.told) == (
        1,
        "no silence has the id 0123; `monitor silence list` has them\n",
    )
