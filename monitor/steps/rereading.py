"""A changed `rules/alerts.toml` → the rules in force, without a restart; one with a mistake never.

Whether the file changed is seen by its time and size. A mistake leaves the rules of before in force
and is told as an alert of its own, with file and line; it ends when the file is right again.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from monitor import ids
from monitor.alert.firing import shown
from monitor.alert.rulebook import alarms, make_ready, urgent
from monitor.errors import ConfigError
from monitor.records import Firing, Severity
from monitor.settings import ALERTS, load_rulebook
from monitor.steps.acting import close_alerts
from monitor.steps.judging import judge_and_keep
from monitor.steps.watch import Watch
from monitor.store.watched import open_stories

RULE = "RULES"  # under which a mistake in the file is told
MOST = 5  # mistakes on a card
State = tuple[int, int]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Where the rules stand, and how the file was when they were last read."""

    path: Path
    state: State


def rulebook_in(config: Path) -> Rulebook:
    """The file of this configuration as it is now; its rules are taken to be in force."""
    path = config / ALERTS
    return Rulebook(path, _state(path))


def reread(watch: Watch, book: Rulebook, now: datetime) -> tuple[Watch, Rulebook]:
    """The watch with the rules that the file holds, if it changed since and has no mistake."""
    state = _state(book.path)
    if state == book.state:
        return watch, book
    book = replace(book, state=state)
    try:
        rules, manners = load_rulebook(book.path, watch.settings)
    except ConfigError as error:
        _tell(watch, error, state, now)
        return watch, book
    log.info("rulebook=%s read anew, rules=%d", book.path, len(rules))
    _tell_no_more(watch, now)
    ready = make_ready(rules)
    settings = replace(watch.settings, rules=rules, manners=manners)
    watch = replace(
        watch,
        settings=settings,
        rules=ready,
        alarms=alarms(ready),
        critical=urgent(ready, Severity.S1),
        urgent=urgent(ready),
    )
    return watch, book


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _tell(watch: Watch, error: ConfigError, state: State, now: datetime) -> None:
    _tell_no_more(watch, now)  # of a mistake that another one took the place of
    mistakes = [f"{one.file}:{one.line}: {one.what}" for one in error.problems]
    for mistake in mistakes:
        log.error("the rules of before stay in force: %s", mistake)
    more = [f"and {len(mistakes) - MOST} more"] if len(mistakes) > MOST else []
    firing = Firing(
        rule_id=RULE,
        rule_name="The rules on disk have a mistake",
        severity=Severity.S3,
        lead="office (system)",
        because=(*mistakes[:MOST], *more),
        note="The rules of before stay in force. `monitor check` shows every mistake.",
    )
    title = "rules/alerts.toml cannot be used: the rules of before stay in force"
    judge_and_keep(watch, [(firing, shown(ids.content_id(RULE, str(state)), title, now))], now)


def _tell_no_more(watch: Watch, now: datetime) -> None:
    close_alerts(watch.ledger, list(open_stories(watch.ledger, [RULE])), now)
