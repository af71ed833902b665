"""`monitor evaluate`: every figure of a labelled set so small that a person can count it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ended, Monitor, in_a_process
from tests.settings import GOOD, write

WATCHLIST = """
[[offices]]
id = "ashvale"
name = "Ashvale"
title = "Police and Crime Commissioner for Ashvale"
names = ["Ashvale PCC"]

[[offices]]
id = "westmark"
name = "Westmark"
title = "Police and Crime Commissioner for Westmark"
names = ["Westmark PCC"]
"""

ALERTS = """
[[rules]]
id = "R01"
name = "By-election"
severity = "S2"
lead = "PCC"
[[rules.when]]
words = ["by-election"]

[[rules]]
id = "R02"
name = "Precept"
severity = "S3"
lead = "PCC"
[[rules.when]]
words = ["leaflet"]

[[rules]]
id = "N01"
name = "Critical coverage of the office"
severity = "S4"
lead = "PCC"
tones = ["negative"]
"""

BAD = "is a horrible, shameful disgrace, a hopeless liar and a terrible failure"
GOOD_WORK = "did wonderful, excellent, superb work and won great, happy praise"

Row = dict[str, Any]


def doc(name: str, text: str, kind: str = "news", area: str = "ashvale") -> Row:
    return {"id": name, "kind": kind, "area": area, "text": text}


def label(name: str, mentions: Sequence[str], tone: str | None, severity: str) -> Row:
    return {"id": name, "mentions": mentions, "tone_toward_pcc": tone, "severity": severity}


# What is found: a by-election wakes somebody (S2), a leaflet waits for the day (S3).
DOCS = [
    doc("d1", f"Ashvale PCC {BAD}, and a by-election it must be."),
    doc("d2", "Ashvale PCC takes the train on the day of the by-election."),
    doc("d3", f"Ashvale PCC {GOOD_WORK} on the leaflet."),
    doc("d4", "The lady of Tollgate House went by train."),
    doc("d5", "Ashvale PCC takes the train, says the leaflet."),
    doc("d6", "Ashvale PCC takes the train."),
    doc("d7", "Ashvale PCC takes the train.", kind="press_release"),
    doc("d8", "Ashvale PCC takes the train; nobody labelled it."),
    doc("d9", f"Westmark PCC {BAD}. Ashvale is quiet.", area="westmark"),
    doc("d10", "She went by train.", kind="other"),
]
LABELS = [
    label("d1", ["ashvale"], "negative", "crisis"),  # S2, negative: right
    label("d2", ["ashvale"], "negative", "none"),  # S2 for nothing; neutral: wrong
    label("d3", ["ashvale"], "positive", "issue"),  # S3, positive: right
    label("d4", ["ashvale"], "positive", "watch"),  # not found; none: wrong
    label("d5", [], None, "none"),  # S3 is no page; an office too many
    label("d6", ["ashvale"], "neutral", "none"),  # right
    label("d7", ["ashvale"], "negative", "none"),  # its tone is not asked: not news
    label("d9", ["westmark"], "neutral", "issue"),  # only noted; negative: wrong
    label("d10", ["ashvale"], None, "watch"),  # not found
    label("d11", ["ashvale"], "negative", "crisis"),  # there is no such document
]
MENTIONS = {
    "precision": 0.8571,  # 6 of 7 found are meant
    "recall": 0.75,  # 6 of 8 meant are found
    "f1": 0.8,  # 12 of 15
    "per_office": {
        "ashvale": {"precision": 0.8333, "recall": 0.7143, "f1": 0.7692},  # 5/6, 5/7, 10/13
        "westmark": {"precision": 1.0, "recall": 1.0, "f1": 1.0},
    },
}
TONE = {
    "n": 6,
    "accuracy": 0.5,  # d1, d3, d6
    "macro_f1": 0.5556,  # of negative 2/4, neutral 2/4, positive 2/3
    "negative_recall": 0.5,  # d1 of d1 and d2
    "confusion": {
        "negative": {"negative": 1, "neutral": 1},
        "neutral": {"negative": 1, "neutral": 1},
        "positive": {"none": 1, "positive": 1},
    },
}
SEVERITY = {
    "issue_or_crisis_recall": 0.6667,  # d1 and d3 of d1, d3 and d9
    "none_push_rate": 0.25,  # d2 of d2, d5, d6 and d7
}

RELEASE = (
    "The commissioner has today announced eight new officers for the villages of the upper vale, "
    "who will walk the lanes by day and by night and meet the people at the market every week."
)
OTHER = (
    "A lorry that carried turnips overturned on the bridge this morning, and the road stayed shut "
    "until a crane came from the coast and the fire brigade had swept up what was left of them."
)
TEXTS = [
    doc("r1", RELEASE, "press_release"),
    doc("a1", RELEASE),
    doc("a2", f"{RELEASE} So it says."),
    doc("a3", OTHER),
]
PICKUPS = [
    {"release_id": "r1", "article_id": "a1", "degree": "verbatim"},  # found, and how much
    {"release_id": "r1", "article_id": "a2", "degree": "partial"},  # found as verbatim
    {"release_id": "r1", "article_id": "a3", "degree": "mention-only"},  # missed
    {"release_id": "r1", "article_id": "a4", "degree": "partial"},  # missed: no such article
    {"release_id": "r1", "article_id": "a3", "degree": "none"},  # rightly nothing
    {"release_id": "r1", "article_id": "a1", "degree": "none"},  # one too many
]
PICKUP = {"precision": 0.6667, "recall": 0.5, "f1": 0.5714, "degree_accuracy": 0.25}

Evaluate = Callable[..., Ended]


def lines(rows: Sequence[Row] | str | bytes) -> bytes:
    if isinstance(rows, bytes):
        return rows
    if isinstance(rows, str):
        return rows.encode()
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


@pytest.fixture
def evaluate(monitor: Monitor, tmp_path: Path) -> Evaluate:
    """Runs `monitor evaluate` on files of these rows, or of this content."""
    rules = {"rules/watchlist.toml": WATCHLIST, "rules/alerts.toml": ALERTS}
    config = write(tmp_path / "config", GOOD | rules)

    def run(*options: str, **files: Sequence[Row] | str | bytes) -> Ended:
        named: list[str | Path] = []
        for name, rows in files.items():
            (tmp_path / name).write_bytes(lines(rows))
            named += [f"--{name}", tmp_path / name]
        return monitor("--config", config, "evaluate", *named, *options)

    return run


def figures_of(ended: Ended) -> Row:
    assert (ended.code, ended.told) == (0, "")
    figures: Row = json.loads(ended.out)
    return figures


def test_every_figure_is_what_a_person_counts(evaluate: Evaluate) -> None:
    figures = figures_of(evaluate("--json", docs=DOCS, labels=LABELS))
    assert figures["mentions"] == MENTIONS
    assert 0 <= figures["tone"].pop("calibration_error") <= 1
    assert figures["tone"] == TONE
    assert figures["severity"] == SEVERITY
    assert figures["pickup"] is None
    assert figures.keys() == {"mentions", "tone", "origin", "severity", "pickup", "pairs"}


def test_pick_up_is_what_a_person_counts(evaluate: Evaluate) -> None:
    figures = figures_of(evaluate("--json", docs=TEXTS, labels="", pickups=PICKUPS))
    assert figures["pickup"] == PICKUP


def test_the_figures_for_people_are_the_same(evaluate: Evaluate) -> None:
    ended = evaluate(docs=DOCS + TEXTS, labels=LABELS, pickups=PICKUPS)
    assert (ended.code, ended.told) == (0, "")
    figures_told = ended.out.partition("\n\n")[0].splitlines()
    shown = {tuple(line.split()[:2]): line.split()[2] for line in figures_told}
    for part, figures in (
        ("mentions", MENTIONS),
        ("tone", TONE),
        ("severity", SEVERITY),
        ("pickup", PICKUP),
    ):
        for name, value in figures.items():
            if not isinstance(value, dict):
                assert shown[part, name] == str(value)
    assert not any("{" in line for line in ended.out.splitlines())


def test_where_there_is_nothing_to_count_there_is_no_figure(evaluate: Evaluate) -> None:
    nothing = dict.fromkeys(("precision", "recall", "f1"))
    figures = figures_of(evaluate("--json", docs="\n", labels=""))
    assert figures["mentions"] == nothing | {"per_office": {}}
    assert figures["tone"] == {
        "n": 0,
        "accuracy": None,
        "macro_f1": None,
        "negative_recall": None,
        "calibration_error": None,
        "confusion": {"negative": {}, "neutral": {}, "positive": {}},
    }
    assert figures["severity"] == {"issue_or_crisis_recall": None, "none_push_rate": None}
    assert evaluate(docs="", labels="").out.splitlines()[0].split() == [
        "mentions",
        "precision",
        "-",
    ]


def test_a_perfect_reader_scores_one_and_a_blind_one_nought(evaluate: Evaluate) -> None:
    meant = figures_of(evaluate("--json", docs=DOCS[5:6], labels=LABELS[5:6]))
    assert meant["mentions"]["f1"] == meant["tone"]["accuracy"] == 1.0
    unseen = figures_of(evaluate("--json", docs=DOCS[3:4], labels=LABELS[3:4]))
    assert unseen["mentions"] == {
        "precision": None,
        "recall": 0.0,
        "f1": 0.0,
        "per_office": {"ashvale": {"precision": None, "recall": 0.0, "f1": 0.0}},
    }
    assert (unseen["tone"]["accuracy"], unseen["tone"]["macro_f1"]) == (0.0, 0.0)


def test_a_label_without_tone_or_severity_counts_for_its_mentions_alone(
    evaluate: Evaluate,
) -> None:
    labels = [{"id": "d6", "mentions": ["ashvale"]}]
    figures = figures_of(evaluate("--json", docs=DOCS, labels=labels))
    assert (figures["mentions"]["f1"], figures["tone"]["n"]) == (1.0, 0)
    assert figures["severity"]["none_push_rate"] is None


def test_an_office_named_twice_is_meant_once(evaluate: Evaluate) -> None:
    docs = [doc("d1", "Ashvale PCC and Ashvale PCC.", kind="other")]
    labels = [label("d1", ["ashvale", "ashvale"], None, "none")]
    assert figures_of(evaluate("--json", docs=docs, labels=labels))["mentions"]["f1"] == 1.0


def test_a_line_break_of_another_script_breaks_no_line(evaluate: Evaluate) -> None:
    docs = [doc("d6", "Rain.\u2028Ashvale PCC takes\u0085the train.\x0c")]
    figures = figures_of(evaluate("--json", docs=docs, labels=LABELS[5:6]))
    assert figures["mentions"]["f1"] == 1.0


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param({"docs": b"{}\n"}, "docs:1: `id` must be text", id="a document without id"),
        pytest.param(
            {"docs": b'{"id": "a"}\n'}, "docs:1: `text` must be text", id="a document without text"
        ),
        pytest.param(
            {"docs": b'{"id": 5, "text": "x"}'},
            "docs:1: `id` must be text",
            id="a number for an id",
        ),
        pytest.param(
            {"docs": b'{"id": "a", "text": "x"}\n\n{"id": "b", "text": null}\n'},
            "docs:3: `text` must be text",
            id="no text on the third line",
        ),
        pytest.param({"docs": b"[]\n"}, "docs:1: an object is wanted", id="a list"),
        pytest.param(
            {"docs": b'{"id": "a", "text": "x"}\nnope\n'},
            "docs:2: not JSON: Expecting value: line 1 column 1 (char 0)",
            id="no JSON on the second line",
        ),
        pytest.param({"docs": b"\xff\n"}, "docs: not UTF-8 text", id="not UTF-8"),
        pytest.param({"labels": b'{"mentions": []}'}, "labels:1: `id` must be text", id="no id"),
        pytest.param(
            {"labels": b'{"id": "a"}'}, "labels:1: `mentions` must be a list", id="no mentions"
        ),
        pytest.param(
            {"labels": b'{"id": "a", "mentions": "ashvale"}'},
            "labels:1: `mentions` must be a list",
            id="mentions that are one string",
        ),
        pytest.param(
            {"pickups": b'{"article_id": "a", "degree": "none"}'},
            "pickups:1: `release_id` must be text",
            id="a pick-up of no release",
        ),
        pytest.param(
            {"pickups": b'{"release_id": "a", "article_id": "b"}'},
            "pickups:1: `degree` must be text",
            id="a pick-up of no degree",
        ),
    ],
)
def test_what_cannot_be_scored_is_told_in_one_line(
    evaluate: Evaluate, tmp_path: Path, files: dict[str, bytes], told: str
) -> None:
    ended = evaluate(**({"docs": b"", "labels": b""} | files))
    assert (ended.code, ended.out, ended.told) == (1, "", f"{tmp_path}/{told}\n")


def test_nesting_without_end_is_told_in_one_line(evaluate: Evaluate, tmp_path: Path) -> None:
    ended = evaluate(docs=b"[" * 100_000, labels=b"")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told.startswith(f"{tmp_path}/docs:1: not JSON: ")
    assert len(ended.told.splitlines()) == 1


def test_a_file_that_is_not_there_is_told(evaluate: Evaluate, tmp_path: Path) -> None:
    ended = evaluate("--labels", str(tmp_path / "nowhere"), docs=DOCS)
    told = f"{tmp_path}/nowhere: No such file or directory\n"
    assert (ended.code, ended.out, ended.told) == (1, "", told)


def test_a_shell_scores_ready_made_areas(tmp_path: Path) -> None:
    (tmp_path / "docs").write_bytes(lines([doc("d1", "The West Mercia PCC takes the train.")]))
    (tmp_path / "labels").write_bytes(lines([label("d1", ["west-mercia"], "neutral", "none")]))
    files: list[str | Path] = ["--docs", tmp_path / "docs", "--labels", tmp_path / "labels"]
    ended = in_a_process("evaluate", *files, "--areas", "west-mercia", "--json")
    figures = figures_of(ended)
    assert (figures["mentions"]["f1"], figures["tone"]["accuracy"]) == (1.0, 1.0)
