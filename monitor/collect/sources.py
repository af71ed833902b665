"""Every kind of source by its name. A new kind is one module, one line here, and its tests."""

from collections.abc import Mapping
from typing import Protocol

from monitor.collect.kinds import (
    bluesky,
    facebook,
    feed,
    gdelt,
    google_alerts,
    google_news,
    guardian,
    instagram,
    mastodon,
    page,
    reddit,
    sitemap,
    x,
    youtube,
)
from monitor.records import Asking, FetchRequest, Kind, ParsedFeed, Reading


class SourceKind(Protocol):
    """How a kind of source is asked and read: pure functions, the second in the parsing process."""

    def ask(self, asking: Asking) -> FetchRequest:
        """The next request; validators are added by whoever sends it.

        A kind that needs a login words the login's request while `asking.session` is empty.
        """
        ...

    def read(self, reading: Reading, body: bytes) -> ParsedFeed:
        """What the answer says; never raises on what a publisher sends, but for Unreadable.

        Answers other than 200 come here too if they are JSON: a platform says there what it minds.
        """
        ...


KINDS: Mapping[Kind, SourceKind] = {
    "feed": feed,
    "sitemap": sitemap,
    "page": page,
    "google-news": google_news,
    "google-alerts": google_alerts,
    "gdelt": gdelt,
    "guardian": guardian,
    "bluesky": bluesky,
    "mastodon": mastodon,
    "reddit": reddit,
    "youtube": youtube,
    "x": x,
    "facebook": facebook,
    "instagram": instagram,
}
