"""Which sources need a key, from where it comes, and that it is read of nobody else."""

from pathlib import Path
from typing import Any, get_args

import pytest

from monitor.errors import ConfigError
from monitor.records import Kind, Source, Tier
from monitor.settings.keys import KEYS, key_name, needs_key, read_keys
from monitor.settings.secrets import SLACK_BOT_TOKEN

OPEN: list[Any] = sorted(set(get_args(Kind)) - set(KEYS))
KEYED: list[Any] = sorted(KEYS)


def a_source(kind: Kind, query: str = "northmoor", **changes: Any) -> Source:
    given = {"id": kind, "name": kind, "tier": Tier.SOCIAL, "group": "G", "kind": kind}
    return Source(query=query, **(given | changes))


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*KEYS.values(), "OFFICE_KEY"]:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


@pytest.mark.parametrize("kind", OPEN)
def test_what_is_open_to_everybody_needs_no_key(kind: Kind) -> None:
    assert (key_name(a_source(kind)), needs_key(a_source(kind))) == ("", False)


@pytest.mark.parametrize("kind", sorted({*KEYED} - {"mastodon"}))
def test_a_platform_that_wants_a_key_is_not_asked_without(kind: Kind) -> None:
    assert key_name(a_source(kind)) == KEYS[kind]
    assert needs_key(a_source(kind))


@pytest.mark.parametrize(
    ("kind", "query"),
    [("bluesky", "@northmoor.example"), ("mastodon", "#northmoor"), ("mastodon", "@pcc@m.example")],
)
def test_what_can_be_read_without_a_key_is_read_with_it_where_there_is_one(
    kind: Kind, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = a_source(kind, query)
    assert not needs_key(source)
    assert read_keys([source]) == {}
    monkeypatch.setenv(KEYS[kind], "hush")
    assert read_keys([source]) == {kind: "hush"}


@pytest.mark.parametrize("kind", ["feed", "x"])
def test_a_source_may_name_a_variable_of_its_own(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = a_source(kind, secret="OFFICE_KEY")
    assert (key_name(source), needs_key(source)) == ("OFFICE_KEY", True)
    monkeypatch.setenv("MONITOR_X_TOKEN", "somebody else's")
    assert read_keys([source]) == {}
    monkeypatch.setenv("OFFICE_KEY", "hush")
    assert read_keys([source]) == {kind: "hush"}


def test_every_platform_has_a_variable_of_its_own_and_none_is_slacks() -> None:
    assert len(set(KEYS.values())) == len(KEYS)
    assert SLACK_BOT_TOKEN not in KEYS.values()
    assert all(name.startswith("MONITOR_") for name in KEYS.values())


def test_only_the_keys_of_sources_that_are_on_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_X_TOKEN_FILE", str(tmp_path / "nowhere"))
    monkeypatch.setenv("MONITOR_REDDIT_FEED", " token:user\n")
    sources = [a_source("x", enabled=False), a_source("reddit"), a_source("feed")]
    assert read_keys(sources) == {"reddit": "token:user"}


def test_two_sources_of_a_platform_share_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_X_TOKEN", "hush")
    assert read_keys([a_source("x", id="one"), a_source("x", id="two")]) == {
        "one": "hush",
        "two": "hush",
    }


def test_a_key_may_stand_in_a_guarded_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "key"
    path.write_text("hush\n")
    monkeypatch.setenv("MONITOR_GUARDIAN_KEY_FILE", str(path))
    path.chmod(0o600)
    assert read_keys([a_source("guardian")]) == {"guardian": "hush"}
    path.chmod(0o644)
    with pytest.raises(ConfigError) as caught:
        read_keys([a_source("guardian")])
    assert "readable by others" in caught.value.problems[0].what
