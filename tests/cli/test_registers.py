"""The registers on the command line: release, statement, enquiry, correction, diary, coverage."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from monitor.records import Output
from monitor.registers.sheet import MARK
from monitor.registers.table import REGISTERS
from monitor.store.ledger import open_ledger
from monitor.store.lock import sole_owner
from monitor.store.registers import add_found_outputs, entries
from tests.cli.conftest import Ended, Monitor
from tests.registers.samples import NOW
from tests.settings import GOOD, WATCHLIST, write

YEAR = Path(__file__).parents[1] / "registers" / "year"
ADD = {
    "release": ["--number", "PR-844", "--title", "Safer streets", "--lists", "Locals | Agencies"],
    "statement": ["--title", "On the hub", "--outlet", "Radio Northmoor", "--text", "We “said”."],
    "enquiry": ["--outlet", "Radio Northmoor", "--subject", "The hub", "--asked-by", "Bo Reed"],
    "correction": ["--wrong", "She closed the station.", "--outlet", "Hallby Echo"],
    "diary": ["--title", "Audit letter", "--starts-at", "2026-11-24 09:00", "--words", "audit*"],
    "coverage": ["--outlet", "Radio Northmoor", "--title", "A caller on policing"],
}
CLEARED = ["--cleared-by", "Ruth Amory", "--cleared-at", "2026-03-02 09:00"]

Say = Callable[..., Ended]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which something has run."""
    open_ledger(tmp_path / "ledger.sqlite").close()
    return tmp_path


@pytest.fixture
def say(monitor: Monitor, config: Path, data: Path) -> Say:
    return lambda *words: monitor("--config", config, "--data", data, *words)


def standing(data: Path, register: str) -> list[Any]:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        return entries(ledger, REGISTERS[register].shelf)


def sheet(data: Path, text: str) -> Path:
    path = data / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return path


# ---------------------------------------------------------------- the same for all


@pytest.mark.parametrize("name", REGISTERS)
def test_an_entry_is_added_listed_shown_and_edited(say: Say, data: Path, name: str) -> None:
    ended = say(name, "add", *ADD[name], "--by", "Sam Okafor")
    assert (ended.code, ended.told) == (0, "")
    assert ended.out.startswith("Kept: ")
    (entry,) = standing(data, name)
    assert entry.id[:8] in say(name, "list").out
    note = ["--owner", "Moor"] if name == "coverage" else ["--note", "£5m =1"]
    field, text = note[0][2:], note[1]
    assert say(name, "edit", entry.id[:6], *note, "--by", "Ruth Amory").out.startswith("Changed: ")
    (after,) = standing(data, name)
    assert (getattr(after, field), after.entered_by) == (text, "Sam Okafor")
    shown = say(name, "show", entry.id).out
    assert f"\n{field}: {text}\n" in shown
    assert f"Ruth Amory: {field} " in shown.partition("history: 1\n")[2]


@pytest.mark.parametrize("name", REGISTERS)
def test_a_round_trip_of_a_sheet_changes_nothing(say: Say, data: Path, name: str) -> None:
    say(name, "add", *ADD[name])
    before, file = standing(data, name), data / "out.csv"
    assert say(name, "export", file).out == f"1 {REGISTERS[name].plural} in {file}.\n"
    assert say(name, "import", file).out == "0 added, 0 changed, 1 as they were.\n"
    assert standing(data, name) == before
    assert say(name, "export").out.encode() == file.read_bytes()


@pytest.mark.parametrize("name", REGISTERS)
def test_the_same_is_kept_once(say: Say, data: Path, name: str) -> None:
    at = {"enquiry": "received", "correction": "needed", "coverage": "published"}.get(name)
    words = [*ADD[name], *([f"--{at}-at", "2026-10-20 08:15"] if at else [])]
    say(name, "add", *words)
    ended = say(name, "add", *words)
    assert (ended.code, ended.told) == (0, "")
    assert ended.out.startswith("It was entered before, and is kept once: ")
    assert len(standing(data, name)) == 1


@pytest.mark.parametrize("name", REGISTERS)
def test_registers_are_written_while_a_daemon_holds_the_folder(
    say: Say, data: Path, name: str
) -> None:
    with sole_owner(data):
        assert say(name, "add", *ADD[name]).code == 0
    assert json.loads(say(name, "list", "--json").out)["entries"][0]["id"]


@pytest.mark.parametrize("name", REGISTERS)
def test_an_empty_register_says_so(
    say: Say, monitor: Monitor, config: Path, tmp_path: Path, name: str
) -> None:
    assert say(name, "list").out == "Nothing is registered.\n"
    ended = say(name, "show", "x")
    assert (ended.code, ended.told) == (
        1,
        f"no {name} is called 'x'; `monitor {name} list`\n",
    )
    nowhere = tmp_path / "nowhere"
    ended = monitor("--config", config, "--data", nowhere, name, "list")
    assert (ended.code, ended.told) == (1, f"there is no ledger in {nowhere} yet\n")
    assert not nowhere.exists()


def test_an_edit_of_nothing_asks_what(say: Say) -> None:
    say("release", "add", *ADD["release"])
    ended = say("release", "edit", "PR-844")
    assert (ended.code, ended.told.startswith("say what is to be changed")) == (1, True)


def test_facts_are_told_as_json(say: Say) -> None:
    (added,) = json.loads(say("release", "add", *ADD["release"], "--json").out)
    assert (added["entry"]["number"], added["already_there"]) == ("PR-844", False)
    (edited,) = json.loads(say("release", "edit", "PR-844", "--note", "A", "--json").out)
    assert [one["field"] for one in edited["changes"]] == ["note"]
    shown = json.loads(say("release", "show", "PR-844", "--json").out)
    assert (shown["state"], shown["history"][0]["after"]) == ("draft", "A")


# ---------------------------------------------------------------- whose registers


def test_of_several_offices_one_must_be_named(monitor: Monitor, data: Path, tmp_path: Path) -> None:
    other = WATCHLIST.replace('"ashvale"', '"mere"', 1)
    assert other != WATCHLIST
    config = write(tmp_path / "two", GOOD | {"rules/watchlist.toml": WATCHLIST + other})
    words = ["--config", config, "--data", data, "release", "add", *ADD["release"]]
    ended = monitor(*words)
    assert (ended.code, ended.told) == (1, "office: say which office is meant: ashvale, mere\n")
    ended = monitor(*words, "--office", "nobody")
    assert ended.told == "office: no office is called 'nobody'; there are ashvale, mere\n"
    assert monitor(*words, "--office", "mere").code == 0
    assert [one.office_id for one in standing(data, "release")] == ["mere"]


# ---------------------------------------------------------------- releases


def test_nothing_is_issued_before_it_is_cleared(say: Say, data: Path) -> None:
    say("release", "add", *ADD["release"])
    ended = say("release", "edit", "PR-844", "--issued-at", "now")
    assert (ended.code, ended.out, ended.told) == (
        1,
        "",
        "issued-at: it cannot be issued before somebody cleared it: say who and when\n",
    )
    assert say("release", "edit", "pr844", *CLEARED).code == 0
    assert say("release", "list", "--open").out.count("PR-844") == 1
    assert say("release", "edit", "PR-844", "--issued-at", "2026-03-02 10:00").code == 0
    assert say("release", "list", "--open").out.startswith("Nothing of the kind.")
    assert "issued  2 Mar 2026, 10:00: “Safer streets” (release)" in say("release", "list").out


def test_a_release_is_read_from_a_file_and_what_an_option_says_wins(
    say: Say, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "release.md"
    file.write_text("# Lamps for Hallby\n\nForty lamps are to stand on the towpath.\n")
    assert say("release", "add", file, "--number", "PR-845").code == 0
    assert say("release", "add", file, "--title", "More lamps", "--kind", "blog").code == 0
    one, other = sorted(standing(data, "release"), key=lambda entry: entry.kind, reverse=True)
    assert (one.title, one.number, one.kind) == ("Lamps for Hallby", "PR-845", "release")
    assert (other.title, other.kind) == ("More lamps", "blog")
    assert "Forty lamps are to stand on the towpath." in one.text


def test_a_date_in_a_file_is_no_hour_and_issues_nothing(
    say: Say, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "release.txt"
    file.write_text("Lamps for Hallby\n\n2 March 2026\n\nForty lamps are to stand.\n")
    ended = say("release", "add", file)
    told = f"{file} is dated 2026-03-02: say --issued-at when it went out\n"
    assert (ended.code, ended.told) == (0, told)
    assert standing(data, "release")[0].issued_at is None
    issued = ["--issued-at", "2026-03-02 10:00", *CLEARED, "--note", "A"]
    assert say("release", "add", file, "--title", "Lamps", *issued).told == ""


def test_several_files_are_several_releases_or_none(say: Say, data: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.md", tmp_path / "missing.txt"
    good.write_text("# Lamps\n\nForty lamps.\n")
    assert say("release", "add", good, bad).told == f"{bad}: No such file or directory\n"
    assert standing(data, "release") == []
    bad.write_text("Trees for Hallby\n\nForty trees.\n")
    assert say("release", "add", good, bad).code == 0
    assert len(standing(data, "release")) == 2
    ended = say("release", "add", good, bad, "--title", "A")
    assert ended.told == "one title or number cannot be that of several files\n"


def test_numbers_that_are_missing_are_asked_after(say: Say) -> None:
    for number, kind in (("844", "release"), ("847", "release"), ("848", "statement")):
        say(kind, "add", "--title", f"No {number}", "--number", f"PR-{number}")
    last = say("release", "list").out.splitlines()[-1]
    assert last == "PR-845 and PR-846 are missing: releases that nobody registered?"
    say("statement", "add", "--title", "No 845", "--number", "PR-845")
    last = say("release", "list").out.splitlines()[-1]
    assert last == "PR-846 is missing: a release that nobody registered?"
    assert json.loads(say("release", "list", "--json").out)["missing"] == ["PR-846"]


def test_a_number_is_given_once(say: Say, data: Path) -> None:
    say("release", "add", *ADD["release"])
    ended = say("statement", "add", *ADD["statement"], "--number", "pr 844")
    assert ended.told == "number: pr 844 is the number of PR-844 “Safer streets”\n"
    assert len(standing(data, "release")) == 1


def test_a_statement_is_edited_in_its_own_register(say: Say) -> None:
    say("statement", "add", *ADD["statement"], "--number", "S-1")
    told = say("release", "edit", "S-1", "--note", "A").told
    assert told == "id: S-1 “On the hub” stands in another register: `monitor statement`\n"
    assert say("release", "list").out.startswith("Nothing of the kind.")


def test_what_the_own_feed_carries_is_issued_and_may_be_annotated(say: Say, data: Path) -> None:
    found = Output(
        id="f00d",
        office_id="ashvale",
        title="Found",
        item_id="i1",
        issued_at=NOW,
        embargo_until=None,
        entered_by="own feed",
        entered_at=NOW,
    )
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        add_found_outputs(ledger, [found])
    assert "issued, its clearance not on record" in say("release", "list").out
    ended = say("release", "edit", "f00d", "--embargo-until", "2026-10-21 10:00")
    assert "stood on our own feed before its embargo ended." in ended.out
    assert say("release", "edit", "f00d", *CLEARED).code == 0
    assert "not on record" not in say("release", "list").out


def test_lists_are_of_a_span_of_time_and_a_kind(say: Say) -> None:
    for day in ("01", "02", "03"):
        at = ["--issued-at", f"2026-04-{day} 23:30", *CLEARED]
        say("release", "add", "--title", f"Of {day}", *at)
    say(
        "release",
        "add",
        "--title",
        "A post",
        "--kind",
        "post",
        "--issued-at",
        "2026-04-02",
        *CLEARED,
    )

    def titles(*words: str) -> list[str]:
        rows = json.loads(say("release", "list", "--json", *words).out)["entries"]
        return [row["title"] for row in rows]

    assert titles("--since", "2026-04-02", "--until", "2026-04-02") == ["A post", "Of 02"]
    assert titles("--until", "2026-04-02 23:00") == ["Of 01", "A post"]
    assert titles("--kind", "post") == ["A post"]
    assert titles("--office", "elsewhere") == []


def test_a_day_of_25_hours_is_listed_to_its_end(say: Say) -> None:
    for hour in ("2025-10-26 23:30", "2025-10-27 00:00"):
        say("diary", "add", "--title", f"At {hour}", "--starts-at", hour)
    rows = json.loads(say("diary", "list", "--until", "2025-10-26", "--json").out)["entries"]
    assert [row["title"] for row in rows] == ["At 2025-10-26 23:30"]


# ---------------------------------------------------------------- enquiries, redress, diary


def test_an_enquiry_and_the_statement_that_answers_it_know_each_other(say: Say, data: Path) -> None:
    at = ["--received-at", "2026-03-01 09:00", "--deadline-at", "2026-03-02 12:00"]
    assert "is overdue" in say("enquiry", "add", *ADD["enquiry"], *at).out
    (enquiry,) = standing(data, "enquiry")
    assert "overdue  1 Mar 2026, 09:00  due 2 Mar 2026, 12:00" in say("enquiry", "list").out
    issued = [*CLEARED, "--issued-at", "2026-03-02 10:00", "--enquiry", enquiry.id[:5]]
    ended = say("statement", "add", *ADD["statement"], *issued)
    assert "is not marked as answered yet" in ended.out
    assert "“On the hub”" in say("enquiry", "show", enquiry.id).out
    (statement,) = standing(data, "statement")
    assert statement.enquiry_id == enquiry.id
    assert "answers: Radio Northmoor" in say("statement", "show", statement.id).out

    ended = say("enquiry", "edit", enquiry.id, "--answered-at", "2026-03-02 10:00")
    assert ended.told == "decision: it is answered, but nothing says what was decided\n"
    done = ["--answered-at", "2026-03-02 10:00", "--decision", "statement"]
    assert say("enquiry", "edit", enquiry.id, *done).code == 0
    assert say("enquiry", "list", "--open").out.startswith("Nothing of the kind.")


def test_an_enquiry_that_is_not_there_cannot_be_answered(say: Say) -> None:
    ended = say("statement", "add", *ADD["statement"], "--enquiry", "x9")
    assert ended.told == "enquiry: no enquiry is called 'x9'; `monitor enquiry list`\n"


def test_a_correction_goes_from_stage_to_stage_and_none_is_left_out(say: Say, data: Path) -> None:
    say("correction", "add", *ADD["correction"], "--needed-at", "2026-03-01 09:00")
    (one,) = standing(data, "correction")
    ended = say("correction", "edit", one.id, "--issued-at", "2026-03-02 10:00")
    assert ended.told == "issued-at: it cannot be issued before it is cleared\n"
    for words, state in (
        (["--drafted-at", "2026-03-01 10:00"], "drafted"),
        (CLEARED, "cleared"),
        (["--issued-at", "2026-03-02 10:00"], "issued"),
        (["--outcome", "corrected", "--outcome-at", "2026-03-03 10:00"], "corrected"),
    ):
        assert say("correction", "edit", one.id, *words).code == 0
        assert f"{one.id[:8]}  {state}  1 Mar 2026" in say("correction", "list").out


def test_news_on_one_matter_within_a_day_are_warned_of(say: Say) -> None:
    soon = ["--starts-at", "2098-11-24 09:00", "--kind", "sensitive release"]
    say("diary", "add", "--title", "Audit letter", *soon, "--words", "audit*", "--whose", "force")
    ended = say("release", "add", "--title", "Audits pass", "--embargo-until", "2098-11-24 20:00")
    assert "clash: both 'audit*' within a day." in ended.out
    for register in ("release", "diary"):
        assert "clash: both 'audit*' within a day." in say(register, "list").out
    assert len(json.loads(say("diary", "list", "--json").out)["clashes"]) == 1


def test_an_entry_of_the_diary_without_words_explains_nothing(say: Say) -> None:
    ended = say("diary", "add", "--title", "Panel meets", "--starts-at", "2026-11-24 09:00")
    assert "neither words nor themes: it will explain no coverage" in ended.out


# ---------------------------------------------------------------- sheets


def test_a_year_of_an_office_comes_in_as_sheets(say: Say) -> None:
    for register, rows in (("release", 512), ("statement", 116), ("diary", 55)):
        name = "diary.csv" if register == "diary" else f"{register}s.csv"
        ended = say(register, "import", YEAR / name)
        assert (ended.told, ended.out.splitlines()[0]) == (
            "",
            f"{rows} added, 0 changed, 0 as they were.",
        )
    counted: Counter[str] = Counter()
    for register in ("release", "statement", "diary"):
        words = ["--json", "--since", "2022-03-01", "--until", "2023-02-28"]
        facts = json.loads(say(register, "list", *words).out)
        counted.update(row["kind"] for row in facts["entries"])
    assert counted == {
        "release": 40,
        "post": 472,
        "statement": 116,
        "engagement": 50,
        "district day": 5,
    }
    again = say("release", "import", YEAR / "releases.csv").out
    assert again == "0 added, 0 changed, 512 as they were.\n"


def test_every_mistake_of_a_sheet_is_told_with_line_and_column_and_nothing_is_kept(
    say: Say, data: Path
) -> None:
    path = sheet(
        data,
        "title,kind,issued at,url,number\n"
        'Fine,release,,,PR-1\n"Of two\nlines",party,soon,x,\n,release,,,PR-1\n',
    )
    ended = say("release", "import", path)
    assert (ended.code, ended.out) == (1, "")
    lines = [line.removeprefix(f"{path}:") for line in ended.told.splitlines()]
    assert [line.partition(": ")[0] for line in lines] == [
        "3, kind",
        "3, issued-at",
        "3, url",
        "5, title",
    ]
    assert standing(data, "release") == []


def test_a_row_with_an_id_edits_and_one_without_adds(say: Say, data: Path) -> None:
    say("release", "add", *ADD["release"])
    text = "id,number,title,note\nPR-844,PR-844,Safer streets,£5m\n,PR-845,Lamps,\n,PR-845,Lamps,\n"
    ended = say("release", "import", sheet(data, MARK + text), "--by", "Ruth Amory")
    assert ended.out == "1 added, 1 changed, 0 as they were.\n"
    assert sorted((one.number, one.note) for one in standing(data, "release")) == [
        ("PR-844", "£5m"),
        ("PR-845", ""),
    ]
    assert "Ruth Amory: note nothing → “£5m”" in say("release", "show", "PR-844").out
    assert standing(data, "release")[0].lists == ("Locals", "Agencies")  # no column, no change


def test_two_rows_may_change_numbers_with_each_other(say: Say, data: Path) -> None:
    say("release", "add", "--title", "A", "--number", "PR-1")
    say("release", "add", "--title", "B", "--number", "PR-2")
    ids = {one.title: one.id for one in standing(data, "release")}
    text = f"id,number\n{ids['A']},PR-2\n{ids['B']},PR-1\n"
    assert say("release", "import", sheet(data, text)).out.startswith("0 added, 2 changed")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titel\nA\n", "line 1: there is no column 'titel'; did you mean 'title'?"),
        ("title\nA,B\n", "line 2: more cells than names of columns"),
        ("id,title\nzz,A\n", ":2, id: no release is called 'zz'"),
        ("id,entered by\nPR-844,Me\n", ":2, entered-by: “entered by” is not changed by hand"),
        ("title,number\nOther,PR-844\n", ":2, number: PR-844 is the number of"),
        ("title,number,note\nSafer streets,PR-844,New\n", "stands there already, with other words"),
    ],
)
def test_what_a_sheet_must_not_say(say: Say, data: Path, text: str, told: str) -> None:
    say("release", "add", *ADD["release"])
    before = standing(data, "release")
    ended = say("release", "import", sheet(data, text))
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.told
    assert standing(data, "release") == before


def test_times_do_not_go_without_saying_in_a_sheet(say: Say, data: Path) -> None:
    ended = say("enquiry", "import", sheet(data, "outlet,subject\nRadio Northmoor,The hub\n"))
    assert "received-at: the time in “received at” is missing" in ended.told


def test_a_sheet_that_is_not_utf_8_is_told(say: Say, data: Path) -> None:
    path = data / "sheet.csv"
    path.write_bytes("title\n£5m\n".encode("cp1252"))
    assert say("release", "import", path).told == f"{path}: not UTF-8 text\n"


def test_a_sheet_goes_nowhere_that_is_not_there(say: Say, data: Path) -> None:
    ended = say("release", "export", data / "no" / "out.csv")
    assert (ended.code, ended.told) == (1, f"{data}/no/out.csv: No such file or directory\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["release", "add", "--kind", "statement"], "invalid choice: 'statement'"),
        (["statement", "add", "--kind", "release"], "unrecognized arguments"),
        (["release", "add", "--item", "i1"], "unrecognized arguments"),
        (["release", "edit", "--note", "A"], "required: ID"),
        (["enquiry", "add", "--kind", "gossip"], "invalid choice: 'gossip'"),
        (["enquiry", "add", "some.txt"], "unrecognized arguments"),
        (["coverage", "list", "--open"], "unrecognized arguments"),
    ],
)
def test_wrong_use_is_told(say: Say, words: list[str], told: str) -> None:
    ended = say(*words)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.told
