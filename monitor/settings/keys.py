"""Which sources need a key of the office's own, and the environment variable that holds it."""

from collections.abc import Iterable, Mapping
from typing import Final

from monitor.records import Kind, Source
from monitor.settings.secrets import read_secret

KEYS: Final[Mapping[Kind, str]] = {
    "guardian": "MONITOR_GUARDIAN_KEY",
    "bluesky": "MONITOR_BLUESKY_LOGIN",  # handle:app-password
    "mastodon": "MONITOR_MASTODON_TOKEN",
    "reddit": "MONITOR_REDDIT_FEED",  # token:user, as the account's private feed address has them
    "x": "MONITOR_X_TOKEN",
    "facebook": "MONITOR_FACEBOOK_TOKEN",
    "instagram": "MONITOR_INSTAGRAM_TOKEN",
}


def key_name(source: Source) -> str:
    """The environment variable of the source's key; "" for kinds that know none."""
    return source.secret or KEYS.get(source.kind, "")


def needs_key(source: Source) -> bool:
    """Whether the source cannot be asked without: profiles and most instances can."""
    if source.kind == "mastodon" or (source.kind == "bluesky" and source.query.startswith("@")):
        return False
    return bool(key_name(source))


def without_key(said: str, key: str) -> str:
    """What was said, with `***` for each part of a key, such as a token and its user."""
    for part in filter(None, key.split(":")):
        said = said.replace(part, "***")
    return said


def read_keys(sources: Iterable[Source]) -> dict[str, str]:
    """The keys that are set, by source id; ConfigError if a file of one cannot be read."""
    found = {
        source.id: read_secret(name)
        for source in sources
        if source.enabled and (name := key_name(source))
    }
    return {source_id: key.reveal() for source_id, key in found.items() if key}
