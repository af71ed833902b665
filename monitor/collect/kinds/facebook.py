"""The posts of a Facebook page of our own; the query is its id, the secret a page token."""

from monitor.collect.kinds import graph
from monitor.records import Asking, FetchRequest, ParsedFeed, Reading

SHELF = graph.Shelf(
    platform="Facebook", posts="posts", text="message", time="created_time", link="permalink_url"
)


def ask(asking: Asking) -> FetchRequest:
    """A page of the page's posts."""
    return graph.ask(asking, SHELF)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The posts, or why there are none."""
    return graph.read(reading, body, SHELF)
