"""A rule that fired, and what is no item in the form in which coverage is judged."""

from datetime import datetime

from monitor.records import Coverage, Firing, Item, Rule, Severity, Spread, Tier


def firing_of(
    rule: Rule,
    because: tuple[str, ...],
    severity: Severity | None = None,
    words: tuple[str, ...] = (),
    sentence: str = "",
) -> Firing:
    """The rule's firing, as urgent as the rule is unless a severity is given."""
    return Firing(
        rule_id=rule.id,
        rule_name=rule.name,
        severity=severity or rule.severity,
        lead=rule.lead,
        because=because,
        words=words,
        sentence=sentence,
        row=rule.row,
        notify=rule.notify,
        signpost=rule.signpost,
        note=rule.note,
        shadow=rule.shadow,
    )


def shown(  # noqa: PLR0913 - what a card shows
    story: str,
    title: str,
    now: datetime,
    *,
    office_id: str = "",
    outlet: str = "The monitor itself",
    tier: Tier = Tier.OWN,
    item: str = "",
    url: str = "",
) -> Coverage:
    """Something that is no item, to be judged as if it were one; `item` tells its turns apart."""
    one = Item(
        id=item or story,
        source_id="",
        outlet=outlet,
        tier=tier,
        owner="",
        url=url,
        title=title,
        text="",
        author="",
        published_at=None,
        first_seen_at=now,
    )
    return Coverage(
        item=one,
        office_id=office_id,
        mentions=(),
        tone=None,
        story_id=story,
        spread=Spread(items=0),
    )
