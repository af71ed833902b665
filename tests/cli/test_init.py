"""`monitor init`: a configuration to begin with."""

import json
from pathlib import Path

import pytest

from monitor.settings import ready_areas
from tests.cli.conftest import Monitor, in_a_process
from tests.settings import GOOD, write

AREAS = [*ready_areas(), "new"]
FILES = list(GOOD)


@pytest.mark.parametrize("area", AREAS)
def test_what_is_written_can_be_checked_at_once(
    monitor: Monitor, tmp_path: Path, area: str
) -> None:
    ended = monitor("init", "--area", area, tmp_path / "there")
    assert (ended.code, ended.told) == (0, "")
    for name in FILES:
        assert str(tmp_path / "there" / name) in ended.out
    checked = monitor("--config", tmp_path / "there", "check")
    assert (checked.code, checked.told) == (0, "")
    assert "1 watched offices" in checked.out


def test_without_a_folder_it_goes_where_the_configuration_is_read(
    monitor: Monitor, tmp_path: Path
) -> None:
    ended = monitor("--config", tmp_path / "here", "init", "--area", "west-mercia")
    assert ended.code == 0
    examples = set((tmp_path / "here" / "rules" / "examples").glob("*.toml"))
    assert len(examples) > 40
    assert sorted(one.name for one in {*(tmp_path / "here").rglob("*.toml")} - examples) == [
        "alerts.toml",
        "oncall.toml",
        "releases.toml",
        "sources.toml",
        "tone.toml",
        "watchlist.toml",
    ]


def test_what_was_written_as_json(monitor: Monitor, tmp_path: Path) -> None:
    ended = monitor("init", "--area", "new", tmp_path, "--json")
    facts = json.loads(ended.out)
    written = [str(tmp_path / name) for name in (*FILES, "rules/tone.toml", "rules/releases.toml")]
    assert (facts["area"], facts["files"][: len(written)]) == ("new", written)
    assert all("rules/examples/" in name for name in facts["files"][len(written) :])


@pytest.mark.parametrize("there", FILES)
def test_nothing_is_overwritten_and_nothing_half_written(
    monitor: Monitor, tmp_path: Path, there: str
) -> None:
    write(tmp_path, {there: "# mine\n"})
    ended = monitor("init", "--area", "leicestershire", tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert ended.told == f"nothing was written, because this is there: {tmp_path / there}\n"
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [tmp_path / there]
    assert (tmp_path / there).read_text() == "# mine\n"


def test_a_second_time_names_every_file_that_stands_there(monitor: Monitor, tmp_path: Path) -> None:
    assert monitor("init", "--area", "new", tmp_path).code == 0
    ended = monitor("init", "--area", "cambridgeshire", tmp_path)
    assert ended.code == 1
    assert all(str(tmp_path / name) in ended.told for name in FILES)


def test_an_unknown_area_is_told_those_that_there_are(monitor: Monitor, tmp_path: Path) -> None:
    ended = monitor("init", "--area", "atlantis", tmp_path / "there")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told == (
        "there is no ready-made area 'atlantis'; there are cambridgeshire, leicestershire, "
        "thames-valley, west-mercia, new\n"
    )
    assert not (tmp_path / "there").exists()


def test_without_an_area_it_is_wrong_usage(tmp_path: Path) -> None:
    ended = in_a_process("init", tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "--area" in ended.told


def test_a_folder_that_cannot_be_made_is_named(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    ended = monitor("init", "--area", "new", tmp_path / "taken")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told == f"{tmp_path}/taken/sources.toml: File exists\n"
