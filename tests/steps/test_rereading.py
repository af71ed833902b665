"""A changed rulebook is taken over while we watch; one with a mistake never, and that is told."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.records import AlertState
from monitor.settings import ALERTS, load_settings
from monitor.steps.rereading import RULE, reread, rulebook_in
from monitor.steps.watch import Watch, open_watch
from monitor.store.alerts import list_alerts
from monitor.store.outbox import list_deliveries
from tests.alert.samples import NOON
from tests.settings import ALERTS as RULES
from tests.settings import GOOD, write

BROKEN = RULES.replace("resign*", "(a+)+")
OTHER = RULES.replace('"resign*"', '"quit"')
MINUTE = timedelta(minutes=1)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write(tmp_path / "config", GOOD)


@pytest.fixture
def watch(config: Path, tmp_path: Path) -> Iterator[Watch]:
    with open_watch(load_settings(config), tmp_path / "data", None, lambda _: None) as opened:
        yield opened


def wanted(watch: Watch) -> tuple[str, ...]:
    return watch.rules[0].rule.when[0].words


def test_what_did_not_change_is_not_read_again(watch: Watch, config: Path) -> None:
    again, _ = reread(watch, rulebook_in(config), NOON)
    assert again is watch


def test_a_changed_rulebook_is_in_force_at_once(watch: Watch, config: Path) -> None:
    book = rulebook_in(config)
    write(config, GOOD | {ALERTS: OTHER})
    watch, book = reread(watch, book, NOON)
    assert wanted(watch) == ("quit",)
    assert watch.urgent.stands_in("She quit.")
    assert watch.settings.rules[0].when[0].words == ("quit",)
    assert reread(watch, book, NOON)[0] is watch


def test_a_mistake_leaves_the_rules_of_before_in_force_and_is_told_once(
    watch: Watch, config: Path
) -> None:
    book = rulebook_in(config)
    write(config, GOOD | {ALERTS: BROKEN})
    for minute in range(3):
        watch, book = reread(watch, book, NOON + minute * MINUTE)
    assert wanted(watch) == ("resign*",)
    (alert,) = list_alerts(watch.ledger)
    assert (alert.rule_id, alert.state) == (RULE, AlertState.NEW)
    assert "alerts.toml:7" in alert.card.because[0]
    assert "words are looked for as they stand" in alert.card.because[0]
    assert "stay in force" in alert.card.headline
    (message,) = list_deliveries(watch.ledger, [alert.id])
    assert message.person_id == "sam"


def test_it_is_over_when_the_file_is_right_again(watch: Watch, config: Path) -> None:
    book = rulebook_in(config)
    write(config, GOOD | {ALERTS: BROKEN})
    watch, book = reread(watch, book, NOON)
    write(config, GOOD | {ALERTS: OTHER})
    watch, book = reread(watch, book, NOON + MINUTE)
    assert wanted(watch) == ("quit",)
    assert [one.state for one in list_alerts(watch.ledger)] == [AlertState.CLOSED]


def test_a_file_that_is_gone_is_a_mistake_too(watch: Watch, config: Path) -> None:
    book = rulebook_in(config)
    (config / ALERTS).unlink()
    watch, book = reread(watch, book, NOON)
    assert wanted(watch) == ("resign*",)
    assert len(list_alerts(watch.ledger)) == 1
