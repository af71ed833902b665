"""Google, GDELT, the Guardian, YouTube and Reddit on a real socket, and news sitemaps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from tests.fakes.social import Answer, Call

XML = {"Content-Type": "application/xml; charset=UTF-8"}
ATOM = {"Content-Type": "application/atom+xml; charset=UTF-8"}
TEXT = {"Content-Type": "text/html; charset=utf-8"}  # so GDELT labels what it says in words
NOT_FOUND = Answer(b"<html><title>Error 404</title></html>", 404, TEXT)
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@dataclass(frozen=True)
class Story:
    """Something published, and what the platforms know of it."""

    title: str
    url: str
    at: datetime = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
    outlet: str = "Northmoor Echo"
    site: str = "https://northmoor-echo.example"
    text: str = ""
    author: str = ""


def found_by(stories: Iterable[Story], query: str) -> list[Story]:
    """The stories whose title holds the words, as a phrase."""
    phrase = query.replace('"', "").casefold()
    return [story for story in stories if phrase in story.title.casefold()]


# ---------------------------------------------------------------- sitemaps


def news_sitemap(stories: Iterable[Story], old: Iterable[str] = ()) -> bytes:
    """The stories with all that the news vocabulary has, and old addresses without any of it."""
    urls = "".join(_news_url(story) for story in stories)
    urls += "".join(f"<url><loc>{escape(url)}</loc></url>" for url in old)
    return f'<?xml version="1.0"?><urlset {SITEMAP} {NEWS}>{urls}</urlset>'.encode()


def sitemap_index(sitemaps: Iterable[tuple[str, str]]) -> bytes:
    """An index of these addresses, each with the date of its last change, or without."""
    listed = "".join(
        f"<sitemap><loc>{escape(url)}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>"
        for url, at in sitemaps
    )
    return f'<?xml version="1.0"?><sitemapindex {SITEMAP}>{listed}</sitemapindex>'.encode()


def _news_url(story: Story) -> str:
    name = f"<news:name>{escape(story.outlet)}</news:name><news:language>en</news:language>"
    return (
        f"<url><loc>{escape(story.url)}</loc><news:news><news:publication>{name}</news:publication>"
        f"<news:publication_date>{story.at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news></url>"
    )


# ---------------------------------------------------------------- Google


@dataclass
class GoogleNews:
    """The search feed: its links lead to Google, its titles end in the outlet's name."""

    stories: Sequence[Story] = ()

    def speak(self, call: Call) -> Answer:
        british = {"hl": "en-GB", "gl": "GB", "ceid": "GB:en"}
        if call.path != "/rss/search" or not british.items() <= call.asked.items():
            return NOT_FOUND
        stories = found_by(self.stories, call.asked["q"])
        items = "".join(_found(number, story) for number, story in enumerate(stories))
        return Answer(
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
            f"<title>Search</title><language>en-GB</language>{items}</channel></rss>".encode(),
            headers=XML,
        )


def _found(number: int, story: Story) -> str:
    link = f"https://news.google.com/rss/articles/CBM{number}?oc=5"
    whole = f"{story.title} - {story.outlet}"
    again = f'<a href="{link}">{escape(story.title)}</a>&nbsp;<font>{escape(story.outlet)}</font>'
    source = f"<source url={quoteattr(story.site)}>{escape(story.outlet)}</source>"
    return (
        f"<item><title>{escape(whole)}</title><link>{link}</link>"
        f'<guid isPermaLink="false">CBM{number}</guid>'
        f"<pubDate>{format_datetime(story.at)}</pubDate>"
        f"<description>{escape(again)}</description>{source if story.outlet else ''}</item>"
    )


@dataclass
class GoogleAlerts:
    """One alert's feed: bold words in its titles, links that lead through Google."""

    stories: Sequence[Story] = ()
    path: str = "/alerts/feeds/1234/5678"
    word: str = "Northmoor PCC"

    def speak(self, call: Call) -> Answer:
        if call.path != self.path:
            return NOT_FOUND
        entries = "".join(self._entry(number, one) for number, one in enumerate(self.stories))
        return Answer(
            '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<id>tag:google.com,2005:reader/alert</id><title>Alert</title>{entries}</feed>".encode(),
            headers=ATOM,
        )

    def _entry(self, number: int, story: Story) -> str:
        through = f"https://www.google.com/url?rct=j&sa=t&url={quote(story.url, '')}&ct=ga&usg=AOv"
        title, text = (
            escape(words.replace(self.word, f"<b>{self.word}</b>"))
            for words in (story.title, story.text)
        )
        return (
            f"<entry><id>tag:google.com,2013:googlealerts/feed:{number}</id>"
            f'<title type="html">{title}</title><link href={quoteattr(through)}></link>'
            f"<published>{story.at:%Y-%m-%dT%H:%M:%SZ}</published>"
            f'<content type="html">{text}</content><author><name></name></author></entry>'
        )


# ---------------------------------------------------------------- GDELT and the Guardian


@dataclass
class Gdelt:
    """The DOC API, which says what it minds in plain text, and mostly with status 200."""

    stories: Sequence[Story] = ()

    def speak(self, call: Call) -> Answer:
        asked = call.asked
        if call.path != "/api/v2/doc/doc" or asked["mode"] != "artlist":
            return Answer(b"Invalid mode.", headers=TEXT)
        if not 5 <= len(asked["query"]) <= 250:
            return Answer(b"Your query was too short or too long.\n", headers=TEXT)
        stories = found_by(self.stories, asked["query"])[: int(asked["maxrecords"])]
        return Answer({"articles": [_seen(story) for story in stories]} if stories else {})

    @staticmethod
    def too_often(status: int) -> Answer:
        """What it says to whoever asks twice within five seconds."""
        words = b"Please limit requests to one every 5 seconds or contact us for larger queries."
        return Answer(words, status, TEXT)


def _seen(story: Story) -> dict[str, str]:
    return {
        "url": story.url,
        "url_mobile": "",
        "title": story.title,
        "seendate": f"{story.at:%Y%m%dT%H%M%SZ}",
        "socialimage": "",
        "domain": story.site.removeprefix("https://"),
        "language": "English",
        "sourcecountry": "United Kingdom",
    }


@dataclass
class Guardian:
    """The Open Platform's search, with one key; `stories` are newest first."""

    stories: Sequence[Story] = ()
    key: str = "desk-key-1"
    per_page: int = 50

    def speak(self, call: Call) -> Answer:
        asked = call.asked
        if asked.get("api-key") != self.key:
            return Answer({"message": "Unauthorized"}, 401)
        if call.path != "/search" or asked.get("order-by") != "newest":
            return self._error(404, "The requested resource could not be found.")
        since = asked.get("from-date", "")
        stories = [one for one in self.stories if f"{one.at:%Y-%m-%d}" >= since]
        return self._page(found_by(stories, asked["q"]), asked)

    def _page(self, stories: Sequence[Story], asked: dict[str, str]) -> Answer:
        page, size = int(asked.get("page", "1")), min(self.per_page, int(asked["page-size"]))
        pages = -(-len(stories) // size)
        if page > max(pages, 1):
            return self._error(400, "requested page is beyond the number of available pages")
        taken = stories[(page - 1) * size : page * size]
        fields = asked.get("show-fields", "").split(",")
        counts = {"total": len(stories), "currentPage": page, "pages": pages, "pageSize": size}
        results = [_article(story, fields) for story in taken]
        return Answer({"response": {"status": "ok", **counts, "results": results}})

    @staticmethod
    def _error(status: int, message: str) -> Answer:
        return Answer({"response": {"status": "error", "message": message}}, status)

    @staticmethod
    def too_often() -> Answer:
        """What it says when the day's calls are used up."""
        return Answer({"message": "API rate limit exceeded"}, 429, {"Retry-After": "3600"})


def _article(story: Story, fields: Iterable[str]) -> dict[str, Any]:
    known = {
        "trailText": f"<p>{story.text.partition('.')[0]}</p>",
        "bodyText": story.text,
        "byline": story.author,
    }
    return {
        "id": story.url.partition(".com/")[2],
        "type": "article",
        "webTitle": story.title,
        "webUrl": story.url,
        "webPublicationDate": f"{story.at:%Y-%m-%dT%H:%M:%SZ}",
        "fields": {name: known[name] for name in fields if known.get(name)},
    }


# ---------------------------------------------------------------- YouTube and Reddit


@dataclass
class YouTube:
    """One channel's feed, with descriptions in `media:group` alone."""

    stories: Sequence[Story] = ()
    channel: str = "UCnorthmoorToday0000000"

    def speak(self, call: Call) -> Answer:
        known = call.path == "/feeds/videos.xml" and call.asked.get("channel_id") == self.channel
        if not known:
            return NOT_FOUND
        entries = "".join(_video(number, one) for number, one in enumerate(self.stories))
        names = (
            'xmlns:yt="http://www.youtube.com/xml/schemas/2015" '
            'xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom"'
        )
        return Answer(
            f'<?xml version="1.0" encoding="UTF-8"?><feed {names}><id>yt:channel:x</id>'
            f"<title>Northmoor Today</title>{entries}</feed>".encode(),
            headers=XML,
        )


def _video(number: int, story: Story) -> str:
    at, title = story.at.isoformat(), escape(story.title)
    return (
        f"<entry><id>yt:video:v{number}</id><yt:videoId>v{number}</yt:videoId><title>{title}</title>"
        f'<link rel="alternate" href={quoteattr(story.url)}/>'
        f"<author><name>{escape(story.author)}</name><uri>https://www.youtube.com/c</uri></author>"
        f"<published>{at}</published><updated>{at}</updated><media:group>"
        f'<media:title>{title}</media:title><media:thumbnail url="https://i.example/1.jpg"/>'
        f"<media:description>{escape(story.text)}</media:description></media:group></entry>"
    )


@dataclass
class Reddit:
    """Feeds for the holder of one account's feed token; hardly any for others."""

    stories: Sequence[Story] = ()
    token: str = "f33d-t0ken"
    user: str = "northmoor-desk"
    feeds: set[str] = field(default_factory=lambda: {"/r/northmoor/new/.rss"})

    @property
    def secret(self) -> str:
        return f"{self.token}:{self.user}"

    def speak(self, call: Call) -> Answer:
        if "feed" not in call.asked:
            return self._error(429, "Too Many Requests")
        if (call.asked["feed"], call.asked.get("user")) != (self.token, self.user):
            return self._error(403, "Forbidden")
        if call.path not in self.feeds:
            return self._error(404, "Not Found")
        stories = found_by(self.stories, call.asked.get("q", ""))
        entries = "".join(_post(number, one) for number, one in enumerate(stories))
        return Answer(
            '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<id>/new/.rss</id><title>newest</title>{entries}</feed>".encode(),
            headers=ATOM,
        )

    @staticmethod
    def _error(status: int, message: str) -> Answer:
        return Answer({"message": message, "error": status}, status)


def _post(number: int, story: Story) -> str:
    said = f'<!-- SC_OFF --><div class="md"><p>{story.text}</p></div><!-- SC_ON -->'
    content = (
        f'{said if story.text else ""} &#32; submitted by &#32; <a href="https://www.reddit.com'
        f'/user/{story.author}"> /u/{story.author} </a> &#32; to &#32; <a href="https://'
        f'www.reddit.com/r/northmoor/"> r/northmoor </a> <br/> <span><a href="{story.url}">[link]'
        f'</a></span> &#32; <span><a href="{story.url}">[comments]</a></span>'
    )
    return (
        f"<entry><author><name>/u/{story.author}</name></author><id>t3_{number}</id>"
        f'<content type="html">{escape(content)}</content><link href={quoteattr(story.url)}/>'
        f"<updated>{story.at.isoformat()}</updated><published>{story.at.isoformat()}</published>"
        f"<title>{escape(story.title)}</title></entry>"
    )


BROKEN_JSON: dict[str, bytes] = {
    "cut off": json.dumps({"articles": [{"title": "Northmoor"}]}).encode()[:-4],
    "nested without end": b'{"articles":' + b"[" * 100_000,
    "a number without end": b'{"articles": ' + b"9" * 10_000 + b"}",
    "a list": b"[]",
    "null": b"null",
    "other names": b'{"items": [], "response": []}',
    "no list": b'{"articles": {"0": "Northmoor"}, "response": {"status": "ok", "results": 7}}',
    "bytes of no encoding": b'\xff\xfe{"articles": \x80}',
}
