"""`monitor explain`: what the system thinks of an item, and why."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from monitor.ids import item_id
from monitor.records import Reason
from tests.cli.conftest import Ended, Monitor, in_a_process
from tests.settings import ALERTS, GOOD, write

LABELS = {"negative", "neutral", "positive", "mixed", "unsure"}
NOTHING: dict[str, Any] = {
    "origin": None,
    "themes": [],
    "districts": [],
    "held": [],
    "facts": [],
    "quotes": [],
    "pickups": [],
    "carried": [],
    "mentions": [],
    "possible": [],
    "tone": {"label": None, "score": None, "scorer": None, "evidence": []},
    "severity": "none",
    "rules": [],
}
NAMED = [
    "whole name",
    "a commissioner's title in the article",
    "“Ashvale” in the article",
    "the article speaks of politics",
]
NOT_AN_ITEM = 'an item is an object such as {"id": …, "text": …}'

Explain = Callable[..., Ended]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration in which a national outlet alone makes a rule more urgent."""
    rules = {"rules/alerts.toml": ALERTS.replace("owners = 2\n", "")}
    return write(tmp_path_factory.mktemp("config"), GOOD | rules)


@pytest.fixture
def explain(monitor: Monitor, config: Path, tmp_path: Path) -> Explain:
    """Runs `monitor explain` on a file of this content."""

    def run(content: str | bytes, *options: str) -> Ended:
        file = tmp_path / "items"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return monitor("--config", config, "explain", file, *options)

    return run


@pytest.fixture
def facts(explain: Explain) -> Callable[..., dict[str, Any]]:
    """The facts of one item that is fine."""

    def of(**values: Any) -> dict[str, Any]:
        ended = explain(json.dumps(values), "--jsonl")
        assert (ended.code, ended.told) == (0, "")
        found: dict[str, Any] = json.loads(ended.out)
        return found

    return of


Facts = Callable[..., dict[str, Any]]


def surfaces(found: Mapping[str, Any], title: str, text: str) -> list[str]:
    """What stands where each mention says it stands; it must be what the mention says."""
    slices = [
        (title if mention["where"] == "headline" else text)[mention["start"] : mention["end"]]
        for mention in found["mentions"]
    ]
    assert slices == [mention["surface"] for mention in found["mentions"]]
    return slices


def test_every_fact_of_an_item_that_raises_an_alert(facts: Facts) -> None:
    title = "Ashvale PCC must resign, says MP"
    text = "It rained. Peter Lyle said Helen Marsh should resign at once."
    found = facts(id="a1", title=title, text=text, outlet="The Daily Courier")
    tone, (told,), quotes = found.pop("tone"), found.pop("facts"), found.pop("quotes")
    assert (told["subject"], told["prominence"], told["quoted"]) == ("holder", 3, False)
    assert (told["origin"], told["flags"]) == (found["origin"], [])
    assert [(one["speaker"], one["name"]) for one in quotes] == [
        ("MP", ""),
        ("other", ""),  # he speaks for the office no more
    ]
    assert found == {
        "id": "a1",
        "origin": "unprompted",
        "themes": [],
        "districts": [],
        "held": [],
        "pickups": [],
        "carried": [],
        "possible": [],
        "mentions": [
            {
                "office": "ashvale",
                "holder": None,
                "role": "office",
                "surface": "Ashvale PCC",
                "start": 0,
                "end": 11,
                "where": "headline",
                "confidence": 1.0,
                "evidence": ["the office's own name"],
                "prominence": 3,
                "subject": "office",
            },
            {
                "office": "ashvale",
                "holder": "lyle",
                "role": "former_pcc",
                "surface": "Peter Lyle",
                "start": 11,
                "end": 21,
                "where": "body",
                "confidence": 0.95,
                "evidence": NAMED,
                "prominence": 1,
                "subject": "holder",
            },
            {
                "office": "ashvale",
                "holder": "marsh",
                "role": "pcc",
                "surface": "Helen Marsh",
                "start": 27,
                "end": 38,
                "where": "body",
                "confidence": 0.95,
                "evidence": NAMED,
                "prominence": 1,
                "subject": "holder",
            },
        ],
        "severity": "S1",
        "rules": [
            {
                "id": "R01",
                "name": "Call for the commissioner to go",
                "severity": "S1",
                "because": [
                    "“resign”",
                    "more urgent because The Daily Courier is national",
                ],
            }
        ],
    }
    assert tone.keys() == {"label", "score", "scorer", "evidence"}
    assert tone["label"] in LABELS
    assert -1 <= tone["score"] <= 1
    assert tone["scorer"]
    for one in tone["evidence"]:
        assert one.keys() == {"sentence", "words"}
        assert one["sentence"] in {title, text.removeprefix("It rained. ")}
    assert len(tone["evidence"]) >= 1


def test_an_item_about_somebody_else_means_nobody(facts: Facts) -> None:
    text = "Helen Marshall of Ashford resigned as crime commissioner of a parish council, PCC."
    assert facts(id="n1", title="Marsh floods", text=text) == NOTHING | {"id": "n1"}


def test_an_unknown_outlet_does_not_make_it_more_urgent(facts: Facts) -> None:
    for outlet in ("Ashvale Gazette", "Nobody's News", "", None):
        found = facts(text="Helen Marsh must resign.", outlet=outlet)
        assert (found["severity"], len(found["rules"][0]["because"])) == ("S2", 1)
    assert facts(text="Helen Marsh must resign.", outlet="the daily COURIER")["severity"] == "S1"


def test_our_own_output_raises_nothing(facts: Facts) -> None:
    found = facts(text="Helen Marsh will not resign.", outlet="Ashvale PCC news")
    assert len(found["mentions"]) == 1
    assert (found["severity"], found["rules"], found["tone"]["label"]) == ("none", [], None)


def test_a_note_is_held_for_the_digest(facts: Facts) -> None:
    found = facts(text="Helen Marsh has set out a timetable for policing.")
    assert (found["severity"], found["held"]) == ("S4", [Reason.NOTE_ONLY.value])
    both = facts(text="Helen Marsh has set out a timetable for policing and will resign.")
    assert [rule["id"] for rule in both["rules"]] == ["R01", "N01"]
    assert (both["severity"], both["held"]) == ("S2", [])


@pytest.mark.parametrize(
    ("published", "role"),
    [
        (None, "pcc"),
        ("", "pcc"),
        ("2026-01-02", "pcc"),
        ("2026-01-02T10:00:00+00:00", "pcc"),
        ("2021-05-13T00:30:00+01:00", "pcc"),
        ("2021-05-12T22:59:00Z", "future_pcc"),
        ("0001-01-01", "pcc"),
        ("9999-12-31T23:59:59Z", "pcc"),
    ],
)
def test_the_day_decides_who_is_in_post(facts: Facts, published: str | None, role: str) -> None:
    found = facts(text="Helen Marsh spoke of crime.", published=published)
    assert [mention["role"] for mention in found["mentions"]] == [role]


def test_long_before_she_held_a_post_her_name_alone_means_nobody(facts: Facts) -> None:
    assert facts(text="Helen Marsh spoke of crime.", published="2015-01-02")["mentions"] == []


def test_an_item_without_an_id_gets_the_one_it_would_have(facts: Facts) -> None:
    url = "https://gazette.example/1"
    assert facts(text="It rained.", url=url)["id"] == item_id(url)
    assert facts(text="It rained.")["id"] == item_id("It rained.")
    assert facts(title="It rained.")["id"] == item_id("It rained.")
    assert facts(id="", title="It snowed.")["id"] == item_id("It snowed.")


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        pytest.param("", "Helen Marsh spoke. So did PCC Marsh.", 2, id="plain"),
        pytest.param("Ashvale PCC: “No”", "Ashvale’s Helen Marsh 🚓🚓 Helen Marsh", 3, id="emoji"),
        pytest.param("", "Première: Zoë met Helen Marsh – naïvely – on Tŷ crime.", 1, id="accents"),
        pytest.param("", "שלום Helen Marsh مرحبا Ashvale PCC 你好", 2, id="other scripts"),
        pytest.param(
            "  Row   over Ashvale PCC ", " Well.\n\nHelen Marsh\tspoke.\n\n", 2, id="space"
        ),
        pytest.param(
            "", "One.\r\n\r\nTwo.\u00a0Helen Marsh spoke of crime.\u2028Then left.", 1, id="breaks"
        ),
        pytest.param("", "HELEN MARSH and helen marsh on crime", 2, id="any case"),
        pytest.param(
            "", "A & B met the Police & Crime Commissioner for Ashvale.", 1, id="ampersand"
        ),
        pytest.param("", "5 < 6 crimes, said Helen Marsh, and 7 > 6.", 1, id="less than"),
        pytest.param("", "𝕳elen 𝒮 of the police met Helen Marsh.", 1, id="beyond the first plane"),
        pytest.param("", "@Ashvale PCCs and Helen Marsha and xHelen Marsh", 0, id="parts of words"),
    ],
)
def test_offsets_count_in_what_was_given(facts: Facts, title: str, text: str, found: int) -> None:
    assert len(surfaces(facts(title=title, text=text), title, text)) == found


def test_offsets_in_markup_count_in_what_a_person_sees(facts: Facts) -> None:
    text = "<p>Well, <b>Helen Marsh</b> spoke of crime.</p><script>Helen Marsh</script>"
    assert surfaces(facts(text=text), "", "Well, Helen Marsh spoke of crime.") == ["Helen Marsh"]


def test_evidence_is_one_line(facts: Facts) -> None:
    found = facts(text="It rained.\n\nHelen  Marsh\nwas a\u2028hopeless police failure.")
    (one,) = found["tone"]["evidence"]
    assert one["sentence"] == "Helen Marsh was a hopeless police failure."


def test_a_text_of_a_megabyte_is_read_to_its_end(facts: Facts) -> None:
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"
    rain = f"It rained in {', '.join([long] * 20)}. " * 900
    text = f"Helen Marsh spoke first. {rain}Helen Marsh will resign."
    assert len(text) > 1_000_000
    found = facts(id="long", text=text)
    assert surfaces(found, "", text) == ["Helen Marsh", "Helen Marsh"]
    assert [mention["where"] for mention in found["mentions"]] == ["lead", "body"]
    assert found["severity"] == "S2"


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "<" * 1_000_000, "<b>" * 300_000, " " * 1_000_000]
)
def test_a_megabyte_of_nothing_is_read_too(facts: Facts, text: str) -> None:
    assert facts(id="long", title="Rain", text=text) == NOTHING | {"id": "long"}


BAD = [
    pytest.param("{}", "an item needs a `text` or a `title`", id="empty object"),
    pytest.param(
        '{"text": "", "title": null}', "an item needs a `text` or a `title`", id="no text"
    ),
    *(
        pytest.param(
            json.dumps({"text": "x", key: value}), f"`{key}` must be text", id=f"odd {key}"
        )
        for key, value in (
            ("id", 5),
            ("id", 0),
            ("url", []),
            ("title", {}),
            ("outlet", False),
            ("area", 1.5),
            ("published", 5),
        )
    ),
    pytest.param('{"text": 5}', "`text` must be text", id="a number for the text"),
    pytest.param('{"text": ["x"]}', "`text` must be text", id="a list for the text"),
    *(
        pytest.param(
            json.dumps({"text": "x", "published": day}),
            f"`published` is not a date: {day!r}",
            id=f"published {day}",
        )
        for day in (
            "yesterday",
            "2026-02-30",
            "9999-12-31T23:59:59-01:00",
            "0001-01-01T00:00+01:00",
        )
    ),
    pytest.param("[1]", NOT_AN_ITEM, id="a number in a list"),
    pytest.param('"text"', NOT_AN_ITEM, id="a string"),
    pytest.param("null", NOT_AN_ITEM, id="null"),
    pytest.param("5", NOT_AN_ITEM, id="a number"),
]


@pytest.mark.parametrize(("content", "told"), BAD)
def test_what_is_not_an_item_is_told_in_one_line(explain: Explain, content: str, told: str) -> None:
    ended = explain(content)
    assert (ended.code, ended.out, ended.told) == (1, "", f"{told}\n")


@pytest.mark.parametrize("content", ['{"text": "x"', "", "text", '{"text": "x"} {"text": "y"}'])
def test_what_is_not_json_is_told_in_one_line(explain: Explain, content: str) -> None:
    ended = explain(content)
    if content:
        assert (ended.code, ended.out) == (1, "")
        assert ended.told.startswith("not JSON: ")
        assert len(ended.told.splitlines()) == 1
    else:
        assert (ended.code, ended.out, ended.told) == (0, "", "")


def test_a_list_and_lines_of_items_are_explained_one_after_another(explain: Explain) -> None:
    items = [{"id": "a", "text": "Rain."}, {"id": "b", "text": "Snow, it\u2028is said."}]
    as_list = explain(json.dumps(items))
    as_lines = explain("\n\n".join(json.dumps(item, ensure_ascii=False) for item in items))
    for ended in (as_list, as_lines):
        assert (ended.code, ended.told) == (0, "")
        first, end = json.JSONDecoder().raw_decode(ended.out)
        second = json.loads(ended.out[end:])
        assert (first, second) == (NOTHING | {"id": "a"}, NOTHING | {"id": "b"})


def test_an_empty_list_has_nothing_to_explain(explain: Explain) -> None:
    ended = explain("[]")
    assert (ended.code, ended.out, ended.told) == (0, "", "")


def test_lines_in_are_lines_out_and_a_bad_one_spoils_no_other(explain: Explain) -> None:
    lines = [
        b'{"id": "a", "text": "Rain."}',
        b'{"id": "b"}',
        b"not json",
        b'{"id": "c", "text": "\xff"}',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"id": "d", "text": "x", "published": "9999-12-31T23:59:59-01:00"}',
        b"[]",
        b'{"id": 7, "text": "x"}',
        b'{"id": "\\ud800", "text": "half a letter \\udfff"}',
        b'{"id": "e", "text": "Snow."}\r',
    ]
    ended = explain(b"\n".join(lines), "--jsonl")
    told = [json.loads(line) for line in ended.out.split("\n")[:-1]]
    assert (ended.code, ended.told, len(told)) == (1, "", len(lines))
    assert [one["id"] for one in told] == ["a", "b", None, None, None, "d", None, 7, "\ud800", "e"]
    assert [one["error"] for one in told if "error" in one] == [
        "an item needs a `text` or a `title`",
        "Expecting value: line 1 column 1 (char 0)",
        "'utf-8' codec can't decode byte 0xff in position 21: invalid start byte",
        told[4]["error"],
        "`published` is not a date: '9999-12-31T23:59:59-01:00'",
        NOT_AN_ITEM,
        "`id` must be text",
    ]
    assert "recursion" in told[4]["error"]
    assert told[-1] == NOTHING | {"id": "e"}


def test_blank_lines_are_passed_over(explain: Explain) -> None:
    ended = explain('\n  \n{"id": "a", "text": "Rain."}\n\n', "--jsonl")
    assert (ended.code, ended.out.count("\n")) == (0, 1)


def test_no_lines_in_are_no_lines_out(explain: Explain) -> None:
    ended = explain("", "--jsonl")
    assert (ended.code, ended.out, ended.told) == (0, "", "")


def test_nesting_without_end_is_told_in_one_line(explain: Explain) -> None:
    ended = explain('{"id": "a", "text": "x", "y": ' + "[" * 100_000 + "]" * 100_000 + "}")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told.startswith("not JSON: ")
    assert len(ended.told.splitlines()) == 1


def test_the_mark_that_notepad_writes_is_passed_over(explain: Explain) -> None:
    for option in ("--json", "--jsonl"):
        ended = explain('\ufeff{"id": "a", "text": "Rain."}', option)
        assert (ended.code, json.loads(ended.out)["id"]) == (0, "a")


@pytest.mark.parametrize("option", ["--json", "--jsonl"])
def test_a_file_that_cannot_be_read_is_told(
    monitor: Monitor, config: Path, tmp_path: Path, option: str
) -> None:
    for file, why in ((tmp_path / "no", "No such file or directory"), (tmp_path, "Is a directory")):
        ended = monitor("--config", config, "explain", file, option)
        assert (ended.code, ended.out, ended.told) == (1, "", f"{file}: {why}\n")


def test_a_file_that_is_not_text_is_told(explain: Explain, tmp_path: Path) -> None:
    ended = explain(b'{"text": "\xff"}')
    assert (ended.code, ended.out) == (1, "")
    assert ended.told == f"{tmp_path / 'items'}: not UTF-8 text\n"


def test_ready_made_areas_stand_in_for_the_configuration(monitor: Monitor, tmp_path: Path) -> None:
    file = tmp_path / "items"
    file.write_text('{"id": "a", "text": "The Thames Valley PCC and the West Mercia PCC met."}')
    offices = {
        "thames-valley": ["thames-valley"],
        "west-mercia, thames-valley": ["thames-valley", "west-mercia"],
        "west-mercia,west-mercia": ["west-mercia"],
    }
    for areas, meant in offices.items():
        ended = monitor("--config", tmp_path, "explain", file, "--json", "--areas", areas)
        found = sorted(mention["office"] for mention in json.loads(ended.out)["mentions"])
        assert (ended.code, found) == (0, meant)


def test_the_areas_tone_is_told_first(monitor: Monitor, tmp_path: Path) -> None:
    text = "The Thames Valley PCC spoke. The West Mercia PCC was a disgrace and a hopeless failure."
    file = tmp_path / "items"
    file.write_text(
        "\n".join(
            json.dumps({"id": area, "text": text, "area": area})
            for area in ("thames-valley", "west-mercia")
        )
    )
    ended = monitor("explain", "--jsonl", file, "--areas", "thames-valley,west-mercia")
    one, other = (json.loads(line)["tone"] for line in ended.out.splitlines())
    assert one["evidence"] != other["evidence"]
    assert other["evidence"][0]["sentence"] == text.partition(". ")[2]


def test_an_area_that_there_is_not_is_told_with_those_that_there_are(monitor: Monitor) -> None:
    ended = monitor("explain", "--areas", "thames-valley,atlantis")
    ready = "cambridgeshire, leicestershire, thames-valley, west-mercia"
    told = f"there is no ready-made area 'atlantis'; there are {ready}\n"
    assert (ended.code, ended.out, ended.told) == (1, "", told)


def test_standard_input_is_read_without_a_file_or_for_a_dash(config: Path) -> None:
    item = '{"id": "a", "text": "Zoë 🚓 met Helen Marsh on crime."}'.encode()
    plain = in_a_process("--config", config, "explain", given=item)
    dash = in_a_process(
        "--config", config, "explain", "--jsonl", "-", given=item + b"\n\xff\n" + item
    )
    assert (plain.code, plain.told) == (0, "")
    first, bad, last = map(json.loads, dash.out.splitlines())
    assert first == last == json.loads(plain.out)
    assert [mention["start"] for mention in first["mentions"]] == [10]
    assert bad.keys() == {"id", "error"}
    assert (dash.code, dash.told) == (1, "")
