"""What was read out of an item: who is meant, who speaks, in what tone, in which story."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.records.registers import OutputKind
from monitor.records.words import FlagKind, Origin, Speaker, Subject, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where an office is meant. `start` and `end` count characters of title or text."""

    office_id: str
    holder_id: str  # "" when the office is named without its holder
    role: str  # "office" when no holder is named
    surface: str
    start: int
    end: int
    where: Where  # offsets of `headline` count in the title, the others in the text
    confidence: float
    evidence: tuple[str, ...] = ()  # what speaks for it, in words
    prominence: int = 0  # headline 3, lead 2, body 1
    subject: Subject = "office"
    passage: int = 0  # the fingerprint of the sentence it stands in: by it a copy is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody said, as an article gives it. `start` and `end` count as a mention's do."""

    speaker: Speaker
    name: str  # of somebody in public office; "" of everybody else
    start: int
    end: int
    where: Where
    direct: bool  # between quotation marks
    office_id: str = ""  # the office that speaks here, or whose service does


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A district, theme or topic of an item, and the words that show it."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something an item has wrong about us: a person decides whether to ask for a correction."""

    kind: FlagKind
    words: str  # as they stand there
    sentence: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an item tells of one office, beside tone.

    An item may be about the force or a service of the office without meaning the office: `subject`
    says so, and such an item is context, not coverage.
    """

    office_id: str
    subject: Subject
    prominence: int
    quoted: bool  # a holder, the office or its service
    origin: Origin
    origin_why: str
    in_hours: bool
    districts: tuple[Tag, ...] = ()
    themes: tuple[Tag, ...] = ()
    topics: tuple[Tag, ...] = ()
    leads: tuple[Tag, ...] = ()  # rows of who answers for what
    named: tuple[Tag, ...] = ()  # who else of ours: the force, its chief, bodies, MPs
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """A mention that is too weak to act on, with the sentence by which a person can judge it."""

    mention: Mention
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A person's word on whether an item means an office: it outlasts edits and holds for copies.

    `passages` are the fingerprints of the sentences that were ruled on, filled when the daemon
    takes the ruling in.
    """

    item_id: str
    office_id: str
    says: Literal["ours", "not ours", "withdrawn"]
    note: str
    ruled_by: str
    ruled_at: datetime
    passages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence and the words in it that decided."""

    sentence: str
    words: tuple[str, ...]


ToneLabel = Literal["negative", "neutral", "positive", "mixed", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Words of a sentence, tone towards which is asked; `start` and `end` count in the sentence."""

    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """Tone towards a target, as a scorer sees it in one sentence; the three shares add up to 1."""

    negative: float
    neutral: float
    positive: float

    @property
    def score(self) -> float:
        """From −1 to 1."""
        return self.positive - self.negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """Tone towards an office, −1 to 1, with the sentences that decided it."""

    office_id: str
    label: ToneLabel
    score: float
    scorer: str  # its name and version
    evidence: tuple[Evidence, ...]
    confidence: float = 0.0  # how often such a label is right, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's word on the tone of an item towards an office: it wins until it is taken back.

    `label` "" takes back what was said.
    """

    item_id: str
    office_id: str
    label: Literal["negative", "neutral", "positive", "mixed", ""]
    note: str
    said_by: str
    said_at: datetime


Degree = Literal["verbatim", "edited", "quote-only", "mention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """What an item and something that the office said have in common; no threshold stands here.

    Shares are 0 to 1. `rival` is the id of what explains the same words better, if anything does.
    """

    release_share: float  # of the release's words, those that stand in the item
    item_share: float  # of the item's words, those that are the release's
    blocks: tuple[int, ...] = ()  # words of each passage that stands in both
    quotes: int = 0  # kept, of so many
    quotes_of: int = 0
    quoted: float = 0.0  # of the words they share, those that the release has somebody say
    said: int = 0  # of the item's quotations, those out of one of the release's
    strange: int = 0  # and those that the release does not have
    figures: tuple[str, ...] = ()  # in both, of so many that the release has
    figures_of: int = 0
    names: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()  # that few releases have: figures, names, words near the office's
    topic: float = 0.0  # of all such words of the item, those of this release
    named: bool = False  # the item names the office, or somebody whom the release quotes
    headline: bool = False  # was kept
    days: int | None = None  # from release to item; under 0: before it
    other_edition: bool = False  # last year's, by its year, sum or round
    rival: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickup:
    """What an item took of an output, and what that amounts to; "" is nothing."""

    output_id: str
    office_id: str  # whose output it is
    kind: OutputKind
    reuse: Reuse
    degree: Degree | Literal[""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A key message and how far an item of its campaign carries it."""

    message_id: str
    office_id: str
    degree: Literal["present", "partly", "absent"]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """By what an item's story is found when its text is gone: numbers, each the hash of words."""

    runs: tuple[int, ...] = ()  # of five words, of which some are kept: the same ones in any copy
    words: tuple[int, ...] = ()  # that may tell an event
    names: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()
    article: str = ""  # the number under which a group's titles share an article


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An item as its story is chosen: who says it when, and its fingerprint."""

    item_id: str
    at: datetime
    owner: str
    outlet: str
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPlace:
    """The story an item belongs to and why: it started it, copies it, or follows it up."""

    story_id: str
    reason: Literal["first", "copy", "follow-up"]
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRuling:
    """A person's word on stories, kept for ever; the newest on an item or a story counts.

    `merge`: all of `story_id` is told with `into`. `split`: `item_id` and its copies leave
    `story_id` for `into`. `withdrawn` takes back what was said of the same story and item.
    """

    says: Literal["merge", "split", "withdrawn"]
    story_id: str
    item_id: str = ""
    into: str = ""
    note: str = ""
    ruled_by: str
    ruled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """All that was concluded of one item."""

    item_id: str
    mentions: tuple[Mention, ...] = ()
    possible: tuple[Possible, ...] = ()
    tones: tuple[Tone, ...] = ()
    facts: tuple[Facts, ...] = ()  # one for each office that is meant, then those of context
    quotes: tuple[Quote, ...] = ()
    pickups: tuple[Pickup, ...] = ()
    carried: tuple[Carried, ...] = ()
    story: StoryPlace | None = None
    fingerprint: Fingerprint | None = None  # of an item that belongs to a story
