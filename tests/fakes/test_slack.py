"""The fake Slack, seen through Slack's own client."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import IncompleteRead, RemoteDisconnected
from threading import Thread
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.fakes.slack import FakeSlack

ALERT = {"event_type": "alert", "event_payload": {"alert_id": "a1", "attempt": 1}}
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "Commissioner resigns"}}]


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSlack]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with FakeSlack(hang=30.0) as fake:
        yield fake


def client(slack: FakeSlack, *, token: str = "xoxb-test", timeout: int = 5) -> WebClient:
    return WebClient(token=token, base_url=slack.url, timeout=timeout, retry_handlers=[])


def post(slack: FakeSlack, text: str = "Alert", **more: Any) -> Any:
    return client(slack).chat_postMessage(channel="C1", text=text, **more)


def texts(slack: FakeSlack) -> list[str]:
    return [message.text for message in slack.visible()]


def error_of(failure: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(failure.value.response["error"])


def test_a_post_is_seen_in_its_channel_with_all_it_carried(slack: FakeSlack) -> None:
    answer = post(slack, blocks=BLOCKS, metadata=ALERT, thread_ts="1760000000.000100")
    (seen,) = slack.visible("C1")
    assert slack.posts == [seen]
    assert slack.visible("C2") == []
    assert (seen.text, seen.blocks, seen.metadata) == ("Alert", BLOCKS, ALERT)
    assert (seen.ts, seen.thread_ts) == (answer["ts"], "1760000000.000100")
    assert seen.at_monotonic <= time.monotonic()


def test_a_form_may_carry_blocks_and_metadata_as_json_text(slack: FakeSlack) -> None:
    form = {"channel": "C1", "text": "Alert", "blocks": '[{"type": "divider"}]'}
    form["metadata"] = '{"event_type": "alert", "event_payload": {}}'
    client(slack).api_call("chat.postMessage", data=form)
    assert slack.visible()[0].blocks == [{"type": "divider"}]
    assert slack.visible()[0].metadata == {"event_type": "alert", "event_payload": {}}


def test_blocks_that_are_not_json_are_refused(slack: FakeSlack) -> None:
    with pytest.raises(SlackApiError) as failure:
        post(slack, blocks="[{")
    assert error_of(failure) == "invalid_blocks"
    assert slack.posts == []


def test_every_call_is_on_record_with_its_parameters(slack: FakeSlack) -> None:
    client(slack).auth_test()
    post(slack)
    assert [call.method for call in slack.calls] == ["auth.test", "chat.postMessage"]
    assert slack.calls[1].params == {"channel": "C1", "text": "Alert"}
    assert slack.calls[0].at <= slack.calls[1].at


def test_ts_rises_even_while_the_clock_stands_still() -> None:
    noon = datetime(2025, 10, 9, 8, 53, 20, 100, UTC)
    with FakeSlack(clock=lambda: noon) as slack:
        stamps = [post(slack)["ts"] for _ in range(3)]
    assert stamps == ["1760000000.000100", "1760000000.000200", "1760000000.000300"]


def test_a_wrong_token_is_refused(slack: FakeSlack) -> None:
    with pytest.raises(SlackApiError) as failure:
        client(slack, token="xoxb-other").auth_test()
    assert error_of(failure) == "invalid_auth"


def test_no_token_is_refused(slack: FakeSlack) -> None:
    with pytest.raises(SlackApiError) as failure:
        client(slack, token="").auth_test()
    assert error_of(failure) == "not_authed"


def test_an_unknown_method_is_refused(slack: FakeSlack) -> None:
    with pytest.raises(SlackApiError) as failure:
        client(slack).chat_meMessage(channel="C1", text="waves")
    assert error_of(failure) == "unknown_method"


def test_history_gives_the_newest_first_and_metadata_only_on_request(slack: FakeSlack) -> None:
    post(slack, "first", metadata=ALERT)
    post(slack, "second", metadata=ALERT)
    plain = client(slack).conversations_history(channel="C1")["messages"]
    rich = client(slack).conversations_history(channel="C1", include_all_metadata=True)["messages"]
    assert [message["text"] for message in plain] == ["second", "first"]
    assert "metadata" not in plain[0]
    assert rich[0]["metadata"] == ALERT


def test_history_keeps_to_its_channel_and_begins_after_oldest(slack: FakeSlack) -> None:
    first, second = (post(slack, text)["ts"] for text in ("first", "second"))
    client(slack).chat_postMessage(channel="C2", text="elsewhere")
    later = client(slack).conversations_history(channel="C1", oldest=first)["messages"]
    both = client(slack).conversations_history(channel="C1", oldest=first, inclusive=True)
    assert [message["ts"] for message in later] == [second]
    assert [message["ts"] for message in both["messages"]] == [second, first]


def test_history_pages_are_not_shifted_by_a_message_that_arrives_between(slack: FakeSlack) -> None:
    for number in range(5):
        post(slack, str(number))
    first = client(slack).conversations_history(channel="C1", limit=2)
    post(slack, "new")
    cursor = first["response_metadata"]["next_cursor"]
    second = client(slack).conversations_history(channel="C1", limit=2, cursor=cursor)
    assert [message["text"] for message in first["messages"]] == ["4", "3"]
    assert [message["text"] for message in second["messages"]] == ["2", "1"]
    assert second["has_more"]


def test_a_reply_is_in_its_thread_and_not_in_the_history(slack: FakeSlack) -> None:
    parent = post(slack, "parent")["ts"]
    post(slack, "reply", thread_ts=parent)
    history = client(slack).conversations_history(channel="C1")["messages"]
    thread = client(slack).conversations_replies(channel="C1", ts=parent)["messages"]
    assert [message["text"] for message in history] == ["parent"]
    assert [message["text"] for message in thread] == ["parent", "reply"]


def test_an_update_changes_what_is_seen_and_not_what_was_posted(slack: FakeSlack) -> None:
    ts = post(slack, "Alert", blocks=BLOCKS)["ts"]
    client(slack).chat_update(channel="C1", ts=ts, text="Acknowledged")
    assert [message.text for message in slack.posts] == ["Alert"]
    assert texts(slack) == ["Acknowledged"]
    assert slack.visible()[0].blocks == BLOCKS


def test_an_update_of_no_message_is_refused(slack: FakeSlack) -> None:
    with pytest.raises(SlackApiError) as failure:
        client(slack).chat_update(channel="C1", ts="1.000000", text="Acknowledged")
    assert error_of(failure) == "message_not_found"


def test_the_same_people_are_always_given_the_same_conversation(slack: FakeSlack) -> None:
    alone = client(slack).conversations_open(users="U1")["channel"]["id"]
    group = client(slack).conversations_open(users=["U2", "U1"])["channel"]["id"]
    again = client(slack).conversations_open(users=["U1", "U2"])["channel"]["id"]
    assert alone.startswith("D")
    assert group == again != alone


def test_accept_then_close_shows_the_message_and_says_nothing(slack: FakeSlack) -> None:
    slack.misbehave("accept_then_close")
    with pytest.raises(RemoteDisconnected):
        post(slack)
    assert texts(slack) == ["Alert"]


def test_accept_then_reset_shows_the_message_and_breaks_the_connection(slack: FakeSlack) -> None:
    slack.misbehave("accept_then_reset")
    with pytest.raises(ConnectionResetError) as failure:
        post(slack)
    assert not isinstance(failure.value, RemoteDisconnected)
    assert texts(slack) == ["Alert"]


def test_accept_then_hang_shows_the_message_and_outlasts_the_client(slack: FakeSlack) -> None:
    slack.misbehave("accept_then_hang")
    with pytest.raises(TimeoutError):
        client(slack, timeout=1).chat_postMessage(channel="C1", text="Alert")
    assert texts(slack) == ["Alert"]


def test_a_hang_ends_by_itself_after_its_seconds() -> None:
    with FakeSlack(hang=0.2) as slack:
        slack.misbehave("accept_then_hang")
        with pytest.raises(RemoteDisconnected):
            post(slack)


def test_stop_ends_a_hang_at_once(slack: FakeSlack) -> None:
    slack.misbehave("accept_then_hang")
    failures: list[Exception] = []
    caller = Thread(target=_post_and_keep_failure, args=(slack, failures))
    caller.start()
    _wait_until_called(slack)
    began = time.monotonic()
    slack.stop()
    caller.join(5)
    assert time.monotonic() - began < 2
    assert isinstance(failures[0], RemoteDisconnected)


def test_half_body_shows_the_message_and_cuts_the_answer(slack: FakeSlack) -> None:
    slack.misbehave("half_body")
    with pytest.raises(IncompleteRead):
        post(slack)
    assert texts(slack) == ["Alert"]


def test_swallow_says_yes_to_a_message_that_nobody_sees(slack: FakeSlack) -> None:
    slack.misbehave("swallow")
    assert post(slack)["ok"]
    assert [message.text for message in slack.posts] == ["Alert"]
    assert slack.visible() == []
    assert client(slack).conversations_history(channel="C1")["messages"] == []


def test_refuse_429_names_the_seconds_and_takes_nothing(slack: FakeSlack) -> None:
    slack.misbehave("refuse_429", retry_after=30)
    with pytest.raises(SlackApiError) as failure:
        post(slack)
    assert failure.value.response.status_code == 429
    assert failure.value.response.headers["Retry-After"] == "30"
    assert error_of(failure) == "ratelimited"
    assert slack.posts == []


def test_bad_retry_after_is_a_429_without_a_number(slack: FakeSlack) -> None:
    slack.misbehave("bad_retry_after")
    with pytest.raises(SlackApiError) as failure:
        post(slack)
    assert failure.value.response.status_code == 429
    assert failure.value.response.headers["Retry-After"] == "soon"
    assert slack.posts == []


def test_http_500_takes_nothing(slack: FakeSlack) -> None:
    slack.misbehave("http_500")
    with pytest.raises(SlackApiError) as failure:
        post(slack)
    assert failure.value.response.status_code == 500
    assert slack.posts == []


def test_accept_then_500_shows_the_message_all_the_same(slack: FakeSlack) -> None:
    slack.misbehave("accept_then_500")
    with pytest.raises(SlackApiError) as failure:
        post(slack)
    assert failure.value.response.status_code == 500
    assert texts(slack) == ["Alert"]


def test_html_503_is_a_page_and_takes_nothing(slack: FakeSlack) -> None:
    slack.misbehave("html_503")
    with pytest.raises(SlackApiError) as failure:
        post(slack)
    assert failure.value.response.status_code == 503
    assert "<!DOCTYPE html>" in error_of(failure)
    assert slack.posts == []


@pytest.mark.parametrize(
    "code",
    ["internal_error", "channel_not_found", "is_archived", "invalid_auth", "msg_too_long"],
)
def test_a_named_error_is_given_and_nothing_taken(slack: FakeSlack, code: str) -> None:
    slack.misbehave(f"error:{code}")
    with pytest.raises(SlackApiError) as failure:
        post(slack)
    assert (failure.value.response.status_code, error_of(failure)) == (200, code)
    assert slack.posts == []


def test_accept_then_error_shows_the_message_all_the_same(slack: FakeSlack) -> None:
    slack.misbehave("accept_then_error:internal_error")
    with pytest.raises(SlackApiError) as failure:
        post(slack)
    assert error_of(failure) == "internal_error"
    assert texts(slack) == ["Alert"]


def test_faults_come_in_turn_and_then_end(slack: FakeSlack) -> None:
    slack.misbehave("error:internal_error", times=2)
    slack.misbehave("ok")
    slack.misbehave("error:is_archived")
    assert [_outcome(slack) for _ in range(5)] == [
        "internal_error",
        "internal_error",
        "ok",
        "is_archived",
        "ok",
    ]


def test_faults_still_queued_are_forgotten_on_request(slack: FakeSlack) -> None:
    slack.misbehave("error:internal_error", times=100)
    slack.behave()
    assert _outcome(slack) == "ok"


def test_a_fault_waits_for_its_own_method(slack: FakeSlack) -> None:
    slack.misbehave("error:internal_error", method="conversations.history")
    assert _outcome(slack) == "ok"
    with pytest.raises(SlackApiError):
        client(slack).conversations_history(channel="C1")


def test_a_fault_of_any_method_strikes_the_next_call(slack: FakeSlack) -> None:
    slack.misbehave("error:invalid_auth", method=None)
    with pytest.raises(SlackApiError):
        client(slack).auth_test()


def test_an_unknown_mode_is_refused_before_any_call(slack: FakeSlack) -> None:
    with pytest.raises(ValueError, match="no such mode: 'explode'"):
        slack.misbehave("explode")
    with pytest.raises(ValueError, match="a code after the colon"):
        slack.misbehave("error")


def test_answers_may_be_late_all_of_them_or_one(slack: FakeSlack) -> None:
    slack.delay = 0.2
    assert _seconds_to_post(slack) >= 0.2
    slack.delay = 0.0
    slack.misbehave("ok", delay=0.3)
    assert _seconds_to_post(slack) >= 0.3


def test_a_stopped_slack_refuses_connections_until_it_starts_again(slack: FakeSlack) -> None:
    post(slack)
    slack.stop()
    with pytest.raises(URLError):
        post(slack, "lost")
    slack.start()
    post(slack, "second")
    assert texts(slack) == ["Alert", "second"]


def test_a_bug_of_the_fake_is_raised_by_stop() -> None:
    def broken_clock() -> datetime:
        raise LookupError("no such moment")

    slack = FakeSlack(clock=broken_clock)
    slack.start()
    with pytest.raises(RemoteDisconnected):
        post(slack)
    with pytest.raises(RuntimeError, match="the fake itself failed"):
        slack.stop()


def test_an_address_outside_the_api_is_not_found(slack: FakeSlack) -> None:
    with pytest.raises(URLError, match="404"):
        urlopen(slack.url.removesuffix("api/"), timeout=5)


def _post_and_keep_failure(slack: FakeSlack, failures: list[Exception]) -> None:
    try:
        client(slack, timeout=30).chat_postMessage(channel="C1", text="Alert")
    except OSError as failure:
        failures.append(failure)


def _wait_until_called(slack: FakeSlack) -> None:
    deadline = time.monotonic() + 5
    while not slack.calls and time.monotonic() < deadline:
        time.sleep(0.01)


def _outcome(slack: FakeSlack) -> str:
    try:
        post(slack)
    except SlackApiError as failure:
        return str(failure.response["error"])
    return "ok"


def _seconds_to_post(slack: FakeSlack) -> float:
    began = time.monotonic()
    post(slack)
    return time.monotonic() - began
