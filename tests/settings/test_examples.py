"""Examples of rules are read whole; every mistake is told with file, line and a suggestion."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.records import RateState, Rule, Severity, Speaker, Tier
from monitor.settings import configuration_of
from monitor.settings.examples import EXAMPLES, SourceState, base_of, family
from monitor.settings.load_examples import read_examples

CALL = Rule(id="R01", name="Call to go", severity=Severity.S2, lead="PCC")
RATE = Rule(id="R21", name="Spike", severity=Severity.S3, lead="PCC", watches="rate")
SOURCE = Rule(id="R39", name="Silent source", severity=Severity.S4, lead="", watches="source")
RULES = (CALL, RATE, SOURCE)

GOOD = """\
rule = "R01"

[[examples]]
fires = true
text = "Councillors called on Ada Finch to resign."
why = "a plain call"
"""
SPIKE = """\
rule = "R21"

[[examples]]
fires = true
[examples.state]
stream = "news"
hours = 1
count = 9
usual = 0.8
unusual = true
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read_examples(write(folder, R01=text), RULES, ["northmoor"], "rules/examples")
    return [f"{one.file}:{one.line}: {one.what}" for one in caught.value.problems]


def test_an_example_is_read_with_its_place(tmp_path: Path) -> None:
    (one,) = read_examples(write(tmp_path, R01=GOOD), RULES, shown="rules/examples")
    assert (one.rule_id, one.file, one.line) == ("R01", "rules/examples/R01.toml", 3)
    assert one.example.fires
    assert (one.example.why, one.example.tier) == ("a plain call", Tier.LOCAL)


def test_all_that_may_be_said_of_coverage_is_read(tmp_path: Path) -> None:
    more = """\
severity = "S2"
title = "A call"
outlet = "Saltby Echo"
tier = "national"
owner = "Echo Group"
author = "A reporter"
office = "northmoor"
at = 2026-10-24T22:40:00
tone = -0.6
origin = "reactive"
quoted = ["MP", "victim or family"]
release = ["early"]
addressed = true
beside_rules = ["R21"]
election_in = 40
[examples.spread]
owners = ["A", "B"]
outlets = ["C"]
authors = 12
items = 14
"""
    (one,) = read_examples(write(tmp_path, R01=GOOD + more), RULES, ["northmoor"])
    example = one.example
    assert example.quoted == (Speaker.MP, Speaker.FAMILY)
    assert example.at == datetime(2026, 10, 24, 22, 40)  # noqa: DTZ001 - a wall clock's
    assert example.spread is not None
    assert (example.spread.owners, example.spread.items) == (("A", "B"), 14)


def test_a_state_becomes_the_record_that_its_rule_watches(tmp_path: Path) -> None:
    (one,) = read_examples(write(tmp_path, R21=SPIKE), RULES)
    assert one.example.state == RateState(stream="news", hours=1, count=9, usual=0.8, unusual=True)


def test_a_sources_state_is_read_as_one_of_a_source(tmp_path: Path) -> None:
    text = 'rule = "R39"\n[[examples]]\nfires = true\n[examples.state]\nhealth = "quiet"\n'
    (one,) = read_examples(write(tmp_path, R39=text), RULES)
    assert isinstance(one.example.state, SourceState)


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    folder = write(tmp_path, R21=SPIKE, R01=GOOD, own=GOOD)
    files = [Path(one.file).name for one in read_examples(folder, RULES)]
    assert files == ["R01.toml", "R21.toml", "own.toml"]


def test_a_file_that_is_no_toml_by_its_name_is_passed_by(tmp_path: Path) -> None:
    (write(tmp_path, R01=GOOD) / "notes.txt").write_text("rule rule rule")
    assert len(read_examples(tmp_path, RULES)) == 1


def test_a_folder_that_is_not_there_has_no_examples(tmp_path: Path) -> None:
    assert read_examples(tmp_path / "none", RULES) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("R01", "R011"), ":1: there is no rule `R011`, did you mean `R01`?"),
        (GOOD.removeprefix('rule = "R01"'), ":1: the table `rule` is missing"),
        (GOOD + 'txet = ""\n', ":7: unknown key `txet`, did you mean `text`?"),
        (GOOD + 'tier = "nationl"\n', "did you mean `national`?"),
        (GOOD + 'quoted = ["Mp"]\n', "`quoted` is"),
        (GOOD + 'severity = "S9"\n', "`severity` is"),
        (
            GOOD.replace("true", "false") + 'severity = "S2"\n',
            ":7: `severity` means nothing where the rule must not fire",
        ),
        (GOOD + "tone = -1.5\n", ":7: `tone` must be between -1 and 1, not -1.5"),
        (GOOD + "tone = nan\n", "`tone`"),
        (GOOD + 'office = "northmor"\n', ":7: there is no office `northmor`, did you mean"),
        (GOOD + 'beside_rules = ["R93"]\n', ":7: there is no rule `R93`, did you mean"),
        (GOOD + "[examples.spread]\nonwers = []\n", ":8: unknown key `onwers`, did you mean `own"),
        (GOOD + "[examples.spread]\nitems = -1\n", "-1 is no number of anything"),
        (GOOD.replace("fires = true\n", ""), "`fires` is missing"),
        (GOOD.replace("Councillors called on Ada Finch to resign.", " "), ":5: R01 looks at cov"),
        (GOOD + "[examples.state]\nhours = 1\n", ":7: R01 looks at coverage: it needs a `text`"),
        (SPIKE + 'text = "x"\n', "unknown key `text`"),  # of the state, below which it stands
        (SPIKE.replace("count = 9", 'count = "9"'), ":8: `count` should be a valid integer"),
        (SPIKE.replace("usual = 0.8\n", ""), ":5: `usual` is missing"),
        (SPIKE.replace("usual =", "usualy ="), ":9: unknown key `usualy`, did you mean `usual`?"),
        (SPIKE[: SPIKE.index("[examples.state]")], ":3: R21 watches a state (rate)"),
        (
            SPIKE.replace("fires", 'text = "x"\nfires'),
            ":4: `text` means nothing to R21, which watches a state (rate)",
        ),
        ('rule = "R01"\n', ":1: the table `examples` is missing"),
        (GOOD + "tone = \n", ":7: not TOML"),
        ("[[rules]]\n" + GOOD, "unknown table `rules`, did you mean `rule`?"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    found = problems(tmp_path, text)
    assert all(one.startswith("rules/examples/R01.toml:") for one in found)
    assert any(told in one for one in found), found


def test_every_mistake_of_every_file_is_told(tmp_path: Path) -> None:
    write(tmp_path, R21=SPIKE.replace("count", "cuont"), own=GOOD.replace("R01", "R99"))
    found = problems(tmp_path, GOOD + "tone = 3.0\naddresed = true\n")
    assert [one.partition(":")[0] for one in found] == [
        "rules/examples/R01.toml",
        "rules/examples/R21.toml",
        "rules/examples/R21.toml",
        "rules/examples/own.toml",
    ]


def test_a_file_that_is_not_text_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (write(tmp_path, own=GOOD + "tone = 3.0\n") / "R21.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError) as caught:
        read_examples(tmp_path, RULES)
    assert [one.what for one in caught.value.problems] == [
        "is not UTF-8 text",
        "`tone` must be between -1 and 1, not 3.0",
    ]


def test_an_example_of_an_unknown_rule_is_checked_for_all_else(tmp_path: Path) -> None:
    found = problems(tmp_path, SPIKE.replace("R21", "R99").replace("fires", "fiers"))
    assert any("unknown key `fiers`, did you mean `fires`?" in one for one in found)
    assert any("there is no rule `R99`" in one for one in found)


@pytest.mark.parametrize(
    ("rule", "base"),
    [
        ("R13a", "R13"),
        ("R10s", "R10"),
        ("R13", ""),
        ("N01", ""),
        ("R13A", ""),
        ("own", ""),
        ("", ""),
    ],
)
def test_a_variant_has_its_rules_number_and_a_letter(rule: str, base: str) -> None:
    assert base_of(rule) == base


def test_a_rule_and_its_variants_are_a_family() -> None:
    rules = [replace(CALL, id=one) for one in ("R1", "R13", "R13a", "R13b", "R131", "R14")]
    assert [one.id for one in family("R13", rules)] == ["R13", "R13a", "R13b"]
    assert [one.id for one in family("R13a", rules)] == ["R13a"]


def test_the_rules_of_this_folder_are_those_that_every_area_begins_with() -> None:
    root = Path(__file__).parents[2]
    ready = configuration_of("new")
    names = [one for one in ready if one.startswith((EXAMPLES, "rules/alerts"))]
    assert len(names) > 40
    for name in names:
        assert (root / name).read_text("utf-8") == ready[name], name
    here = {f"{EXAMPLES}/{one.name}" for one in (root / EXAMPLES).glob("*")}
    assert here == set(names) - {"rules/alerts.toml"}
