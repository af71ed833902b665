"""What `monitor check` lets a watching rule say is what the watching understands."""

import pytest

from monitor.alert.watching.firing import answers
from monitor.records import Watches
from monitor.settings.check_rules import MEANT

SAYS_HOW_ANOTHER_IS_MEANT = {"hours"}


@pytest.mark.parametrize("kind", MEANT)
def test_every_key_that_means_something_is_let_through_and_no_other(kind: Watches) -> None:
    assert answers(kind) - SAYS_HOW_ANOTHER_IS_MEANT == MEANT[kind]
