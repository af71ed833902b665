"""What the officer reads at 3 am, made of a firing and its coverage."""

from monitor.alert.messages.words import cut
from monitor.records import Card, Coverage, Firing

MOST_HEADLINE = 140  # Slack refuses headers of more than 150 characters
MOST_SENTENCE = 400


def make_card(alert_id: str, firing: Firing, coverage: Coverage) -> Card:
    """All that an officer needs to decide whether to get up."""
    item, tone = coverage.item, coverage.tone
    headline = cut(item.title or item.text, MOST_HEADLINE)
    evidence = tone.evidence[0].sentence if tone and tone.evidence else ""
    # The headline stands above already; the deciding span beyond it is all of the text we may show.
    telling = next((s for s in (firing.sentence, evidence) if s and s != item.title), "")
    return Card(
        alert_id=alert_id,
        severity=firing.severity,
        rule=f"{firing.rule_id} {firing.rule_name}",
        headline=headline,
        outlet=item.outlet,
        tier=item.tier,
        url=item.url,
        published_at=item.published_at or item.first_seen_at,
        because=firing.because,
        tone=f"{tone.label} ({tone.score:+.2f}, {tone.scorer})" if tone else "not scored",
        sentence=cut(telling, MOST_SENTENCE),
        outlets=coverage.spread.outlets,
        owners=len(coverage.spread.owners),
        lead=firing.lead,
        row=firing.row,
        signpost=firing.signpost,
        note=firing.note,
    )
