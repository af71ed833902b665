"""Mistakes in `rules/releases.toml` that types cannot tell."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from monitor.records import KeyMessage, PickupThresholds
from monitor.settings.found import Found, empty, ids

FILE = "rules/releases.toml"


def wrong_with_releases(tables: Mapping[str, Any]) -> Iterator[Found]:
    """Every mistake in the tables of this file that are given."""
    if "messages" in tables:
        yield from _messages(tables["messages"])
    if "pickup" in tables:
        yield from _pickup(tables["pickup"])


def _messages(messages: Sequence[KeyMessage]) -> Iterator[Found]:
    """Messages of one id, without words, or that end before they begin."""
    yield from ids(FILE, ("messages",), [message.id for message in messages])
    for index, message in enumerate(messages):
        path = ("messages", index)
        yield from empty(FILE, (*path, "text"), "text", (message.text,))
        yield from empty(FILE, (*path, "campaign"), "campaign", (message.campaign,))
        yield from empty(FILE, (*path, "variants"), "variant", message.variants)
        yield from empty(FILE, (*path, "words"), "word", message.words)
        if message.to and message.to < message.from_:
            yield Found(FILE, (*path, "to"), f"{message.id} ends before it begins")


def _pickup(given: PickupThresholds) -> Iterator[Found]:
    """Shares that are none, and counts below nothing."""
    for one in fields(given):
        value, share = getattr(given, one.name), isinstance(one.default, float)
        if not 0 <= value <= (1 if share else math.inf):  # nan is in no range
            most = "between 0 and 1" if share else "0 or more"
            yield Found(FILE, ("pickup", one.name), f"`{one.name}` must be {most}, not {value}")
