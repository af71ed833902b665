"""Mistakes in a rota: shifts, calendars, hours of cover, each with its line."""

import re
from datetime import date
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.records import Between, Severity
from monitor.settings import load_settings
from tests.settings import GOOD, ONCALL, write

FIRST = ONCALL.count("\n") + 2  # the line of what is written behind it

SHIFT = """
[[oncall.shifts]]
role = "on-call"
people = ["sam", "ruth"]
from = "Mon 09:00"
until = "Fri 17:00"
starting = 2026-11-02
weeks = 2
bank_holidays = "off"
"""
DAILY = """
[[oncall.shifts]]
role = "on-call"
people = ["sam"]
days = ["Sat", "Sun"]
from = "20:00"
until = "08:00"
"""
CALENDAR = """
[[oncall.calendars]]
role = "on-call"
file = "on-call.ics"
"""


def told_of(folder: Path, oncall: str) -> list[str]:
    write(folder, GOOD | {"rules/oncall.toml": oncall})
    with pytest.raises(ConfigError) as caught:
        load_settings(folder)
    return [f"{one.line}: {one.what}" for one in caught.value.problems]


def test_a_rota_is_read_whole(tmp_path: Path) -> None:
    cover = (
        '[oncall]\ndefault = "ruth"\ncovers = "office hours"\nalways = ["S1", "S2"]\n'
        'hours = { from = "08:30", until = "17:30" }'
    )
    text = ONCALL.replace("[oncall]", cover, 1) + SHIFT + DAILY + CALENDAR
    oncall = load_settings(write(tmp_path, GOOD | {"rules/oncall.toml": text})).oncall
    first, second = oncall.shifts
    assert (first.people, first.starting, first.weeks) == (("sam", "ruth"), date(2026, 11, 2), 2)
    assert (first.from_, first.until, first.bank_holidays) == ("Mon 09:00", "Fri 17:00", "off")
    assert (second.days, second.from_, second.until) == (("Sat", "Sun"), "20:00", "08:00")
    assert oncall.calendars[0].file == str(tmp_path / "rules" / "on-call.ics")
    assert (oncall.default, oncall.covers) == ("ruth", "office hours")
    assert oncall.hours == Between(from_="08:30", until="17:30")
    assert oncall.always == (Severity.S1, Severity.S2)


def test_a_role_may_be_nobodys_between_shifts(tmp_path: Path) -> None:
    nobodys = ONCALL.replace('on-call = "sam"', 'on-call = ""')
    assert load_settings(write(tmp_path, GOOD | {"rules/oncall.toml": nobodys + SHIFT}))
    assert told_of(tmp_path, nobodys) == [
        "14: nobody is on-call: name a person, or write shifts for it"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('"on-call"', '"oncall"', 1, "there is no role `oncall`, did you mean `on-call`?; it needs "
         'a line in [oncall.roles], "" for nobody'),
        ('"ruth"]', '"rut"]', 2, "there is no person `rut`, did you mean `ruth`?"),
        ('["sam", "ruth"]', "[]", 2, "`people` is empty: name who takes turns"),
        ('"ruth"]', '""]', 2, "turn 2 is nobody's: name a person, or leave it out"),
        ('"Mon 09:00"', '"Monday 9am"', 3, '`from` is \'Monday 9am\'; write it as "Mon 09:00", or '
         'as "20:00" for each day'),
        ('"Fri 17:00"', '"17:00"', 4, '`until` is \'17:00\'; write it as "Fri 17:00", with a '
         "weekday as `from` has one"),
        ("2026-11-02", "2026-11-03", 5, "`starting` is a Tue, but `from` is 'Mon 09:00': turns "
         "begin on one day"),
        ("starting = 2026-11-02\n", "", 0, "`starting` is missing: the first day of the first "
         "person's first week"),
        ("weeks = 2", "weeks = 0", 6, "`weeks` must be between 1 and 52, not 0"),
        ("weeks = 2", 'days = ["Mon"]', 6, "`days` is for a `from` without a weekday, and this is "
         "'Mon 09:00'"),
        ("weeks = 2", 'days = ["Monday"]', 6, '`days` is "Monday"; it must be one of Mon, Tue, '
         "Wed, Thu, Fri, Sat or Sun, did you mean `Mon`?"),
        ('"off"', '"of"', 7, '`bank_holidays` is "of"; it must be one of as usual, off or only, '
         "did you mean `off`?"),
        ("weeks = 2", "week = 2", 6, "unknown key `week`, did you mean `weeks`?"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_shift_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    assert old in SHIFT
    assert told_of(tmp_path, ONCALL + SHIFT.replace(old, new)) == [f"{FIRST + line}: {what}"]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('"08:00"', '"8"', 5, "`until` is '8'; write it as \"08:00\""),
        ('"08:00"', '"Mon 08:00"', 5, "`until` is 'Mon 08:00'; write it as \"08:00\""),
        ('"20:00"', '"25:00"', 4, "`from` is '25:00'; write it as \"Mon 09:00\", or as \"20:00\" "
         "for each day"),
    ],
)  # fmt: skip
def test_so_is_one_in_the_times_of_a_day(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    text = ONCALL + DAILY.replace(old, new)
    assert told_of(tmp_path, text) == [f"{FIRST + line}: {what}"]


@pytest.mark.parametrize(
    ("given", "line", "what"),
    [
        ('role = "head"', 1, "there is no role `head`; it needs a line in [oncall.roles], "
         '"" for nobody'),
        ('role = "on-call"\nvariable = "A"', 0, "a calendar has either `file` or `variable`, the "
         "name of what holds its address"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_calendar_is_told(tmp_path: Path, given: str, line: int, what: str) -> None:
    text = ONCALL + CALENDAR.replace('role = "on-call"', given)
    assert told_of(tmp_path, text) == [f"{FIRST + line}: {what}"]


def test_an_address_in_the_place_of_its_variable_is_not_repeated(tmp_path: Path) -> None:
    secret = "https://calendar.example/4f8a1c/calendar.ics"
    text = ONCALL + CALENDAR.replace('file = "on-call.ics"', f'variable = "{secret}"')
    (told,) = told_of(tmp_path, text)
    assert told.startswith(f"{FIRST + 2}: `variable` is the name of a variable of the environment")
    assert "4f8a1c" not in told


@pytest.mark.parametrize(
    ("cover", "what"),
    [
        ('default = "rut"', "2: there is no person `rut`, did you mean `ruth`?"),
        ('covers = "always"', '2: `covers` is "always"; it must be one of 24/7, extended or office '
         "hours"),
        ('hours = { from = "08:00", until = "18:00" }', '2: `hours` is for covers = "extended" or '
         '"office hours"'),
        ('covers = "extended"\nhours = { from = "8", until = "18:00" }', "3: `from` is '8'; write "
         "it as 20:00"),
        ('covers = "extended"\nhours = { from = "8:00", until = "08:00" }', "3: `hours` begin when "
         'they end; for all day write covers = "24/7"'),
        ('covers = "office hours"\nhours = { from = "18:00", until = "08:00" }', "3: office hours "
         "end before they begin"),
        ('always = ["S5"]', '2: `always` is "S5"; it must be one of S1, S2, S3 or S4, did you mean '
         "`S4`?"),
    ],
)  # fmt: skip
def test_a_mistake_in_what_is_covered_is_told(tmp_path: Path, cover: str, what: str) -> None:
    (told,) = told_of(tmp_path, ONCALL.replace("[oncall]", f"[oncall]\n{cover}", 1))
    assert told.split(", did you mean")[0] == what.split(", did you mean")[0]


# ---------------------------------------------------------------- docs/oncall.md

PAGE = (Path(__file__).parents[2] / "docs" / "oncall.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_rotas_in_the_docs_are_right(tmp_path: Path) -> None:
    rota, calendar, cover = BLOCKS
    for text in (rota, rota + calendar, rota.replace("[oncall]", cover.strip(), 1)):
        assert load_settings(write(tmp_path, GOOD | {"rules/oncall.toml": text})).oncall.shifts


@pytest.mark.parametrize("minutes", ["4", "10081", "-1"])
def test_an_acknowledgement_returns_neither_at_once_nor_in_a_month(
    tmp_path: Path, minutes: str
) -> None:
    text = ONCALL + f"\n[oncall.forget_minutes]\nS1 = {minutes}\n"
    what = f"an acknowledgement returns after between 5 and 10080 (a week) minutes, not {minutes}"
    assert told_of(tmp_path, text) == [f"{FIRST + 1}: {what}"]


def test_the_desks_address_is_an_address(tmp_path: Path) -> None:
    text = ONCALL.replace("[oncall]", '[oncall]\ndesk_url = "desk.example"', 1)
    (told,) = told_of(tmp_path, text)
    assert told.startswith("2: `desk_url`")
