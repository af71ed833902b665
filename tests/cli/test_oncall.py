"""`monitor oncall`: who is on call, swaps and leave, and what is wrong with the coming week."""

import itertools
import json
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import now_utc
from monitor.store.ledger import open_ledger
from monitor.store.rota import list_changes
from monitor.times import in_london
from tests.alert.calendars import OUTLOOK, calendar, entry
from tests.cli.conftest import Ended, Monitor
from tests.settings import GOOD, ONCALL, write

SHIFTS = """
[[oncall.shifts]]
role = "on-call"
people = ["sam", "ruth"]
from = "Mon 09:00"
until = "Fri 17:00"
starting = 2026-11-02
"""
GAPS = (
    ONCALL.replace('on-call = "sam"', 'on-call = ""').replace(
        '"20:00"', '"20:00"\ndefault = "ruth"'
    )
    + SHIFTS
)
# Tuesday of Sam's second week, which nobody who runs this test will live to see.
FAR = "2099-06-16"

Oncall = Callable[..., Ended]


@pytest.fixture
def oncall_with(monitor: Monitor, tmp_path: Path) -> Callable[[str], Oncall]:
    """Runs `monitor oncall` on a configuration with this rota."""

    def made(rota: str) -> Oncall:
        config = write(tmp_path / "config", GOOD | {"rules/oncall.toml": rota})
        data = tmp_path / "data"
        return lambda *words: monitor("--config", config, "--data", data, "oncall", *words)

    return made


@pytest.fixture
def oncall(oncall_with: Callable[[str], Oncall], tmp_path: Path) -> Oncall:
    (tmp_path / "data").mkdir()
    closing(open_ledger(tmp_path / "data" / "ledger.sqlite")).__exit__(None)
    return oncall_with(ONCALL)


def said(ended: Ended) -> str:
    assert (ended.code, ended.told) == (0, "")
    return ended.out


def day(days: int) -> str:
    return f"{in_london(now_utc() + timedelta(days=days)):%Y-%m-%d}"


def test_who_has_which_role_and_who_would_hear(oncall: Oncall) -> None:
    assert said(oncall("who", "--at", f"{FAR} 12:00")) == (
        "Tue 16 Jun, 12:00:\n"
        "  on-call  Sam Okafor\n"
        "  backup   Ruth Adeyemi\n"
        "  S1: Sam Okafor at once, then Ruth Adeyemi after 10 min\n"
        "  S2: Sam Okafor at once\n"
        "  S3: Sam Okafor at once\n"
    )
    night = said(oncall("who", "--at", f"{FAR} 22:00"))
    assert "S3: waits until Wed 17 Jun, 07:30; Sam Okafor at once" in night


def test_a_swap_is_kept_shown_audited_and_taken_back(oncall: Oncall, tmp_path: Path) -> None:
    told = said(
        oncall(
            "swap", "okafor", "Ruth Adeyemi", "--from", f"{day(1)} 22:00", "--until",
            f"{day(2)} 08:00", "--why", "a wedding", "--by", "Sam",
        )
    )  # fmt: skip
    first, second = told.splitlines()
    assert "Ruth Adeyemi for Sam Okafor, from " in first
    assert first.endswith(", by Sam: a wedding")
    assert second.startswith("  on-call: ")
    assert second.endswith("  Ruth Adeyemi, for Sam Okafor")
    at = ("who", "--at", f"{day(1)} 23:30", "--json")
    assert [one["person"] for one in json.loads(said(oncall(*at)))["roles"]] == ["ruth", "ruth"]
    assert said(oncall("changes")) == f"{first}\n"
    assert said(oncall("cancel", first[:4], "--by", "Ruth")).startswith(f"Taken back: {first[:8]}")
    assert said(oncall("changes")) == "No swap and no leave.\n"
    assert [one["person"] for one in json.loads(said(oncall(*at)))["roles"]] == ["sam", "ruth"]
    with closing(open_ledger(tmp_path / "data" / "ledger.sqlite")) as ledger:
        (kept,) = list_changes(ledger)
        assert (kept.said_by, kept.ended_by, kept.role) == ("Sam", "Ruth", "")
        trail = ledger.execute("SELECT actor, action FROM audit ORDER BY entry").fetchall()
    assert [row["actor"] for row in trail] == ["Sam", "Ruth"]
    assert trail[0]["action"].startswith(f"rota: swap {kept.id} of sam, ")
    assert trail[1]["action"] == f"rota: took back {kept.id}"


def test_a_role_changes_hands_whoever_has_it(oncall: Oncall) -> None:
    told = said(oncall("swap", "backup", "sam", "--from", day(1), "--until", day(1)))
    assert "Sam Okafor for whoever is backup, from " in told
    assert "  backup: " in told
    assert "on-call" not in told


def test_leave_without_a_stand_in_says_who_is_told_and_check_fails(
    oncall_with: Callable[[str], Oncall], tmp_path: Path
) -> None:
    oncall = oncall_with(ONCALL.replace("[oncall]", '[oncall]\ndefault = "ruth"', 1))
    assert oncall("check").code == 0
    told = said(oncall("leave", "sam", "--from", day(2), "--until", day(2)))
    assert "Sam Okafor is away, from " in told
    assert told.endswith("  NOBODY; Ruth Adeyemi is told\n")
    ended = oncall("check")
    assert ended.code == 1
    assert ended.out.startswith("✗ nobody is on-call from ")
    said(oncall("swap", "sam", "ruth", "--from", day(2), "--until", day(2)))
    assert "nobody is on-call" not in oncall("check").out


def test_a_leave_with_a_stand_in_is_no_gap(oncall: Oncall) -> None:
    told = said(oncall("leave", "sam", "--from", day(2), "--until", day(4), "--instead", "ruth"))
    assert "Sam Okafor is away, Ruth Adeyemi stands in, from " in told
    assert "nobody is on-call" not in oncall("check").out


def test_the_table_names_people_and_the_hours_that_nobody_has(
    oncall_with: Callable[[str], Oncall],
) -> None:
    oncall = oncall_with(GAPS)
    ended = oncall("next", "--days", "21")
    assert ended.told.startswith("there is no ledger in ")
    lines = ended.out.splitlines()
    assert (lines[0], lines.count("backup:")) == ("on-call:", 1)
    told = {line[41:] for line in lines if line.startswith("  ")}
    assert told == {"Sam Okafor", "Ruth Adeyemi", "NOBODY; Ruth Adeyemi is told"}
    facts = json.loads(oncall("next", "--days", "21", "--json").out)
    of_role = [one for one in facts if one["role"] == "on-call"]
    assert all(one["until"] == two["from"] for one, two in itertools.pairwise(of_role))
    assert {one["person"] for one in of_role} == {"sam", "ruth", None}
    assert {one["told"] for one in of_role if one["person"] is None} == {"ruth"}
    assert oncall("check").code == 1


def test_a_calendar_beside_the_rules_counts_without_a_daemon(
    oncall_with: Callable[[str], Oncall], tmp_path: Path
) -> None:
    oncall = oncall_with(
        f'{ONCALL}\n[[oncall.calendars]]\nrole = "on-call"\nfile = "on-call.ics"\n'
    )
    today = in_london(now_utc())
    begins, ends = f"{today - timedelta(days=1):%Y%m%d}", f"{today + timedelta(days=9):%Y%m%d}"
    body = calendar(entry("Ruth", f"{OUTLOOK}{begins}T000000", f"{OUTLOOK}{ends}T000000"))
    (tmp_path / "config" / "rules" / "on-call.ics").write_bytes(body)
    facts = json.loads(oncall("who", "--json").out)
    assert [one["person"] for one in facts["roles"]] == ["ruth", "ruth"]


def test_shifts_that_overlap_are_said_and_are_no_fault(
    oncall_with: Callable[[str], Oncall],
) -> None:
    evening = (
        '[[oncall.shifts]]\nrole = "on-call"\npeople = ["ruth"]\nfrom = "18:00"\nuntil = "20:00"\n'
    )
    oncall = oncall_with(ONCALL + evening + SHIFTS)
    ended = oncall("check")
    assert "· shifts 1 and 2 of on-call overlap: where both are worked, 1 decides" in ended.out
    weekend = SHIFTS.replace("Mon 09:00", "Fri 17:00").replace("2026-11-02", "2026-11-06")
    apart = weekend.replace('until = "Fri 17:00"', 'until = "Mon 09:00"')
    assert "overlap" not in oncall_with(ONCALL + SHIFTS + apart)("check").out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("swap", "saam", "ruth"), "nobody on the rota is called 'saam', did you mean sam?"),
        (("swap", "bakup", "ruth"), "nobody on the rota is called 'bakup', did you mean backup?"),
        (("swap", "sam", "xyz"), "nobody on the rota is called 'xyz'; there are sam, ruth"),
        (("swap", "sam", "Okafor"), "nobody stands in for themselves"),
        (("leave", "backup"), "nobody on the rota is called 'backup'; there are sam, ruth"),
    ],
)
def test_people_whom_nobody_knows_are_refused(
    oncall: Oncall, words: tuple[str, ...], why: str
) -> None:
    ended = oncall(*words, "--from", day(1), "--until", day(2))
    assert (ended.code, ended.told) == (1, f"{why}\n")
    assert said(oncall("changes")) == "No swap and no leave.\n"


@pytest.mark.parametrize(
    ("begins", "until", "why"),
    [
        ("2026-01-05", "2026-01-06", "is over already"),
        ("2099-01-05 12:00", "2099-01-05 12:00", "is not after"),
        ("2099-01-05", "2101-01-05", "is the year right?"),
        ("2097-01-05", "2099-01-05", "366 days at most"),
        ("soon", "2099-01-05", "is no time"),
    ],
)
def test_times_that_cannot_be_meant_are_refused(
    oncall: Oncall, begins: str, until: str, why: str
) -> None:
    ended = oncall("swap", "sam", "ruth", "--from", begins, "--until", until)
    assert ended.code == 1
    assert why in ended.told


def test_what_is_not_there_cannot_be_taken_back(oncall: Oncall) -> None:
    ended = oncall("cancel", "ffff")
    assert ended.code == 1
    assert ended.told.startswith("no swap or leave stands as 'ffff'")


def test_a_change_of_nothing_says_so(oncall_with: Callable[[str], Oncall]) -> None:
    third = ONCALL.replace(
        "[oncall.roles]", '[[oncall.people]]\nid = "gwen"\nname = "Gwen Pryce"\n\n[oncall.roles]'
    )
    told = said(oncall_with(third)("swap", "gwen", "ruth", "--from", day(1), "--until", day(1)))
    assert told.endswith("  Nothing changes hands: no role is concerned in that time.\n")
