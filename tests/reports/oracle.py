"""The figures of the reports once more, counted in plain Python over the records themselves."""

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from itertools import chain
from math import sqrt
from statistics import median
from typing import Any

from monitor.alert.feedback import by_rule, newest
from monitor.records import Alert, Arrival, Enquiry, Item, Mark, Outcome, Output, Reuse
from monitor.times import LONDON
from tests.reports.worlds import NOW, SINCE, UNTIL, Newsroom, World

Row = dict[str, Any]
BEGIN = datetime.combine(SINCE, time(), LONDON).astimezone(UTC)
END = datetime.combine(UNTIL + timedelta(days=1), time(), LONDON).astimezone(UTC)
ASIDE = {"own", "partner", "social"}


@dataclass
class Use:
    output: Output
    item: Item
    reuse: Reuse
    degree: str
    tone: str
    story: str
    at: datetime | None

    def standing(self, days: float) -> str:
        sure = self.degree != "mention"
        in_window = (
            self.at is not None
            and self.output.issued_at is not None
            and (timedelta() <= self.at - self.output.issued_at < timedelta(days=days))
        )
        if self.item.tier.value in ASIDE:
            return self.item.tier.value if sure and in_window else "not counted"
        if self.at is None or self.output.issued_at is None:
            return "undated"
        if in_window:
            return "pick-up" if sure else "probable"
        if not sure:
            return "not counted"
        return "before issue" if self.at < self.output.issued_at else "after the window"

    @property
    def minutes(self) -> float:
        assert self.at
        assert self.output.issued_at
        return (self.at - self.output.issued_at).total_seconds() / 60


def appeared(item: Item) -> datetime | None:
    at, seen = item.published_at, item.first_seen_at
    if at is None or item.date_doubtful:
        return None if item.arrival is Arrival.BACKFILL else seen
    if time() in {at.astimezone(UTC).time(), at.astimezone(LONDON).time()}:
        return min(seen, at + timedelta(hours=24))
    return min(seen, at)


def key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^the ", "", name.lower().replace("&", "and")))


def wilson(k: int, n: int) -> tuple[float | None, float | None]:
    if not n:
        return None, None
    z, share = 1.959963985, k / n
    middle, width = share + z * z / 2 / n, z * sqrt(share * (1 - share) / n + z * z / 4 / n / n)
    down, up = ((middle + sign * width) / (1 + z * z / n) for sign in (-1, 1))
    return max(0.0, down), min(1.0, up)


class Oracle:
    """Counts over the worlds that it is given."""

    def __init__(self, room: Newsroom, worlds: list[World], days: int = 7) -> None:
        self.room, self.worlds, self.days = room, worlds, days

    @cached_property
    def outputs(self) -> list[Output]:
        return [output for world in self.worlds for output in world.outputs]

    @cached_property
    def uses(self) -> list[Use]:
        found = []
        for world in self.worlds:
            outputs = {output.id: output for output in world.outputs}
            for item in world.items:
                read = world.read[item.id]
                for one in read.pickups:
                    if not one.degree or item.arrival is Arrival.RENUMBERED:
                        continue
                    tone = read.tones[0].label if read.tones else "not told"
                    story = read.story.story_id if read.story else item.id
                    output = outputs[one.output_id]
                    found.append(
                        Use(output, item, one.reuse, one.degree, tone, story, appeared(item))
                    )
        return found

    def issued(self, *kinds: str) -> list[Output]:
        return [
            one
            for one in self.outputs
            if one.kind in kinds
            and one.issued_at
            and BEGIN <= one.issued_at < END
            and one.issued_at <= NOW
        ]

    def closed(self, *kinds: str, days: float | None = None) -> list[Output]:
        window = timedelta(days=days or self.days)
        return [
            one for one in self.issued(*kinds) if one.issued_at and one.issued_at + window <= NOW
        ]

    def uses_of(
        self, outputs: Iterable[Output], standing: str, days: float | None = None
    ) -> list[Use]:
        return [
            one
            for output in outputs
            for one in self.by_output.get(output.id, ())
            if one.standing(days or self.days) == standing
        ]

    @cached_property
    def by_output(self) -> dict[str, list[Use]]:
        found: dict[str, list[Use]] = {}
        for one in self.uses:
            found.setdefault(one.output.id, []).append(one)
        return found

    def pickup_rate(self) -> list[Row]:
        rows = []
        for kind in ("release", "statement"):
            for days in sorted({1, 3, self.days}):
                issued, closed = self.issued(kind), self.closed(kind, days=days)
                used = {one.output.id for one in self.uses_of(closed, "pick-up", days)}
                low, high = wilson(len(used), len(closed))
                rows.append(
                    {
                        "kind": kind,
                        "hours": 24 * days,
                        "issued": len(issued),
                        "uncleared": sum(one.cleared_at is None for one in issued),
                        "open": len(issued) - len(closed),
                        "closed": len(closed),
                        "used": len(used),
                        "rate": len(used) / len(closed) if closed else None,
                        "low": low,
                        "high": high,
                    }
                )
        return [row for row in rows if row["issued"]]

    def pickup_outputs(self) -> dict[str, Row]:
        rows = {}
        for output in self.issued("release", "statement"):
            picked = self.uses_of([output], "pick-up")
            first = min(picked, key=lambda one: (one.minutes, one.item.outlet), default=None)
            rows[output.id] = {
                "closed": output in self.closed(output.kind),
                "cleared": output.cleared_at is not None,
                "lists": list(output.lists),
                **breadth(picked),
                "minutes_to_first": first and round(first.minutes, 1),
                "first_outlet": first and first.item.outlet,
                "negative": sum(one.tone == "negative" for one in picked),
                "probable": len(self.uses_of([output], "probable")),
                "before_issue": len(self.uses_of([output], "before issue")),
                "late": len(self.uses_of([output], "after the window")),
                "partner": len(self.uses_of([output], "partner")),
                "social": len(self.uses_of([output], "social")),
            }
        return rows

    def pickup_totals(self) -> list[Row]:
        rows = []
        for kind in ("release", "statement"):
            closed = self.closed(kind)
            picked = self.uses_of(closed, "pick-up")
            firsts = [
                min(one.minutes for one in picked if one.output.id == output)
                for output in {one.output.id for one in picked}
            ]
            rows.append(
                {
                    "kind": kind,
                    "pickups": len(picked),
                    **breadth(picked),
                    "median_minutes_to_first": median(firsts) if firsts else None,
                    "fastest_minutes": min(firsts, default=None),
                    "slowest_minutes": max(firsts, default=None),
                    "median_item_share": _median(one.reuse.item_share for one in picked),
                    "median_release_share": _median(one.reuse.release_share for one in picked),
                    "quote_kept": sum(one.reuse.quotes > 0 for one in picked),
                    "quote_kept_of": sum(one.reuse.quotes_of > 0 for one in picked),
                    "headline_kept": sum(one.reuse.headline for one in picked),
                }
            )
        return [row for row in rows if self.closed(row["kind"])]

    def pickup_counts(self) -> set[tuple[Any, ...]]:
        rows = set()
        for kind in ("release", "statement"):
            closed = self.closed(kind)
            picked = self.uses_of(closed, "pick-up")
            rows |= {(kind, "degree", *one) for one in _grouped(picked, lambda use: use.degree)}
            rows |= {(kind, "tone", *one) for one in _grouped(picked, lambda use: use.tone)}
            for standing in ("probable", "before issue", "after the window", "undated", *ASIDE):
                aside = [] if standing == "own" else self.uses_of(closed, standing)
                if aside:
                    rows |= {(kind, "not counted", *_group(standing, aside))}
        return rows

    def pickup_by(self) -> dict[tuple[str, str], Row]:
        closed = self.closed("release")
        picked = self.uses_of(closed, "pick-up")
        rows: dict[tuple[str, str], Row] = {}

        def add(part: str, value: str, of: list[Output], uses: list[Use]) -> None:
            known = {output.id for output in of}
            uses = [one for one in uses if one.output.id in known]
            used = {one.output.id for one in uses}
            low, high = wilson(len(used), len(known))
            rows[part, value] = {
                "closed": len(known),
                "used": len(used),
                "low": low,
                "high": high,
                **breadth(uses),
            }

        for tier in {one.item.tier.value for one in picked}:
            add("tier", tier, closed, [one for one in picked if one.item.tier.value == tier])
        for owner in {one.item.owner for one in picked}:
            add("owner", owner, closed, [one for one in picked if one.item.owner == owner])
        themes = {output.id: self._themes(output) for output in closed}
        for theme in set(chain(*themes.values())):
            add("theme", theme, [one for one in closed if theme in themes[one.id]], picked)
        names = {key(word) for one in self._every_item() for word in (one.outlet, one.owner)}
        names |= {key(word) for one in self.room.sources for word in (one.name, one.group)}
        for name in {name for output in closed for name in output.lists}:
            sent = [output for output in closed if name in output.lists]
            add("list", name, sent, picked)
            if key(name) and key(name) in names:
                itself = [one for one in picked if _is(name, one.item)]
                add("sent to", name, sent, itself)
        listed = [output for output in closed if output.lists]
        bare = [output for output in closed if not output.lists]
        if listed:
            on = [one for one in picked if any(_is(name, one.item) for name in one.output.lists)]
            add("lists", "outlets named on them", listed, on)
            off = [one for one in picked if one not in on]
            add("lists", "outlets not named on them", listed, off)
        if bare:
            add("lists", "none on record", bare, picked)
        return rows

    def pickup_unused(self) -> dict[str, Row]:
        used = {one.output.id for one in self.uses if one.standing(self.days) == "pick-up"}
        ours = [one for one in self.outputs if one.kind == "release" and one.issued_at]
        rows = {}
        for output in self.closed("release"):
            if output.id in used or not output.issued_at:
                continue
            beside = [
                one.number or one.title
                for one in ours
                if one.id != output.id
                and one.office_id == output.office_id
                and one.id in used
                and one.issued_at
                and one.issued_at <= NOW
                and abs(one.issued_at - output.issued_at) <= timedelta(hours=24)
            ]
            rows[output.id] = {
                "has_list": bool(output.lists),
                "has_quote": bool(output.quotes),
                "beside": min(beside, default=None),
                "unseen": self._unseen(output) or None,
                "probable": len(self.uses_of([output], "probable")),
                "before_issue": len(self.uses_of([output], "before issue")),
                "late": len(self.uses_of([output], "after the window")),
                "partner": len(self.uses_of([output], "partner")),
            }
        return rows

    def outputs_counted(self) -> set[tuple[Any, ...]]:
        told: list[tuple[str, str, datetime, bool]] = [
            ("outputs", one.kind, one.issued_at, one.cleared_at is None)
            for one in self.outputs
            if one.issued_at
        ]
        told += [
            ("diary", one.kind, one.starts_at, False)
            for world in self.worlds
            for one in world.diary
            if one.whose == "ours"
        ]
        told = [one for one in told if BEGIN <= one[2] < END and one[2] <= NOW]
        months = [(*one[:2], f"{one[2].astimezone(LONDON):%Y-%m}", one[3]) for one in told]
        every = months + [(*one[:2], "all", one[3]) for one in months]
        return {
            (*group, len(rows), sum(row[3] for row in rows))
            for group in {one[:3] for one in every}
            if (rows := [row for row in every if row[:3] == group])
        }

    def enquiries_counted(self) -> dict[tuple[str, str], Row]:
        asked = [
            one
            for world in self.worlds
            for one in world.enquiries
            if BEGIN <= one.received_at < END and one.received_at <= NOW
        ]
        parts: dict[str, Callable[[Enquiry], str]] = {
            "all": lambda _: "",
            "month": lambda one: f"{one.received_at.astimezone(LONDON):%Y-%m}",
            "kind": lambda one: one.kind,
            "outlet": lambda one: one.outlet,
            "decision": lambda one: one.decision or "none yet",
        }
        return {
            (part, value): _enquiries([one for one in asked if of(one) == value])
            for part, of in parts.items()
            for value in {of(one) for one in asked}
        }

    def answers_used(self) -> Row:
        ids = {one.id for one in self.issued("statement") if one.enquiry_id}
        issued = [one for one in self.issued("statement") if one.id in ids]
        closed = [one for one in self.closed("statement") if one.id in ids]
        used = {one.output.id for one in self.uses_of(closed, "pick-up")}
        low, high = wilson(len(used), len(closed))
        return {
            "statements": len(issued),
            "open": len(issued) - len(closed),
            "closed": len(closed),
            "used": len(used),
            "low": low,
            "high": high,
        }

    def campaigns_counted(self) -> dict[str, Row]:
        rows = {}
        for world in self.worlds:
            degrees = [self._degrees(world, item) for item in self._campaign_items(world)]
            carrying = sum("present" in one.values() for one in degrees)
            partly = sum("partly" in one.values() for one in degrees) - sum(
                {"present", "partly"} <= set(one.values()) for one in degrees
            )
            low, high = wilson(carrying, len(degrees))
            if degrees:
                rows[f"{world.name} campaign"] = {
                    "items": len(degrees),
                    "carrying": carrying,
                    "partly": partly,
                    "rate": carrying / len(degrees),
                    "low": low,
                    "high": high,
                }
        return rows

    def messages_counted(self) -> dict[str, Row]:
        rows: dict[str, Row] = {}
        for world in self.worlds:
            for item in self._campaign_items(world):
                at = appeared(item)
                assert at
                day = at.astimezone(LONDON).date()
                told = self._degrees(world, item)
                for message in world.messages:
                    in_force = message.from_ <= day and (message.to is None or day <= message.to)
                    if message.id in told or in_force:
                        row = rows.setdefault(
                            message.id, {"items": 0, "present": 0, "partly": 0, "absent": 0}
                        )
                        row["items"] += 1
                        row[told.get(message.id, "absent")] += 1
        return rows

    def _campaign_items(self, world: World) -> list[Item]:
        listing = {output.id for output in world.outputs if output.messages}
        using = {one.item.id for one in self.uses if one.output.id in listing}
        return [
            item
            for item in world.items
            if item.tier.value not in ASIDE
            and item.arrival is not Arrival.RENUMBERED
            and (at := appeared(item))
            and BEGIN <= at < END
            and at <= NOW
            and (item.id in using or world.read[item.id].carried)
        ]

    def _degrees(self, world: World, item: Item) -> dict[str, str]:
        return {one.message_id: one.degree for one in world.read[item.id].carried}

    def _themes(self, output: Output) -> set[str]:
        read = next(one.read for one in self.worlds if output in one.outputs)
        own = read.get(output.item_id)
        tags = {tag.id for facts in own.facts for tag in facts.themes} if own else set()
        return {*output.themes, *tags}

    def _every_item(self) -> Iterable[Item]:
        return (item for world in self.room.worlds for item in world.items)

    @property
    def _alerts(self) -> list[Alert]:
        """Those about sources are of no office."""
        own = [alert for world in self.worlds for alert in world.alerts]
        return own + (self.room.troubles if len(self.worlds) == len(self.room.worlds) else [])

    @property
    def _marks(self) -> list[Mark]:
        """Of one office alone, what was missed must mean that office."""
        every = len(self.worlds) == len(self.room.worlds)
        return [
            mark
            for world in self.worlds
            for mark in world.marks
            if every or mark.alert_id or (mark.item_id in world.read and self._means(world, mark))
        ]

    def _means(self, world: World, mark: Mark) -> bool:
        return bool(world.read[mark.item_id].mentions)

    def alerts_by_rule(self) -> dict[str, Row]:
        alerts = [one for one in self._alerts if BEGIN <= one.created_at < END]
        marks = [one for one in newest(self._marks) if one.says != "missed" or one.said_at < END]
        return {
            one.rule_id: {
                name: value
                for name, value in asdict(one).items()
                if name not in ("precision", "rule_id")
            }
            for one in by_rule(alerts, marks, BEGIN)
        }

    def alerts_missed(self) -> list[str]:
        said = [one for one in newest(self._marks) if one.says == "missed"]
        return [one.item_id for one in reversed(said) if BEGIN <= one.said_at < END]

    def _unseen(self, output: Output) -> list[str]:
        assert output.issued_at
        begin, end = output.issued_at, output.issued_at + timedelta(days=self.days)
        press = {one.id: one.name for one in self.room.sources if one.tier.value not in ASIDE}
        bad = [
            (press.get(one.source_id), one.since_at, one.polled_at)
            for one in self.room.polls
            if one.outcome is Outcome.TOO_SLOW
        ]
        bad += [(press.get(one.source_id), one.from_at, one.to_at) for one in self.room.gaps]  # type: ignore[misc]
        bad += [(one.card.outlet, one.created_at, one.created_at) for one in self.room.troubles]
        return sorted({name for name, first, last in bad if name and first < end and last >= begin})


def breadth(uses: Iterable[Use]) -> Row:
    uses = list(uses)
    return {
        "items": len({one.item.id for one in uses}),
        "stories": len({one.story for one in uses}),
        "outlets": len({one.item.outlet for one in uses}),
        "owners": len({one.item.owner for one in uses}),
    }


def _grouped(uses: list[Use], of: Callable[[Use], str]) -> set[tuple[Any, ...]]:
    return {_group(value, [one for one in uses if of(one) == value]) for value in map(of, uses)}


def _group(value: str, uses: list[Use]) -> tuple[Any, ...]:
    told = breadth(uses)
    return value, len(uses), told["items"], told["outlets"]


def _is(name: str, item: Item) -> bool:
    return bool(key(name)) and key(name) in {key(item.outlet), key(item.owner)}


def _median(shares: Iterable[float]) -> float | None:
    known = list(shares)
    return median(known) if known else None


def _enquiries(asked: list[Enquiry]) -> Row:
    took = [
        (one.answered_at - one.received_at).total_seconds() / 60 for one in asked if one.answered_at
    ]
    return {
        "enquiries": len(asked),
        "answered": len(took),
        "with_deadline": sum(one.deadline_at is not None for one in asked),
        "in_time": sum(
            bool(one.answered_at and one.deadline_at and one.answered_at <= one.deadline_at)
            for one in asked
        ),
        "overdue": sum(
            bool(one.deadline_at and not one.answered_at and one.deadline_at < NOW) for one in asked
        ),
        "median_minutes": median(took) if took else None,
    }
