"""The whole configuration."""

from dataclasses import dataclass, field

from monitor.records.offices import Context, Office
from monitor.records.oncall import OnCall
from monitor.records.rules import Manners, Rule
from monitor.records.sources import Polling, Source
from monitor.records.thresholds import KeyMessage, PickupThresholds, ToneRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration, checked."""

    polling: Polling
    sources: tuple[Source, ...]
    offices: tuple[Office, ...]
    rules: tuple[Rule, ...]
    oncall: OnCall
    context: Context = field(default_factory=Context)
    tone: ToneRules = field(default_factory=ToneRules)
    messages: tuple[KeyMessage, ...] = ()
    pickup: PickupThresholds = field(default_factory=PickupThresholds)
    manners: Manners = field(default_factory=Manners)
