"""The demo's publishers: a feed for each outlet, on loopback, as of the replay's own time."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape, quoteattr

from monitor.demo.script import Published

PAGE = 40  # entries on a feed's page


@dataclass(slots=True)
class Newsroom:
    """What has been published up to `now`; the replay moves it on."""

    address: str
    items: dict[str, list[Published]]
    now: datetime


@contextmanager
def open_newsroom(script: Sequence[Published], start: datetime) -> Iterator[Newsroom]:
    """Serves the script's feeds for as long as the block runs."""
    by_source: dict[str, list[Published]] = {}
    for item in script:
        by_source.setdefault(item.source, []).append(item)
    room = Newsroom(address="", items=by_source, now=start)
    server = _Server(("127.0.0.1", 0), _answering_for(room))
    room.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield room
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 64  # all feeds are asked at once


def _answering_for(room: Newsroom) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet for headers and body, else each answer waits 40 ms for an ACK

        def do_GET(self) -> None:
            source = self.path.strip("/").removesuffix(".xml")
            if source not in room.items:
                self._send(404, b"", "")
                return
            out = [item for item in room.items[source] if item.at <= room.now]
            etag = f'"{source}-{len(out)}"'
            if self.headers.get("If-None-Match") == etag:
                self._send(304, b"", etag)
            else:
                self._send(200, _rss(source, out[-PAGE:]), etag)

        def _send(self, status: int, body: bytes, etag: str) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
            if etag:
                self.send_header("ETag", etag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The replay has its own progress bar."""

    return Answer


def _rss(source: str, items: Sequence[Published]) -> bytes:
    entries = "".join(map(_entry, reversed(items)))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(source)}</title><link>https://{escape(source)}.example/</link>"
        f"<description>Invented coverage</description>{entries}</channel></rss>"
    ).encode()


def _entry(item: Published) -> str:
    return (
        f"<item><guid isPermaLink={quoteattr('false')}>{escape(item.id)}</guid>"
        f"<link>{escape(item.url)}</link><title>{escape(item.title)}</title>"
        f"<description>{escape(escape(item.text))}</description>"
        f"<pubDate>{format_datetime(item.at)}</pubDate></item>"
    )
