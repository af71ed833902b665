"""What is added stands at the end, and what stood there stays byte for byte."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigError, InputRefused
from monitor.records import Selectors, Source, Tier
from monitor.settings import load_settings
from monitor.settings.edit import ID, append_sources, as_toml, id_from, in_the_way, sources_in
from tests.settings import GOOD, SOURCES, write

TEXT = st.text(st.characters(codec="utf-8"))
ECHO = Source(
    id="echo",
    name="Northmoor Echo",
    kind="feed",
    url="https://echo.example/feed",
    tier=Tier.LOCAL,
    group="Mereside Media",
)
BLOCK = """
[[sources]]
id = "echo"
name = "Northmoor Echo"
kind = "feed"
url = "https://echo.example/feed"
tier = "local"
group = "Mereside Media"
poll_minutes = 15
enabled = true
"""


def test_a_source_is_added_at_the_end(tmp_path: Path) -> None:
    config = write(tmp_path)
    append_sources(config, [ECHO])
    assert (config / "sources.toml").read_text() == SOURCES + BLOCK
    assert load_settings(config).sources[-1] == ECHO


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(SOURCES.rstrip("\n").encode(), id="no line end at the end"),
        pytest.param((SOURCES + "\n\n# the end").encode(), id="a comment at the end"),
        pytest.param(SOURCES.replace("\n", "\r\n").encode(), id="line ends of Windows"),
        pytest.param(b"\xef\xbb\xbf" + SOURCES.encode(), id="the mark of Notepad"),
        pytest.param(SOURCES.replace("#", "#\t  ü “x”").encode(), id="odd comments"),
    ],
)
def test_every_byte_that_stood_there_stays(tmp_path: Path, before: bytes) -> None:
    config = write(tmp_path, GOOD | {"sources.toml": before})
    append_sources(config, [ECHO, replace(ECHO, id="b", url="https://b.example/")])
    after = (config / "sources.toml").read_bytes()
    assert after.startswith(before)
    assert (b"\r\n" in after) == (b"\r\n" in before)
    assert (after.count(b"\r\n") == after.count(b"\n")) == (b"\r\n" in before)
    assert [one.id for one in load_settings(config).sources[-2:]] == ["echo", "b"]


def test_the_first_source_of_a_file_that_is_only_begun_is_added(tmp_path: Path) -> None:
    config = write(tmp_path, GOOD | {"sources.toml": '[polling]\ncontact = "a@b.example"\n'})
    assert sources_in(config) == ()
    append_sources(config, [ECHO])
    assert sources_in(config) == (ECHO,)


@pytest.mark.parametrize(
    ("source", "what"),
    [
        (replace(ECHO, id="gazette"), "the id `gazette` is used twice"),
        (replace(ECHO, url="echo.example"), "`url` must begin with http"),
        (replace(ECHO, poll_minutes=0.1), "less than a minute"),
        (replace(ECHO, poll_minutes=float("nan")), "`poll_minutes`"),
        (replace(ECHO, tier=Tier.OWN), "an own source must name its `office`"),
        (replace(ECHO, kind="page"), "a page needs `select`"),
    ],
)
def test_nothing_is_added_that_would_be_a_mistake(
    tmp_path: Path, source: Source, what: str
) -> None:
    config = write(tmp_path)
    with pytest.raises(ConfigError) as refused:
        append_sources(config, [ECHO, source])
    assert any(what in problem.what for problem in refused.value.problems)
    assert (config / "sources.toml").read_text() == SOURCES
    assert {path.name for path in config.iterdir()} == {"sources.toml", "rules"}


def test_nothing_is_added_to_a_configuration_with_mistakes_and_they_are_told(
    tmp_path: Path,
) -> None:
    config = write(tmp_path, {name: GOOD[name] for name in ("sources.toml", "rules/oncall.toml")})
    with pytest.raises(ConfigError) as refused:
        append_sources(config, [ECHO])
    assert {one.file for one in refused.value.problems} == {
        str(config / "rules/alerts.toml"),
        str(config / "rules/watchlist.toml"),
    }
    assert (config / "sources.toml").read_text() == SOURCES


def test_a_folder_without_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"sources.toml: No such file or directory"):
        append_sources(tmp_path, [ECHO])
    assert sources_in(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_the_mode_of_the_file_and_a_link_to_it_stay(tmp_path: Path) -> None:
    config = write(tmp_path / "config")
    real = tmp_path / "shared.toml"
    (config / "sources.toml").replace(real)
    real.chmod(0o640)
    (config / "sources.toml").symlink_to(real)
    append_sources(config, [ECHO])
    assert (config / "sources.toml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_text() == SOURCES + BLOCK


def test_text_that_nobody_can_write_down_is_refused(tmp_path: Path) -> None:
    config = write(tmp_path)
    with pytest.raises(InputRefused, match="not UTF-8"):
        append_sources(config, [replace(ECHO, name="\udcff")])
    with pytest.raises(InputRefused, match="written by hand"):
        append_sources(config, [replace(ECHO, kind="page", select=Selectors(entry="article"))])
    assert (config / "sources.toml").read_text() == SOURCES


@given(TEXT, TEXT, st.floats(allow_nan=False, allow_infinity=False), st.booleans())
def test_whatever_is_written_is_read_back(name: str, note: str, minutes: float, on: bool) -> None:
    source = replace(ECHO, name=name, note=note, poll_minutes=minutes, enabled=on)
    (read,) = tomllib.loads(as_toml(source))["sources"]
    assert (read["name"], read.get("note", ""), read["enabled"]) == (name, note, on)
    assert read["poll_minutes"] == minutes


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("http://echo.example/feed", True),
        ("https://www.Echo.example/feed/", True),
        ("https://echo.example/Feed", False),
        ("https://echo.example/feed?page=2", False),
        ("https://echo.example", False),
    ],
)
def test_an_address_is_known_however_it_is_written(url: str, same: bool) -> None:
    found = in_the_way(replace(ECHO, id="new", url=url), [ECHO])
    assert found == (ECHO if same else None)


def test_a_search_is_another_search_if_platform_or_words_differ() -> None:
    search = replace(ECHO, kind="bluesky", url="", query="Northmoor")
    assert in_the_way(replace(search, id="new"), [search]) == search
    assert in_the_way(replace(search, id="new", kind="mastodon"), [search]) is None
    assert in_the_way(replace(search, id="new", query="Westmoor"), [search]) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Northmoor Echo", "northmoor-echo"),
        ("  The Café's “Ó” – 24/7! ", "the-cafes-o-24-7"),
        ("Echo", "echo-3"),
        ("新聞", "source"),
        ("", "source"),
        ("x" * 200, "x" * 60),
    ],
)
def test_an_id_tells_of_the_name_and_is_not_taken(name: str, expected: str) -> None:
    assert id_from(name, {"echo", "echo-2"}) == expected


@given(TEXT, st.sets(st.sampled_from(["source", "a", "a-2"])))
def test_an_id_is_always_one(name: str, taken: set[str]) -> None:
    found = id_from(name, taken)
    assert re.fullmatch(ID, found)
    assert found not in taken
