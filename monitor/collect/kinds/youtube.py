"""A YouTube channel's feed: the titles and descriptions of its 15 newest videos."""

from monitor.collect.kinds import feed
from monitor.collect.kinds.social import address
from monitor.collect.reading import declined
from monitor.records import Asking, FetchRequest, ParsedFeed, Reading

SITE = "https://www.youtube.com"
VIDEOS = "/feeds/videos.xml"


def ask(asking: Asking) -> FetchRequest:
    """The feed of the channel whose id (`UC…`) is given; without one, the address as it is."""
    source = asking.source
    channel = {"channel_id": source.query}
    url = address(source.url or SITE, VIDEOS, channel) if source.query else source.url
    return FetchRequest(source_id=source.id, url=url)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The videos; the text of each is its description, which feedparser finds in `media:group`."""
    return feed.read(reading, body) if reading.status == 200 else declined(reading.status)
