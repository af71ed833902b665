"""`monitor tone calibrate` and `evaluate --from-corrections`: figures that a person can count."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor.records import Correction, Mention, Tone, ToneThresholds, Understanding
from monitor.settings import load_settings
from monitor.store.corrections import add_corrections
from monitor.store.coverage import add_understandings, open_coverage
from monitor.store.items import add_items
from monitor.store.ledger import open_ledger
from monitor.store.publish import prepare_lake, publish
from tests.cli.conftest import Monitor
from tests.settings import GOOD, write
from tests.store.samples import NOW, an_item, told

Labelled = tuple[str, float, str]  # what the machine said, its score, what a person said
Office = Callable[..., Path]

TONE = """\
# Ours.
[tone.thresholds]
negative = -0.2  # at or below: negative
positive = 0.2
sure = 0.4
"""
# How likely the label of each score is; the shares of all three labels follow from both.
LIKELY = {-0.8: 0.85, -0.5: 0.6, -0.35: 0.45, -0.3: 0.45, 0.0: 0.8, 0.6: 0.7}
# Scores of -0.3 are blame to the machine as it stands; people call them neutral.
HARSH: list[Labelled] = [
    *[("negative", -0.3, "neutral")] * 12,
    *[("negative", -0.8, "negative")] * 12,
    *[("neutral", 0.0, "neutral")] * 10,
    *[("positive", 0.6, "positive")] * 6,
]


def contrary(now: ToneThresholds) -> list[Labelled]:
    """What a change of these thresholds would put right, wherever they stand."""
    found, said = ("negative", "neutral") if now.negative >= -0.35 else ("neutral", "negative")
    return [(found, -0.35, said)] * 30


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write(tmp_path / "config", GOOD | {"rules/tone.toml": TONE})


@pytest.fixture
def data(tmp_path: Path) -> Office:
    """A data folder where people labelled items that the machine had scored so."""

    def filled(labelled: Sequence[Labelled], copies: int = 1, before: str = "") -> Path:
        folder = tmp_path / "data"
        folder.mkdir()
        numbered = list(enumerate(labelled, start=1))
        with (
            closing(open_coverage(folder / "coverage.duckdb")) as coverage,
            closing(open_ledger(folder / "ledger.sqlite")) as ledger,
        ):
            prepare_lake(coverage, ledger, folder / "analyst")
            add_items(coverage, [an_item(number) for number, _ in numbered], {})
            if before:
                old = [_read(number, "neutral", 0.0, before) for number, _ in numbered]
                add_understandings(coverage, old, NOW)
            read = [_read(number, one[0], one[1], "model-1") for number, one in numbered]
            add_understandings(coverage, read, NOW)
            for number, (_, _, said) in numbered[::copies]:
                breath = [_word(copy, said, number) for copy in range(number, number + copies)]
                add_corrections(ledger, breath)
            publish(coverage, ledger, folder / "analyst")
        return folder

    return filled


def _read(number: int, label: Any, score: float, scorer: str) -> Understanding:
    tone = Tone(
        office_id="ashvale",
        label=label,
        score=score,
        scorer=scorer,
        evidence=(),
        confidence=LIKELY[score],
    )
    mention = Mention(
        office_id="ashvale",
        holder_id="",
        role="office",
        surface="PCC",
        start=0,
        end=3,
        where="lead",
        confidence=0.9,
    )
    return replace(told(number), mentions=(mention,), tones=(tone,))


def _word(number: int, label: Any, breath: int) -> Correction:
    return Correction(
        item_id=f"item-{number}",
        office_id="ashvale",
        label=label,
        note="",
        said_by=f"Ruth {breath}",
        said_at=NOW,
    )


# ---------------------------------------------------------------- evaluate --from-corrections


def evaluated(monitor: Monitor, data: Path) -> dict[str, Any]:
    ended = monitor("--data", data, "evaluate", "--from-corrections", "--json")
    assert (ended.code, ended.told) == (0, "")
    facts: dict[str, Any] = json.loads(ended.out)
    return facts


def test_agreement_is_what_a_person_counts(monitor: Monitor, data: Office) -> None:
    rows: list[Labelled] = [
        ("negative", -0.3, "negative"),
        ("neutral", 0.0, "negative"),
        ("neutral", 0.0, "neutral"),
        ("neutral", 0.0, "positive"),
        ("unsure", 0.0, "positive"),
    ]
    told = evaluated(monitor, data(rows))["scorers"]
    assert told == {
        "model-1": {
            "n": 5,
            "agreement": 0.4,
            "weighted_kappa": 0.3333,
            "kappa_n": 4,
            "confusion": {
                "negative": {"negative": 1, "neutral": 1},
                "neutral": {"neutral": 1},
                "positive": {"neutral": 1, "unsure": 1},
            },
        }
    }


def test_each_scorer_is_told_by_itself_and_those_of_before_too(
    monitor: Monitor, data: Office
) -> None:
    told = evaluated(monitor, data([("negative", -0.5, "negative")] * 4, before="vader-2"))
    agreed = {name: (one["n"], one["agreement"]) for name, one in told["scorers"].items()}
    assert agreed == {"model-1": (4, 1.0), "vader-2": (4, 0.0)}


def test_copies_that_got_one_word_count_once(monitor: Monitor, data: Office) -> None:
    told = evaluated(monitor, data([("neutral", 0.0, "neutral")] * 6, copies=3))
    assert told["scorers"]["model-1"]["n"] == 2


def test_in_words_it_says_that_corrections_are_no_sample(monitor: Monitor, data: Office) -> None:
    folder = data([("neutral", 0.0, "positive")] * 2)
    lines = monitor("--data", folder, "evaluate", "--from-corrections").out.splitlines()
    assert lines[0] == "model-1: agrees in 0.0 of 2; weighted kappa 0.0 (of 2)"
    assert lines[1].strip() == "a person says positive: neutral 2"
    assert lines[2].startswith("People label what looks wrong or unsure")


def test_before_anybody_spoke_there_is_no_figure(monitor: Monitor, data: Office) -> None:
    folder = data([])
    assert evaluated(monitor, folder)["scorers"] == {}
    ended = monitor("--data", folder, "evaluate", "--from-corrections")
    assert ended.out == "Nobody has labelled anything yet.\n"


# ---------------------------------------------------------------- tone calibrate


def test_it_proposes_what_agrees_more_and_changes_nothing(
    monitor: Monitor, data: Office, config: Path
) -> None:
    ended = monitor("--config", config, "--data", data(HARSH), "tone", "calibrate")
    assert (ended.code, ended.told) == (0, "")
    assert tomllib.loads(ended.out)["tone"]["thresholds"] == {"negative": -0.35, "positive": 0.2}
    assert "Agrees in 40 of 40 corrections, 28 before." in ended.out
    assert "held out: 40 of 40." in ended.out
    assert "Scored by: model-1 40." in ended.out
    assert (config / "rules" / "tone.toml").read_text() == TONE


def test_what_is_accepted_is_written_with_who_and_when_and_why(
    monitor: Monitor, data: Office, config: Path
) -> None:
    ended = monitor(
        "--config", config, "--data", data(HARSH), "tone", "calibrate", "--accept", "Ruth\nAdeyemi"
    )
    assert ended.code == 0
    written = (config / "rules" / "tone.toml").read_text()
    lines = written.splitlines()
    assert lines[:2] == TONE.splitlines()[:2]
    assert lines[2].endswith(
        ", accepted by Ruth Adeyemi: agrees in 40 of 40 corrections, 28 before"
    )
    changed = ["negative = -0.35  # at or below: negative", "positive = 0.2", "sure = 0.4"]
    assert lines[3:] == changed
    assert load_settings(config).tone.thresholds.negative == -0.35
    again = monitor("--config", config, "--data", config.parent / "data", "tone", "calibrate")
    assert "nothing to accept: what stands agrees best" in again.told


def test_a_configuration_without_the_file_gets_it(
    monitor: Monitor, data: Office, tmp_path: Path
) -> None:
    config = write(tmp_path / "bare")
    before = load_settings(config).tone
    words = ("tone", "calibrate", "--accept", "Ruth")
    folder = data(contrary(before.thresholds))
    assert monitor("--config", config, "--data", folder, *words).code == 0
    after = load_settings(config).tone
    assert after.words == before.words
    assert after.thresholds.negative != before.thresholds.negative


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("[tone]\nthresholds = { negative = -0.2 }\n", id="in one line"),
        pytest.param("tone.thresholds.negative = -0.2\n", id="dotted"),
    ],
)
def test_a_file_of_its_own_kind_stays_as_it_is(
    monitor: Monitor, data: Office, tmp_path: Path, written: str
) -> None:
    config = write(tmp_path / "odd", GOOD | {"rules/tone.toml": written})
    words = ("tone", "calibrate", "--accept", "Ruth")
    folder = data(contrary(load_settings(config).tone.thresholds))
    ended = monitor("--config", config, "--data", folder, *words)
    assert ended.code == 1
    assert "put the lines in by hand" in ended.told
    assert (config / "rules" / "tone.toml").read_text() == written


def test_a_table_that_is_missing_or_empty_is_filled(
    monitor: Monitor, data: Office, tmp_path: Path
) -> None:
    folder = data(contrary(ToneThresholds()))
    for name, written in (
        ("none", "[tone.words]\n"),
        ("empty", "[tone.thresholds]\n[tone.words]\n"),
    ):
        config = write(tmp_path / name, GOOD | {"rules/tone.toml": written})
        words = ("tone", "calibrate", "--accept", "Ruth")
        assert monitor("--config", config, "--data", folder, *words).code == 0
        assert load_settings(config).tone.thresholds.negative != ToneThresholds().negative
        assert "accepted by Ruth" in (config / "rules" / "tone.toml").read_text()


def test_too_few_corrections_tell_nothing(monitor: Monitor, data: Office, config: Path) -> None:
    folder = data(HARSH[:29])
    ended = monitor("--config", config, "--data", folder, "tone", "calibrate", "--accept", "Ruth")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told == "29 texts are labelled; it takes 30 to tell thresholds from\n"
    assert (config / "rules" / "tone.toml").read_text() == TONE


def test_it_warns_where_the_gain_does_not_hold_on_what_was_held_out(
    monitor: Monitor, data: Office, config: Path
) -> None:
    # One article in thirty calls for a threshold of its own: chosen without it, nothing is gained.
    rows: list[Labelled] = [*[("neutral", 0.0, "neutral")] * 29, ("negative", -0.3, "neutral")]
    ended = monitor("--config", config, "--data", data(rows), "tone", "calibrate")
    assert "Agrees in 30 of 30 corrections, 29 before." in ended.out
    assert "better leave what stands" in ended.out
