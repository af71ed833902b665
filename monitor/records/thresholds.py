"""Where tone and pick-up draw their lines, and what the office wants heard."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from monitor.records.words import STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneWords:
    """How strong words are, −4 to 4, and which say nothing of the office; `murder*` inflects."""

    __pydantic_config__: ClassVar = STRICT
    neutral: tuple[str, ...] = ()
    strength: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneThresholds:
    """From which score on an item is polar, and how sure a label must be to be given."""

    __pydantic_config__: ClassVar = STRICT
    negative: float = -0.25  # a score at or below it is negative
    positive: float = 0.4
    sure: float = 0.38  # a label less likely than this goes to a person


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneRules:
    """How tone is told."""

    __pydantic_config__: ClassVar = STRICT
    words: ToneWords = field(default_factory=ToneWords)
    thresholds: ToneThresholds = field(default_factory=ToneThresholds)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMessage:
    """What a campaign wants said, and other ways to say it: one of them carried is enough."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    campaign: str
    text: str
    variants: tuple[str, ...] = ()
    words: tuple[
        str, ...
    ] = ()  # an item with one of these is of the campaign; `shoplift*` inflects
    from_: date
    to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupThresholds:
    """Where one degree of reuse ends and the next begins; shares are 0 to 1, days whole days."""

    __pydantic_config__: ClassVar = STRICT
    copied: float = 0.36  # above it nothing was seen that had not been copied
    possible: float = 0.05  # from here up to `copied`, quotes, figures or a long block decide
    block: int = 12  # words in a row: no two reporters write so many alike
    short_block: int = 8  # so many are enough where two figures agree, or two blocks are so long
    many_blocks: int = 6  # or so many that are shorter still: every sentence was touched up
    whole_item: float = 0.80  # verbatim: the item is nearly all ours,
    whole_release: float = 0.55  # or it has the better half of what we said
    half: float = 0.50  # and of our figures, and is itself ours by half
    quoted: float = 0.80  # quote only: of the words shared, so many are somebody's
    few_figures: int = 1  # that a quote-only item has at most
    early_days: int = 3  # sent to newsrooms so long before it stood on the office's own page
    soon_days: int = 14  # copied without a quote: later it is the same event, told anew
    late_days: int = 400  # an old release quoted years later is not its pick-up
    mention_days: int = 130  # news of a release told wholly in the newsroom's own words
    unnamed_days: int = 21  # the same without a word of the office
    mention_words: int = 4  # rare ones that both have, and figures
    mention_topic: float = 0.25  # of all such words there, those of this one release
    retold_days: int = 90  # a release that tells again what stood in the item before; 0: never
