"""Who is who in the examples of rules: the demo's invented area, or the watched offices."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from monitor.demo.script import FOLDER
from monitor.records import Office, Settings
from monitor.settings import default_context
from monitor.settings.load import WATCHLIST, read_tables
from monitor.steps.explaining import Reader, make_reader
from monitor.steps.staging import USUAL_TIME
from monitor.steps.trying_rules import ReaderOf


def reader_of(settings: Settings) -> ReaderOf:
    """For an office of the watchlist a reader of them all; for "" one of the invented area."""
    rules = [replace(rule, enabled=True) for rule in settings.rules]

    @cache
    def invented() -> Reader:
        return make_reader(ashvale(), rules, USUAL_TIME, (), default_context(), settings.tone)

    @cache
    def own() -> Reader:
        watched = (settings.offices, rules, USUAL_TIME, settings.sources, settings.context)
        return make_reader(*watched, settings.tone)

    return lambda office: own() if office else invented()


def ashvale() -> tuple[Office, ...]:
    """The office of the demo, whose people the examples that come with the project speak of."""
    offices: tuple[Office, ...] = read_tables(_watchlist(), WATCHLIST)["offices"]
    return offices


def _watchlist() -> Path:
    return Path(str(FOLDER.joinpath("watchlist.toml")))
