"""What one writes in an afternoon: httpx, feedparser as it comes, a table in SQLite.

`python naive.py FOLDER URLS`. One feed after another through one client; the
validators are kept, which many such scripts forget.
"""

import sqlite3
import sys
from pathlib import Path

import feedparser
import httpx
from measuring import answer_passes


def collect(client: httpx.Client, db: sqlite3.Connection) -> int:
    asked = "SELECT url, etag, modified FROM feeds"
    for url, etag, modified in db.execute(asked).fetchall():
        wanted = {"If-None-Match": etag, "If-Modified-Since": modified} if etag else {}
        answer = client.get(url, headers=wanted)
        if answer.status_code == 200:
            _store(db, url, answer)
    return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])


def _store(db: sqlite3.Connection, url: str, answer: httpx.Response) -> None:
    rows = [
        (url, one.get("id"), one.get("link"), one.get("title"), one.get("summary"), one.published)
        for one in feedparser.parse(answer.content).entries
    ]
    db.executemany("INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?)", rows)
    seen = (answer.headers.get("etag"), answer.headers.get("last-modified"), url)
    db.execute("UPDATE feeds SET etag = ?, modified = ? WHERE url = ?", seen)
    db.commit()


def main(folder: Path, urls: list[str]) -> None:
    db = sqlite3.connect(folder / "naive.sqlite")
    db.execute("CREATE TABLE feeds (url PRIMARY KEY, etag, modified)")
    db.execute("CREATE TABLE entries (feed, id, link, title, summary, at, PRIMARY KEY (feed, id))")
    db.executemany("INSERT INTO feeds (url) VALUES (?)", [(url,) for url in urls])
    db.commit()
    with httpx.Client(timeout=30) as client:
        answer_passes(lambda _: collect(client, db))
    db.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_text().split())
