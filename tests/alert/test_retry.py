"""What becomes of a message after an attempt or a look, as a table and as a game against chance."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from monitor.alert import retry
from monitor.records import Delivery, DeliveryState, Sending, SendResult
from tests.alert.samples import NOON, a_delivery

NEW, SENDING, UNCLEAR, SENT, HELD, PARKED, GIVEN_UP = DeliveryState
YES, NO, MAYBE = SendResult
LOOK_AFTER = timedelta(seconds=15)
ANSWERS = {
    YES: Sending(result=YES, receipt="1.000100"),
    NO: Sending(result=NO, note="Slack: ratelimited"),
    MAYBE: Sending(result=MAYBE, note="no answer"),
}


def an_attempt(state: DeliveryState = SENDING, **changes: Any) -> Delivery:
    return a_delivery(state=state, attempts=1, attempted_at=NOON, **changes)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


# ---------------------------------------------------------------- the table


@pytest.mark.parametrize(
    ("answer", "state", "wait", "note"),
    [
        (YES, SENT, 0, ""),
        (NO, NEW, 5, "Slack: ratelimited"),
        (MAYBE, UNCLEAR, 15, "no answer"),
    ],
)
def test_after_sending(answer: SendResult, state: DeliveryState, wait: int, note: str) -> None:
    after = retry.after_send(an_attempt(), ANSWERS[answer], LOOK_AFTER, NOON)
    assert (after.state, after.note, after.looks) == (state, note, 0)
    assert after.not_before == NOON + seconds(wait)


LATE = NOON + seconds(119)
BLIND = NOON + seconds(120)


@pytest.mark.parametrize("state", [SENDING, UNCLEAR])
@pytest.mark.parametrize(
    ("looks", "found", "now", "after", "looked", "wait", "note"),
    [
        (0, YES, LATE, SENT, 0, None, ""),
        (1, YES, BLIND, SENT, 1, None, ""),
        (0, NO, LATE, UNCLEAR, 1, 15, "not found yet"),
        (0, NO, BLIND, UNCLEAR, 1, 15, "not found yet"),
        (1, NO, LATE, NEW, 1, 0, "not found"),
        (0, MAYBE, LATE, UNCLEAR, 0, 15, "no answer"),
        (1, MAYBE, LATE, UNCLEAR, 1, 15, "no answer"),
        (0, MAYBE, BLIND, NEW, 0, 0, "may be a repeat"),
        (1, MAYBE, BLIND, NEW, 1, 0, "may be a repeat"),
    ],
)
def test_after_looking(
    *,
    state: DeliveryState,
    looks: int,
    found: SendResult,
    now: datetime,
    after: DeliveryState,
    looked: int,
    wait: int | None,
    note: str,
) -> None:
    answer = ANSWERS[found] if found is not NO else Sending(result=NO)
    settled = retry.after_look(an_attempt(state, looks=looks), answer, LOOK_AFTER, now)
    assert (settled.state, settled.looks, settled.note) == (after, looked, note)
    if wait is not None:
        assert settled.not_before == now + seconds(wait)


@pytest.mark.parametrize("result", SendResult)
@pytest.mark.parametrize("after", [retry.after_send, retry.after_look])
def test_only_the_outcome_changes(after: Any, result: SendResult) -> None:
    before = an_attempt()
    settled = after(before, ANSWERS[result], LOOK_AFTER, NOON + seconds(20))
    outcome = ("state", "not_before", "looks", "note", "receipt", "sent_at")
    assert replace(settled, **{name: getattr(before, name) for name in outcome}) == before


@pytest.mark.parametrize("after", [retry.after_send, retry.after_look])
def test_a_receipt_is_kept_with_the_moment(after: Any) -> None:
    settled = after(an_attempt(), ANSWERS[YES], LOOK_AFTER, NOON + seconds(20))
    assert (settled.receipt, settled.sent_at) == ("1.000100", NOON + seconds(20))


@pytest.mark.parametrize(
    ("attempts", "pause"), [(1, 5), (2, 15), (3, 30), (4, 60), (5, 120), (6, 300), (700, 300)]
)
def test_refusals_are_answered_with_longer_and_longer_pauses(attempts: int, pause: int) -> None:
    attempt = replace(an_attempt(), attempts=attempts)
    after = retry.after_send(attempt, ANSWERS[NO], LOOK_AFTER, NOON)
    assert after.not_before == NOON + seconds(pause)


def test_a_channel_that_asks_for_more_time_is_given_it() -> None:
    asked = Sending(result=NO, wait_seconds=90)
    assert retry.after_send(an_attempt(), asked, LOOK_AFTER, NOON).not_before == NOON + seconds(90)
    asked = Sending(result=MAYBE, wait_seconds=90)
    after = retry.after_look(an_attempt(), asked, LOOK_AFTER, NOON + seconds(20))
    assert after.not_before == NOON + seconds(110)


def test_a_channel_that_shows_at_once_is_still_not_asked_in_a_loop_when_it_is_blind() -> None:
    after = retry.after_look(an_attempt(), ANSWERS[MAYBE], timedelta(), NOON)
    assert after.not_before == NOON + seconds(15)


def test_what_may_be_a_repeat_stays_one_until_it_is_sent() -> None:
    blind = retry.after_look(an_attempt(), ANSWERS[MAYBE], LOOK_AFTER, BLIND)
    refused = retry.after_send(replace(blind, attempts=2), ANSWERS[NO], LOOK_AFTER, BLIND)
    assert refused.note == "Slack: ratelimited, may be a repeat"
    again = retry.after_send(replace(refused, attempts=3), ANSWERS[NO], LOOK_AFTER, BLIND)
    assert again.note.endswith("may be a repeat")


@pytest.mark.parametrize("state", DeliveryState)
def test_only_what_may_have_gone_out_must_be_looked_for(state: DeliveryState) -> None:
    assert retry.must_look(an_attempt(state)) == (state in {SENDING, UNCLEAR})


def test_a_message_is_looked_for_when_it_would_have_been_seen() -> None:
    assert not retry.may_look(an_attempt(), LOOK_AFTER, NOON + seconds(14.9))
    assert retry.may_look(an_attempt(), LOOK_AFTER, NOON + seconds(15))
    assert retry.may_look(a_delivery(), LOOK_AFTER, NOON)


# ---------------------------------------------------------------- the game


class Sender(RuleBasedStateMachine):
    """One message, a channel that does its worst, and a sender that may be killed at any moment.

    The sender keeps to the protocol as the delivering step does; the channel shows what it took at
    once. Whether an attempt arrived is known to the channel alone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.message = a_delivery()
        self.shown = 0
        self.posted_at: datetime | None = None
        self.open_since: datetime | None = None  # the last attempt that may have arrived
        self.not_found = 0  # since that attempt
        self.blind = False  # a look since that attempt failed after two minutes
        self.repeat_allowed = False

    def is_due(self) -> bool:
        return self.message.state in {NEW, SENDING, UNCLEAR} and self.message.not_before <= self.now

    def may_send(self) -> bool:
        return self.is_due() and not retry.must_look(self.message)

    def may_look(self) -> bool:
        looks = retry.must_look(self.message)
        return self.is_due() and looks and retry.may_look(self.message, LOOK_AFTER, self.now)

    def claim(self) -> Delivery:
        assert self.message.state is NEW
        if self.open_since:
            assert self.not_found >= 2 or self.blind, "posted again without having looked"
        self.repeat_allowed |= self.blind
        self.open_since, self.not_found, self.blind = self.now, 0, False
        return replace(
            self.message,
            state=SENDING,
            attempts=self.message.attempts + 1,
            attempted_at=self.now,
            looks=0,
        )

    @precondition(may_send)
    @rule(answer=st.sampled_from(SendResult), arrives=st.booleans(), wait=st.integers(0, 400))
    def send(self, answer: SendResult, arrives: bool, wait: int) -> None:
        attempt = self.claim()
        self.shown += answer is YES or (answer is MAYBE and arrives)
        if answer is NO:
            self.open_since = None
        sending = replace(ANSWERS[answer], wait_seconds=wait)
        self.message = retry.after_send(attempt, sending, LOOK_AFTER, self.now)

    @precondition(may_send)
    @rule(arrives=st.booleans())
    def be_killed_while_sending(self, arrives: bool) -> None:
        self.message = self.claim()
        self.shown += arrives

    @precondition(may_look)
    @rule(seen=st.booleans(), killed=st.booleans())
    def look(self, seen: bool, killed: bool) -> None:
        there = ANSWERS[YES] if self.shown else Sending(result=NO)
        answer = there if seen else ANSWERS[MAYBE]
        if killed:  # before the outcome was stored: as if nobody had looked
            return
        self.not_found += answer.result is NO
        assert self.open_since
        self.blind |= answer.result is MAYBE and self.now - self.open_since >= retry.BLIND
        self.message = retry.after_look(self.message, answer, LOOK_AFTER, self.now)

    @rule(wait=st.sampled_from([1, 15, 60, 120, 3600]))
    def wait(self, wait: int) -> None:
        self.now += seconds(wait)

    @rule()
    def wait_until_due(self) -> None:
        self.now = max(self.now, self.message.not_before)

    @invariant()
    def it_is_never_given_up(self) -> None:
        assert self.message.state is not HELD
        if self.message.state is not SENT:
            assert self.message.not_before <= self.now + seconds(400)

    @invariant()
    def it_is_sent_only_if_it_is_seen(self) -> None:
        assert self.shown or self.message.state is not SENT

    @invariant()
    def it_is_seen_twice_only_if_nobody_could_look(self) -> None:
        assert self.shown <= 1 or self.repeat_allowed

    def teardown(self) -> None:
        """From wherever chance left it, a channel that is well again brings it home."""
        until = self.now + seconds(600)
        while self.message.state is not SENT and self.now < until:
            self.now = max(self.now + seconds(1), self.message.not_before)
            if self.may_send():
                self.send(YES, True, 0)
            elif self.may_look():
                self.look(seen=True, killed=False)
        assert self.message.state is SENT
        self.it_is_seen_twice_only_if_nobody_could_look()


TestSender = Sender.TestCase
TestSender.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
