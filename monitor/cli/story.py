"""`monitor story`: what is told as one story, and a person's word on it, kept for ever."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from monitor.cli.command import FINE, as_json, name_of, show, you
from monitor.clock import now_utc
from monitor.errors import InputRefused
from monitor.ids import story_id
from monitor.records import StoryRuling
from monitor.reports.wording import count, listed
from monitor.store.alerts import alerts_of_stories
from monitor.store.ledger import open_ledger
from monitor.store.paths import lake_of, ledger_of
from monitor.store.stories import items_of_story, items_told_with, list_stories
from monitor.store.story_rulings import add_story_rulings, list_story_rulings
from monitor.times import for_people

EFFECT = "It counts from the daemon's next pass, and for everything that comes later."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="stories, the newest first", allow_abbrev=False)
    listing.add_argument("--days", type=float, default=7, metavar="N", help="how far back (7)")
    one = actions.add_parser("show", help="the items of a story", allow_abbrev=False)
    one.add_argument("story", metavar="STORY")
    for reading in (listing, one):
        reading.add_argument("--json", action="store_true", help="facts as JSON")
    merge = actions.add_parser("merge", help="two stories are one", allow_abbrev=False)
    merge.add_argument("story", metavar="STORY")
    merge.add_argument("into", metavar="OTHER")
    split = actions.add_parser(
        "split", help="an item and its copies are another story", allow_abbrev=False
    )
    split.add_argument("item", metavar="ITEM")
    split.add_argument("--into", default="", metavar="STORY", help="which one (a new one)")
    undo = actions.add_parser("undo", help="take back what was said", allow_abbrev=False)
    undo.add_argument("id", metavar="ID", help="the story that was merged, or the item")
    for ruling in (merge, split, undo):
        ruling.add_argument("--note", default="", metavar="TEXT", help="why, for the next reader")
        ruling.add_argument("--by", type=name_of, metavar="NAME", help="who says so (you)")


def run(args: argparse.Namespace) -> int:
    args.now = now_utc()  # one moment for all that is said in one breath
    if args.action == "list":
        stories = list_stories(lake_of(args.data), args.now - timedelta(days=args.days))
        show(as_json(stories) if args.json else "\n".join(map(_line, stories)) or "No story.")
    elif args.action == "show":
        items = _items(args.data, args.story)
        show(as_json(items) if args.json else "\n".join(_story(items)))
    else:
        rulings = {"merge": _merge, "split": _split, "undo": _undo}[args.action](args)
        with closing(open_ledger(ledger_of(args.data))) as ledger:
            add_story_rulings(ledger, rulings)
        show("\n".join((*map(_told, rulings), EFFECT)))
    return FINE


def _merge(args: argparse.Namespace) -> list[StoryRuling]:
    """The story that has alerts is the one that is left, so that nobody is told of it again."""
    story, into = (_items(args.data, one)[0]["story_id"] for one in (args.story, args.into))
    if story == into:
        raise InputRefused("they are one story already")
    with closing(open_ledger(ledger_of(args.data))) as ledger:
        alerted = {alert.story_id for alert in alerts_of_stories(ledger, [story, into])}
    if story in alerted and into not in alerted:
        story, into = into, story
    return [_ruling(args, says="merge", story_id=story, into=into)]


def _split(args: argparse.Namespace) -> list[StoryRuling]:
    """All copies of the text go with it."""
    items = items_told_with(lake_of(args.data), args.item)
    if not items:
        raise InputRefused(f"no item of a story has the id {args.item}")
    into = _items(args.data, args.into)[0]["story_id"] if args.into else story_id(args.item)
    if any(one["story_id"] == into for one in items):
        into = _another(into, items)
    return [
        _ruling(args, says="split", story_id=one["story_id"], item_id=one["item_id"], into=into)
        for one in items
    ]


def _another(into: str, items: Sequence[dict[str, Any]]) -> str:
    """The item began the story that it leaves: what it begins now needs another name."""
    return story_id(f"{into}/{items[0]['item_id']}")


def _undo(args: argparse.Namespace) -> list[StoryRuling]:
    with closing(open_ledger(ledger_of(args.data))) as ledger:
        standing = list_story_rulings(ledger)
    said = [one for one in standing if args.id == (one.item_id or one.story_id)]
    if not said:
        raise InputRefused(f"nobody said anything of {args.id}")
    breaths = {(one.ruled_at, one.ruled_by) for one in said}
    return [
        _ruling(args, says="withdrawn", story_id=one.story_id, item_id=one.item_id)
        for one in standing
        if (one.ruled_at, one.ruled_by) in breaths
    ]


def _ruling(args: argparse.Namespace, **said: Any) -> StoryRuling:  # noqa: ANN401
    return StoryRuling(**said, note=args.note, ruled_by=args.by or you(), ruled_at=args.now)


def _items(data: Path, story: str) -> list[dict[str, Any]]:
    items = items_of_story(lake_of(data), story)
    if not items:
        raise InputRefused(f"no story has the id {story}")
    return items


def _line(story: dict[str, Any]) -> str:
    spread = listed(
        count(story[of], of.removesuffix("s")) for of in ("items", "outlets", "owners", "originals")
    )
    tone = f", mostly {story['tone']}" if story["tone"] else ""
    return f"{story['story_id']}  {for_people(story['newest'])}  {spread}{tone}: {story['title']}"


def _story(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    for one in items:
        when = for_people(one["published_at"] or one["first_seen_at"])
        yield f"{one['item_id']}  {when}  {one['reason']:<9}  {one['outlet']}: {one['title']}"


def _told(ruling: StoryRuling) -> str:
    match ruling.says:
        case "merge":
            return f"{ruling.story_id} is told with {ruling.into}."
        case "split":
            return f"{ruling.item_id} leaves {ruling.story_id} for {ruling.into}."
        case _:
            return f"Taken back: what was said of {ruling.item_id or ruling.story_id}."
