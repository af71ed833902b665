"""What `monitor sources test` shows, in words and as facts for JSON."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from monitor.cli.source_pages import in_words
from monitor.records import FINE, Item
from monitor.steps.trying import Allowance, Trial
from monitor.times import for_people, in_london

SHOWN = 5  # items of the page
FORBIDDEN = "robots are to keep out of this address, which a feed obeys if `robots = true`"


def trial_facts(trial: Trial) -> dict[str, Any]:
    return {
        "address": trial.source.url,
        "kind": trial.source.kind,
        "ok": trial.outcome in FINE,
        "outcome": trial.outcome.value,
        "reason": trial.reason,
        "flaw": trial.feed.flaw if trial.feed else "",
        "status": trial.fetched.status,
        "bytes": len(trial.fetched.body),
        "seconds": round(trial.seconds, 3),
        "redirected_to": trial.redirected_to,
        "moved_to": trial.moved_to,
        "language": _language(trial),
        "entries": len(trial.items) + trial.repeated,
        "repeated": trial.repeated,
        "first": [_item_facts(item) for item in trial.items[:SHOWN]],
        "polling": {
            "poll_minutes": trial.source.poll_minutes,
            "publisher_asks_minutes": trial.fresh_for / timedelta(minutes=1),
            "ceiling_minutes": trial.source.cache_minutes,
            "next_look_minutes": round(trial.next_look / timedelta(minutes=1), 1),
        },
        "validators": {
            "etag": trial.fetched.etag,
            "last_modified": trial.fetched.last_modified,
            "answered_304": trial.unchanged,
        },
        "robots": trial.allowances,
        "feeds_named": trial.feeds_named,
    }


def trial_lines(trial: Trial, now: datetime) -> Iterator[str]:
    rows = [
        ("Address", f"{trial.source.url or trial.source.query} ({trial.source.kind})"),
        *_answer(trial),
        *_items(trial, now),
        *_manners(trial),
        *(("Robots", _allowance(one)) for one in trial.allowances),
        *_named(trial),
    ]
    before = ""
    for label, text in rows:
        yield f"{'' if label == before else label:<10}{text}"
        before = label


def _answer(trial: Trial) -> Iterator[tuple[str, str]]:
    size = f"{_size(len(trial.fetched.body))} in {trial.seconds:.1f} s"
    if trial.outcome in FINE:
        yield "Answer", f"read: {trial.reason}, {size}"
    else:
        yield "Answer", f"{trial.outcome.value.upper()}: {trial.reason}"
    if trial.feed and trial.feed.flaw:
        yield "Flaw", trial.feed.flaw
    if trial.moved_to:
        yield "Moved", f"for good to {trial.moved_to}: better to watch that address"
    if trial.redirected_to not in {"", trial.moved_to}:
        yield "Redirect", f"for now to {trial.redirected_to}"


def _items(trial: Trial, now: datetime) -> Iterator[tuple[str, str]]:
    if trial.items:
        yield "Language", _language(trial) or "not said"
    for item in trial.items[:SHOWN]:
        yield "Items", f"{_date(item, now)}  {item.title or '(no title)'} ({item.outlet})"
        yield "Items", f"    {item.url or '(no link)'}"
    if more := len(trial.items[SHOWN:]):
        yield "Items", f"and {more} more"
    if trial.repeated:
        yield "Items", f"entries that stand on the page a second time: {trial.repeated}"


def _manners(trial: Trial) -> Iterator[tuple[str, str]]:
    if trial.outcome not in FINE:
        return
    yield "Polling", _rhythm(trial)
    names = {"ETag": trial.fetched.etag, "Last-Modified": trial.fetched.last_modified}
    sent = " and ".join(name for name, value in names.items() if value)
    if not sent:
        yield "Unchanged", "it sends neither ETag nor Last-Modified: the whole page each time"
    elif trial.unchanged:
        yield "Unchanged", f"it sends {sent}; asked again, it answered that nothing is new (304)"
    else:
        yield "Unchanged", f"it sends {sent}; asked again, it sent the whole page all the same"


def _rhythm(trial: Trial) -> str:
    said = f"every {in_words(timedelta(minutes=trial.source.poll_minutes))}, a busy feed oftener"
    if not trial.fresh_for:
        return f"{said}; its publisher asks for nothing else"
    ceiling = timedelta(minutes=trial.source.cache_minutes)
    heeded = f", of which we heed {in_words(ceiling)}" if trial.fresh_for > ceiling else ""
    return (
        f"{said}; its publisher says that it stays fresh for {in_words(trial.fresh_for)}{heeded}: "
        f"next look after {in_words(trial.next_look)}"
    )


def _allowance(one: Allowance) -> str:
    said = []
    if one.source is not None:
        said.append("this address may be read" if one.source else FORBIDDEN)
    if one.pages:
        said.append(f"{one.pages_allowed} of {one.pages} pages behind the items may be read")
    return f"{one.host} ({_robots_file(one.status)}): {', '.join(said)}"


def _robots_file(status: int) -> str:
    if 200 <= status < 300:
        return "by its robots.txt"
    return f"it has no robots.txt, {status}" if 400 <= status < 500 else "its robots.txt fails"


def _named(trial: Trial) -> Iterator[tuple[str, str]]:
    if trial.is_page and not trial.feeds_named:
        yield "Feeds", "this web page names none"
    for one in trial.feeds_named:
        yield "Feeds", f"{one.url}  {one.title}".rstrip()
    if trial.feeds_named:
        yield "Feeds", f"try one: monitor sources test {trial.feeds_named[0].url}"


def _item_facts(item: Item) -> dict[str, Any]:
    return {
        "title": item.title,
        "link": item.url,
        "published_at": item.published_at,
        "date_doubtful": item.date_doubtful,
        "outlet": item.outlet,
        "language": item.language,
    }


def _date(item: Item, now: datetime) -> str:
    """As people read it, with the year where that is not this one."""
    if item.published_at is None:
        return "date doubtful" if item.date_doubtful else "no date"
    year = in_london(item.published_at).year
    date = for_people(item.published_at) + (f" {year}" if year != in_london(now).year else "")
    return f"{date} (date doubtful)" if item.date_doubtful else date


def _language(trial: Trial) -> str:
    """That of most items."""
    languages = Counter(item.language for item in trial.items)
    return next((name for name, _ in languages.most_common(1)), "")


def _size(length: int) -> str:
    if length < 1000:
        return f"{length} bytes"
    return f"{length / 1000:.0f} KB" if length < 1_000_000 else f"{length / 1e6:.1f} MB"
