"""`monitor rules`: try the rulebook on its examples, list it, explain a rule, silence one."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.clock import now_utc
from monitor.records import Clause, Judgement, Manners, Mark, Raise, Rule, Silence
from monitor.settings.examples import EXAMPLES, Example
from monitor.store.alerts import save_judgements
from monitor.store.ledger import open_ledger
from monitor.store.marks import add_mark
from monitor.store.silences import add_silence, standing_silences
from monitor.times import in_london
from tests.alert.samples import S2, an_alert
from tests.cli.conftest import Ended, Monitor
from tests.settings import GOOD, write

DOCS = Path(__file__).parents[2] / "docs/rules.md"
NOW = now_utc()
ALERTS = """\
[[rules]]
id = "R01"
name = "Call for the commissioner to go"
severity = "S2"
lead = "PCC"
notify = ["backup"]

[[rules.when]]
words = ["resign*"]
of = ["commissioner"]

[[rules.raise]]
to = "S1"
owners = 2

[[rules]]
id = "R32"
name = "Release not picked up"
severity = "S4"
lead = "PCC"
watches = "release"
after_hours = 24.0

[[rules]]
id = "R90"
name = "Switched off"
severity = "S3"
lead = "PCC"
tones = ["negative"]
enabled = false

[[rules]]
id = "R91"
name = "On trial"
severity = "S3"
lead = "PCC"
tones = ["negative"]
shadow = true
"""
CALLS = """\
rule = "R01"

[[examples]]
fires = true
text = "Councillors called on Ashvale PCC Helen Marsh to resign."
severity = "S2"
why = "a plain call"

[[examples]]
fires = false
text = "Ashvale PCC Helen Marsh said slow officers should resign."
"""
RELEASES = """\
rule = "R32"

[[examples]]
fires = true
[examples.state]
hours = 49.0
"""
Run = Callable[..., Ended]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = write(tmp_path / "config", GOOD | {"rules/alerts.toml": ALERTS})
    return with_examples(folder, R01=CALLS, R32=RELEASES)


def with_examples(folder: Path, **files: str) -> Path:
    (folder / EXAMPLES).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / EXAMPLES / f"{name}.toml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.fixture
def rules(monitor: Monitor, config: Path, data: Path) -> Run:
    return lambda *words: monitor("--config", config, "--data", data, "rules", *words)


def silences(data: Path) -> list[Silence]:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        return standing_silences(ledger, now_utc())


def day_ahead(days: int) -> str:
    return f"{in_london(now_utc() + timedelta(days=days)):%Y-%m-%d}"


# ---------------------------------------------------------------- test


def test_rules_that_do_as_their_examples_say_are_fine(rules: Run) -> None:
    ended = rules("test")
    assert (ended.code, ended.told) == (0, "")
    assert ended.out.splitlines() == [
        "R01   2 of 2",
        "R32   1 of 1",
        "R90   no example",
        "R91   no example",
        "",
        "3 examples of 2 rules: all as they should be.",
        "Without an example: R90, R91.",
    ]


def test_only_the_rules_that_are_named_are_tried(rules: Run) -> None:
    assert rules("test", "r32").out.splitlines() == [
        "R32   1 of 1",
        "",
        "1 example of 1 rule: all as they should be.",
    ]


def test_an_example_that_fails_is_told_with_its_line_and_why(config: Path, rules: Run) -> None:
    wrong = CALLS.replace("true", "false").replace('severity = "S2"\n', "")
    with_examples(config, R01=wrong)
    ended = rules("test", "R01")
    assert ended.code == 1
    assert ended.out.splitlines()[:5] == [
        "R01   1 of 2",
        "    rules/examples/R01.toml:3  should not fire, fired as S2",
        "        it shows: a plain call",
        "        clause 1 held; “resign” of the commissioner",
        "        in: “Councillors called on Ashvale PCC Helen Marsh to resign.”",
    ]
    assert ended.out.splitlines()[-1] == "2 examples of 1 rule: 1 not as it should be."


def test_a_rule_that_stays_quiet_says_which_condition_failed_first(
    config: Path, rules: Run
) -> None:
    with_examples(config, R01=CALLS.replace("false", "true"))
    ended = rules("test", "R01")
    assert ended.code == 1
    assert "rules/examples/R01.toml:9  should fire, did not fire" in ended.out
    assert "clause 1 came nearest: its words are about" in ended.out


def test_a_wrong_severity_is_a_failure(config: Path, rules: Run) -> None:
    with_examples(config, R01=CALLS.replace('severity = "S2"', 'severity = "S1"'))
    assert "should fire as S1, fired as S2" in rules("test", "R01").out


def test_a_state_that_does_not_come_up_to_the_rule_is_told(config: Path, rules: Run) -> None:
    with_examples(config, R32=RELEASES.replace("49.0", "3.0"))
    ended = rules("test", "R32")
    assert (ended.code, "the state does not come up" in ended.out) == (1, True)


VARIANT = """
[[rules]]
id = "R01a"
name = "A petition"
severity = "S1"
lead = "PCC"
when = [{ words = ["petition*"], naming = true }]
"""


def test_a_variant_is_tried_on_the_examples_of_its_rule(config: Path, rules: Run) -> None:
    (config / "rules/alerts.toml").write_text(ALERTS + VARIANT, "utf-8")
    lines = rules("test", "R01a", "R01").out.splitlines()
    assert lines == [
        "R01   2 of 2 (with R01a)",
        "",
        "2 examples of 1 rule: all as they should be.",
        "No example makes these fire: R01a.",
    ]
    petition = CALLS.replace("called on", "signed a petition on").replace("S2", "S1")
    with_examples(config, R01=petition.replace(" to resign", ""))
    assert "No example makes these fire: R01." in rules("test", "R01").out
    assert "✓ S1 Councillors signed" in rules("explain", "R01a").out


def test_results_as_json(config: Path, rules: Run) -> None:
    with_examples(config, R01=CALLS.replace("false", "true"))
    ended = rules("test", "--json")
    told = json.loads(ended.out)
    assert ended.code == 1
    assert (told["ok"], told["examples"], told["failed"]) == (False, 3, 1)
    assert told["without_examples"] == ["R90", "R91"]
    (failure,) = told["rules"][0]["failures"]
    assert (failure["file"], failure["line"]) == ("rules/examples/R01.toml", 9)
    assert (failure["wanted"], failure["did"]) == ("should fire", "did not fire")
    (one,) = failure["tries"]
    assert (one["rule"], one["fired"], one["clause"]) == ("R01", False, 1)


def test_another_folder_of_examples_can_be_tried(tmp_path: Path, rules: Run) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/calls.toml").write_text(CALLS.replace("false", "true"), "utf-8")
    ended = rules("test", "--examples", tmp_path / "other")
    assert ended.code == 1
    assert f"{tmp_path / 'other'}/calls.toml:9" in ended.out


def test_the_configuration_can_be_named_behind_the_command(
    monitor: Monitor, config: Path, data: Path
) -> None:
    ended = monitor("--data", data, "rules", "test", "--config", config)
    assert (ended.code, "3 examples of 2 rules" in ended.out) == (0, True)


def test_a_folder_without_examples_is_no_success(rules: Run, tmp_path: Path) -> None:
    ended = rules("test", "--examples", tmp_path / "none")
    assert ended.code == 1
    assert "there is no example in" in ended.told


def test_a_mistake_in_an_example_is_told_before_anything_is_tried(config: Path, rules: Run) -> None:
    with_examples(config, R01=CALLS.replace("why", "wyh"))
    ended = rules("test")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told == "rules/examples/R01.toml:7: unknown key `wyh`, did you mean `why`?\n"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (('"resign*"', r'"(resign+)+$"'), "rules/alerts.toml:9: "),
        (('of = ["commissioner"]', 'of = ["comissioner"]'), "did you mean `commissioner`?"),
        (("owners = 2", "owners = 2\nhours = -1.0"), "`hours`"),
        (('notify = ["backup"]', 'notify = ["bakcup"]'), "did you mean `backup`?"),
        (("owners = 2", "ownres = 2"), "unknown key `ownres`, did you mean `owners`?"),
        (('"resign*"]', '"resign*"]\nunless = ["resign*"]'), "it can never fire"),
        (('"resign*"]', '"resign*"]\nnot_of = ["commissioner"]'), "it can never fire"),
    ],
    ids=["pattern", "party", "window", "role", "key", "words", "parties"],
)
def test_a_rulebook_with_a_mistake_is_not_tried(
    config: Path, rules: Run, wrong: tuple[str, str], told: str
) -> None:
    (config / "rules/alerts.toml").write_text(ALERTS.replace(*wrong), "utf-8")
    ended = rules("test")
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.told


def test_mistakes_as_json_stand_on_standard_output(config: Path, rules: Run) -> None:
    (config / "rules/alerts.toml").write_text(ALERTS.replace("lead", "laed", 1), "utf-8")
    ended = rules("test", "--json")
    told = json.loads(ended.out)
    assert (ended.code, told["ok"]) == (1, False)
    assert "did you mean `lead`?" in " ".join(one["what"] for one in told["problems"])


def test_a_rule_that_there_is_not_is_told_with_the_nearest(rules: Run) -> None:
    ended = rules("test", "R10")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told.startswith("there is no rule `R10`, did you mean `R")


# ---------------------------------------------------------------- list


def test_every_rule_is_listed_in_a_line(rules: Run) -> None:
    lines = rules("list").out.splitlines()
    assert [line.split("  ")[0] for line in lines[:4]] == ["R01", "R32", "R90", "R91"]
    assert re.fullmatch(r"R01  S2  on +coverage +Call for the commissioner to go", lines[0])
    assert re.fullmatch(r"R32  S4  on +releases +Release not picked up", lines[1])
    assert " off " in lines[2]
    assert " on trial " in lines[3]
    assert lines[-1] == "4 rules, 2 on."


def test_the_list_makes_no_data_folder(rules: Run, data: Path) -> None:
    assert rules("list").code == 0
    assert list(data.iterdir()) == []


def fill(data: Path, alerts: Mapping[str, timedelta], says: Mapping[str, str]) -> None:
    """Alerts of R01 by their ids and ages, and what somebody says of them."""
    found = [
        replace(an_alert("R01", severity=S2), id=one, story_id=one, created_at=NOW - age)
        for one, age in alerts.items()
    ]
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        save_judgements(ledger, [Judgement(alert=one, deliveries=()) for one in found])
        for alert, word in says.items():
            mark = Mark(alert_id=alert, says=word, said_by="Ruth", said_at=NOW)  # type: ignore[arg-type]
            add_mark(ledger, mark)


def test_the_list_says_what_a_rule_brought_in_thirty_days(rules: Run, data: Path) -> None:
    day = timedelta(days=1)
    fill(data, {"a": day, "b": 2 * day, "old": 40 * day}, {"a": "useful", "b": "wrong"})
    line = rules("list").out.splitlines()[0]
    assert line.endswith("(2 alerts, 1 useful, 1 wrong in 30 days)")
    (first, *_) = json.loads(rules("list", "--json").out)
    assert (first["id"], first["raised"], first["useful"], first["wrong"]) == ("R01", 2, 1, 1)


def test_a_rule_that_is_of_little_use_is_marked(rules: Run, data: Path) -> None:
    names = [f"alert-{number}" for number in range(20)]
    fill(data, dict.fromkeys(names, timedelta(days=1)), dict.fromkeys(names, "not useful"))
    assert "20 not useful in 30 days; change it?" in rules("list").out


# ---------------------------------------------------------------- explain


def test_a_rule_is_explained_with_its_examples(rules: Run) -> None:
    lines = rules("explain", "r01").out.splitlines()
    assert lines[0] == "R01  Call for the commissioner to go  (S2, on)"
    assert "  In one sentence: It says “resign…” of the commissioner." in lines
    assert "  S1 when 2 owner groups or more carry the story within a day." in lines
    assert "  And with them: backup (Ruth Adeyemi)." in lines
    assert any(line.startswith("  ✓ S2 Councillors called on") for line in lines)
    assert any(line.startswith("  ✗ Ashvale PCC Helen Marsh said") for line in lines)
    assert lines[-1] == "0 alerts in the last 30 days."


def test_a_rule_is_explained_with_its_latest_alerts(rules: Run, data: Path) -> None:
    fill(data, {"a": timedelta(days=1), "old": timedelta(days=40)}, {})
    lines = rules("explain", "R01").out.splitlines()
    assert lines[-2] == "1 alert in the last 30 days:"
    assert lines[-1].endswith("new: Councillors call on Helen Marsh to resign (a)")


def test_a_long_list_of_words_is_shown_whole_when_asked_for(config: Path, rules: Run) -> None:
    words = [f"word{number}" for number in range(20)]
    alerts = ALERTS.replace('["resign*"]', json.dumps(words))
    (config / "rules/alerts.toml").write_text(alerts, "utf-8")
    assert "“word7” or 12 others" in " ".join(rules("explain", "R01").out.split())
    assert "“word19”" in rules("explain", "R01", "--all").out


def test_an_example_of_a_state_is_told_by_what_it_shows(config: Path, rules: Run) -> None:
    assert "  ✓ hours 49.0" in rules("explain", "R32").out
    with_examples(config, R32=RELEASES.replace("fires = true", 'fires = true\nwhy = "Two days."'))
    assert "  ✓ Two days." in rules("explain", "R32").out


def test_a_rule_without_examples_says_so(rules: Run) -> None:
    assert "It has no examples." in rules("explain", "R91").out


def test_an_explanation_as_json(rules: Run) -> None:
    told = json.loads(rules("explain", "R32", "--json").out)
    assert told["rule"]["watches"] == "release"
    assert told["listed"]["state"] == "on"
    assert told["in_words"][0].startswith("Fires when no newsroom has used a release")
    assert told["examples"][0]["example"]["state"]["hours"] == 49.0


# ---------------------------------------------------------------- disable and enable


def test_a_rule_is_silenced_until_the_end_of_a_day(rules: Run, data: Path) -> None:
    ended = rules(
        "disable", "R01", "--until", day_ahead(3), "--why", "precept week", "--by", "Ruth"
    )
    assert ended.code == 0
    (kept,) = silences(data)
    assert (kept.rule_id, kept.story_id, kept.source_id) == ("R01", "", "")
    assert (kept.why, kept.owner) == ("precept week", "Ruth")
    assert f"{in_london(kept.ends_at):%Y-%m-%d %H:%M}" == f"{day_ahead(3)} 23:59"
    assert "is silenced until" in ended.out
    assert "R01  S2  silenced until " in rules("list").out


def test_an_hour_can_be_named(rules: Run, data: Path) -> None:
    assert rules("disable", "R01", "--until", f"{day_ahead(3)} 09:30", "--why", "x").code == 0
    assert f"{in_london(silences(data)[0].ends_at):%H:%M}" == "09:30"


def test_a_silenced_rule_speaks_again_when_a_person_says_so(rules: Run, data: Path) -> None:
    for days in (2, 5):
        rules("disable", "R01", "--until", day_ahead(days), "--why", "precept week")
    assert len(silences(data)) == 2
    ended = rules("enable", "r01", "--by", "Ruth")
    assert (ended.code, ended.out) == (
        0,
        "R01 “Call for the commissioner to go” speaks again, says Ruth.\n",
    )
    assert silences(data) == []
    assert " on " in rules("list").out.splitlines()[0]


def test_the_silence_of_one_story_is_left_alone(rules: Run, data: Path) -> None:
    silence = Silence(
        id="one",
        rule_id="R01",
        story_id="row",
        why="known",
        owner="Ruth",
        begins_at=NOW,
        ends_at=NOW + timedelta(days=1),
    )
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        add_silence(ledger, silence)
    assert re.match(r"R01  S2  on ", rules("list").out)
    assert rules("enable", "R01").code == 1
    assert [one.id for one in silences(data)] == ["one"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("R01", "--until", "2020-01-01", "--why", "x"), "1 Jan 2020, 23:59 is past"),
        (("R01", "--until", day_ahead(91), "--why", "x"), "is more than 90 days ahead"),
        (("R01", "--until", "soon", "--why", "x"), "'soon' is no time"),
        (("R01", "--until", day_ahead(3), "--why", " "), "say why, with --why"),
        (("R02", "--until", day_ahead(3), "--why", "x"), "no rule `R02`, did you mean `R"),
        (("R90", "--until", day_ahead(3), "--why", "x"), "R90 needs no silence: it is switched"),
    ],
)
def test_a_silence_that_cannot_be_is_refused(rules: Run, data: Path, words: Any, told: str) -> None:
    ended = rules("disable", *words)
    assert (ended.code, ended.out) == (1, "")
    assert told in ended.told
    assert list(data.iterdir()) == []


@pytest.mark.parametrize("missing", ["--until", "--why"])
def test_a_silence_needs_an_end_and_a_reason(rules: Run, missing: str) -> None:
    given = {"--until": day_ahead(3), "--why": "x"}
    words = [word for key, value in given.items() if key != missing for word in (key, value)]
    ended = rules("disable", "R01", *words)
    assert (ended.code, missing in ended.told) == (2, True)


def test_a_rule_that_nobody_silenced_cannot_speak_again(rules: Run) -> None:
    assert rules("enable", "R01").told == "nobody silenced R01\n"
    assert "enabled = false" in rules("enable", "R90").told


# ---------------------------------------------------------------- the page about rules


@pytest.mark.parametrize(
    "key",
    sorted(
        {
            one.name.removesuffix("_")
            for kind in (Rule, Clause, Raise, Manners)
            for one in fields(kind)
        }
        | {one.name for one in fields(Example)} - {"state", "spread"}
    ),
)
def test_every_key_stands_on_the_page_about_rules(key: str) -> None:
    assert f"`{key}`" in DOCS.read_text("utf-8"), key


def test_the_rule_and_the_examples_on_the_page_are_right(
    monitor: Monitor, tmp_path: Path, data: Path
) -> None:
    page = DOCS.read_text("utf-8")
    rule, examples = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    rule = rule.replace('row = "money"\n', "").replace("head", "backup")  # of another rota
    folder = write(tmp_path / "page", GOOD | {"rules/alerts.toml": rule})
    with_examples(folder, R01=examples)
    ended = monitor("--config", folder, "--data", data, "rules", "test")
    assert (ended.code, ended.told) == (0, "")
    assert "2 examples of 1 rule: all as they should be." in ended.out
