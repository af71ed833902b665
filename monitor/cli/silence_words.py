"""A silence as people say it: until when, why, and who says so."""

from datetime import UTC, datetime, timedelta

from monitor.cli.register_words import day
from monitor.errors import InputRefused
from monitor.ids import content_id
from monitor.records import Silence
from monitor.registers.fields import moment_of
from monitor.times import as_iso, in_london

LONGEST = timedelta(days=90)


def silence_of(  # noqa: PLR0913 - what a silence is
    *,
    rule_id: str = "",
    story_id: str = "",
    source_id: str = "",
    until: str,
    why: str,
    owner: str,
    now: datetime,
) -> Silence:
    """InputRefused without a reason, or with an end that is past or too far ahead."""
    reason, ends_at = " ".join(why.split()), _end(until, now)
    if not reason:
        raise InputRefused("say why, with --why: somebody will ask")
    if ends_at <= now:
        raise InputRefused(f"{day(ends_at)} is past")
    if ends_at > now + LONGEST:
        what = f"{day(ends_at)} is more than {LONGEST.days} days ahead; say it again then"
        raise InputRefused(f"{what}, or give a rule `enabled = false` in rules/alerts.toml")
    return Silence(
        id=content_id("silence", rule_id, story_id, source_id, owner, as_iso(now), as_iso(ends_at)),
        rule_id=rule_id,
        story_id=story_id,
        source_id=source_id,
        why=reason,
        owner=owner,
        begins_at=now,
        ends_at=ends_at,
    )


def _end(until: str, now: datetime) -> datetime:
    """The moment that is meant; a day counts to its last minute, by London's clock."""
    moment = moment_of(until, now)
    if ":" in until or until.strip().casefold() == "now":
        return moment
    return in_london(moment).replace(hour=23, minute=59).astimezone(UTC)
