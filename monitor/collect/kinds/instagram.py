"""What an Instagram account of our own shows; the query is its id, the secret a page token."""

from monitor.collect.kinds import graph
from monitor.records import Asking, FetchRequest, ParsedFeed, Reading

SHELF = graph.Shelf(
    platform="Instagram", posts="media", text="caption", time="timestamp", link="permalink"
)


def ask(asking: Asking) -> FetchRequest:
    """A page of the account's pictures and films."""
    return graph.ask(asking, SHELF)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """Them with their captions, or why there are none."""
    return graph.read(reading, body, SHELF)
