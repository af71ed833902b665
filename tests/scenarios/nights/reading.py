"""A message in Slack, as the person reads it who is woken by it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from monitor.records import Severity
from tests.fakes.slack import Post

SEVERITY = re.compile(r"\b(S[1-4]) [A-Z]{4,}:")
RULE = re.compile(r"\*Rule\* (\S+)")
PERSON = re.compile(r"\*Told\* ([^,\n]+)")


@dataclass(frozen=True)
class Read:
    at: datetime
    severity: Severity | None
    rule: str
    person: str
    words: str

    def __str__(self) -> str:
        first = self.words.partition("\n")[0]
        return " ".join(filter(None, [self.rule, self.person, first]))[:160]


def read(post: Post) -> Read:
    """Everything that stands in the message, and what it says of itself."""
    words = "\n".join([post.text, *_texts(post.blocks)])
    severity = _first(SEVERITY, words)
    return Read(
        at=datetime.fromtimestamp(float(post.ts), UTC),
        severity=Severity(severity) if severity else None,
        rule=_first(RULE, words),
        person=_first(PERSON, words),
        words=words,
    )


def _texts(part: Any) -> list[str]:
    if isinstance(part, list):
        return [text for one in part for text in _texts(one)]
    if isinstance(part, dict):
        inner = part.get("text")
        own = [inner] if isinstance(inner, str) else []
        return own + _texts([one for one in part.values() if not isinstance(one, str)])
    return []


def _first(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return found[1] if found else ""
