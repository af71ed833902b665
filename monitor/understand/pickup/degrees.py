"""What a match amounts to. Matches stay as they are when any of this changes."""

from typing import Literal

from monitor.records import Degree, PickupThresholds, Reuse


def degree_of(reuse: Reuse, limits: PickupThresholds) -> Degree | Literal[""]:
    """How an item reuses a release, or "" where it does not."""
    if reuse.other_edition or reuse.rival:
        return ""
    if _in_time(reuse, limits.late_days, limits) and _reused(reuse, limits):
        return _reuse(reuse, limits)
    return "mention" if _mentioned(reuse, limits) else ""


def _in_time(reuse: Reuse, latest: int, limits: PickupThresholds) -> bool:
    return reuse.days is None or -limits.early_days <= reuse.days <= latest


def _reused(reuse: Reuse, limits: PickupThresholds) -> bool:
    """A quote decides by itself; somebody else's quote alone shows another reporter's own work."""
    if reuse.said:
        return True
    share = _share(reuse)
    if _quotes_others(reuse):
        return share >= limits.half
    soon = _in_time(reuse, limits.soon_days, limits)
    return share >= limits.copied or (soon and share >= limits.possible and _telling(reuse, limits))


def _share(reuse: Reuse) -> float:
    return max(reuse.release_share, reuse.item_share)


def _quotes_others(reuse: Reuse) -> bool:
    return bool(reuse.strange and reuse.quotes_of and not reuse.said)


def _telling(reuse: Reuse, limits: PickupThresholds) -> bool:
    """Figures alone do not tell a copy from another reporter at the same event."""
    longest = max(reuse.blocks, default=0)
    return (
        reuse.quotes > 0
        or longest >= limits.block
        or (len(reuse.figures) > 1 and longest >= limits.short_block)
        or sum(one >= limits.short_block for one in reuse.blocks) > 1
        or len(reuse.blocks) >= limits.many_blocks
    )


def _reuse(reuse: Reuse, limits: PickupThresholds) -> Degree:
    if reuse.item_share >= limits.whole_item or _whole_release(reuse, limits):
        return "verbatim"
    part = reuse.release_share < limits.copied and len(reuse.figures) <= limits.few_figures
    only = part and reuse.quoted >= limits.quoted and (reuse.said or reuse.quotes)
    return "quote-only" if only else "edited"


def _whole_release(reuse: Reuse, limits: PickupThresholds) -> bool:
    return (
        reuse.release_share >= limits.whole_release
        and reuse.item_share >= limits.half
        and len(reuse.figures) >= limits.half * reuse.figures_of
    )


def _mentioned(reuse: Reuse, limits: PickupThresholds) -> bool:
    """Rare words of the release, and the office's name or two figures: its news, told anew."""
    if not _near(reuse, limits) or _quotes_others(reuse) or reuse.topic < limits.mention_topic:
        return False
    return len(reuse.rare) + len(reuse.figures) >= limits.mention_words


def _near(reuse: Reuse, limits: PickupThresholds) -> bool:
    if reuse.days is None:
        return False
    if reuse.days < 0:  # the release tells again what stood in the item: related, not reuse
        return -reuse.days <= limits.retold_days and len(reuse.figures) > 1
    if reuse.named:
        return reuse.days <= limits.mention_days
    return reuse.days <= limits.unnamed_days and len(reuse.figures) > 1
