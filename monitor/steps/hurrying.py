"""Crises that are on → the sources that are looked at more often while they last."""

from collections.abc import Iterable

from monitor.records import Source
from monitor.store.coverage import Coverage, told_with
from monitor.store.crises import standing_crises
from monitor.store.ledger import Ledger
from monitor.store.stories import outlets_of_stories


def sources_in_crisis(
    coverage: Coverage, ledger: Ledger, sources: Iterable[Source]
) -> frozenset[str]:
    """The sources of the outlets that carry a crisis's story: they are looked at more often."""
    standing = standing_crises(ledger)
    if not standing:
        return frozenset()
    into = told_with(coverage)
    stories = [into.get(one.story_id, one.story_id) for one in standing]
    carrying = {outlet.casefold() for outlet in outlets_of_stories(coverage, stories)}
    return frozenset(one.id for one in sources if one.name.casefold() in carrying)
