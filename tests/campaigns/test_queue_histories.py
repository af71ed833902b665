"""Random histories of what people, the clock and kills do to alerts (K12)."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.campaigns.queue_history import Histories

ANY_PACE = [HealthCheck.too_slow, HealthCheck.data_too_large]


def _histories(many: int, steps: int) -> settings:
    return settings(
        max_examples=many,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=ANY_PACE,
    )


def test_300_histories_have_one_owner_no_late_page_and_no_alert_without_a_due_time() -> None:
    run_state_machine_as_test(Histories, settings=_histories(300, steps=10))


@pytest.mark.campaign
def test_10_000_histories_have_one_owner_no_late_page_and_no_alert_without_a_due_time() -> None:
    run_state_machine_as_test(Histories, settings=_histories(10_000, steps=25))
