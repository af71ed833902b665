"""A Slack that keeps its messages in memory, speaks Socket Mode, and misbehaves when told to."""

from tests.fakes.slack.link import ENDINGS, Envelope
from tests.fakes.slack.web import (
    ENDINGS_ACCEPTED,
    ENDINGS_REFUSED,
    HTML_HEADERS,
    JSON_HEADERS,
    NAMED,
    Call,
    FakeSlack,
    Post,
)

__all__ = [
    "ENDINGS",
    "ENDINGS_ACCEPTED",
    "ENDINGS_REFUSED",
    "HTML_HEADERS",
    "JSON_HEADERS",
    "NAMED",
    "Call",
    "Envelope",
    "FakeSlack",
    "Post",
]
