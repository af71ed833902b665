"""What a script can say. Every line has its time first, and reads as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from monitor.records import Reason, Severity

if TYPE_CHECKING:
    from tests.scenarios.nights.night import Night

S1, S2, S3, S4 = Severity


@dataclass(frozen=True)
class Act:
    """Something that happens at this time."""

    at: str
    does: Callable[[Night], None]
    named: str
    stirs: bool = True  # the flow has something to do at once


@dataclass(frozen=True)
class Told:
    """A message that must stand in Slack, for the first time between these times."""

    at: str
    until: str
    severity: Severity | None = None
    rule: str = ""
    person: str = ""
    says: tuple[str, ...] = ()  # words that stand in it
    never: tuple[str, ...] = ()  # and words that do not

    def __str__(self) -> str:
        what = " ".join(filter(None, [self.severity, self.rule, self.person]))
        return f"{self.at} to {self.until}: {what} {' '.join(map(repr, self.says))}".rstrip()


@dataclass(frozen=True)
class Held:
    """A message that is written down between these times, kept back, with this reason."""

    at: str
    until: str
    rule: str
    reason: Reason

    def __str__(self) -> str:
        return f"{self.at} to {self.until}: {self.rule} held ({self.reason.value})"


@dataclass(frozen=True)
class QuietUntil:
    """The end of the script: until then nothing else comes."""

    at: str


Line = Act | Told | Held | QuietUntil


def told(
    at: str,
    until: str,
    severity: Severity | None = None,
    rule: str = "",
    person: str = "",
    *,
    says: str | tuple[str, ...] = (),
    never: str | tuple[str, ...] = (),
) -> Told:
    return Told(at, until, severity, rule, person, _several(says), _several(never))


def held(at: str, until: str, rule: str, reason: Reason) -> Held:
    return Held(at, until, rule, reason)


def quiet_until(at: str) -> QuietUntil:
    return QuietUntil(at)


@dataclass(frozen=True)
class Story:
    """A text that several outlets carry; a copy of it joins its story."""

    headline: str
    text: str = ""


@dataclass(frozen=True)
class Written:
    """An item as a publisher puts it out."""

    outlet: str
    headline: str
    text: str
    more: dict[str, Any] = field(default_factory=dict)


def item(at: str, outlet: str, story: Story | str, text: str = "", **more: Any) -> Act:
    """An outlet carries this. `published` (a time of the script's kind, of an earlier day with
    `days_ago`), `author`, and the fields of an Item are known words.
    """
    told_as = story if isinstance(story, Story) else Story(story, text)
    written = Written(outlet, told_as.headline, text or told_as.text, more)
    return Act(at, lambda night: night.publish(written), f"{outlet}: {told_as.headline}")


def _several(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words
