"""One person on call at every minute of a winter and both of its clock changes."""

import itertools
from datetime import timedelta

import pytest

from monitor.alert import rota
from monitor.alert.rota.spans import spans
from monitor.records import OnCall
from tests.alert.rotas import FIRST, LAST, ROTAS, Oracle, every

MINUTE = timedelta(minutes=1)


@pytest.mark.campaign
@pytest.mark.parametrize(("oncall", "oracle"), ROTAS.values(), ids=ROTAS)
def test_exactly_one_person_is_on_call_at_every_minute(oncall: OnCall, oracle: Oracle) -> None:
    minutes = 0
    for moment in every(MINUTE, FIRST, LAST):
        assert rota.holder(oncall, (), "on-call", moment) == oracle.who(moment), moment
        minutes += 1
    assert minutes == 212 * 24 * 60


@pytest.mark.campaign
@pytest.mark.parametrize(("oncall", "oracle"), ROTAS.values(), ids=ROTAS)
def test_the_table_says_the_same_of_every_minute(oncall: OnCall, oracle: Oracle) -> None:
    held = spans(oncall, (), "on-call", FIRST, LAST)
    assert (held[0].begins_at, held[-1].ends_at) == (FIRST, LAST)
    for before, span in itertools.pairwise(held):
        assert before.ends_at == span.begins_at
    for span in held:
        for moment in every(MINUTE, span.begins_at, span.ends_at):
            assert oracle.who(moment) == span.person_id
