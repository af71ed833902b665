"""The Slack channel against every way in which Slack can answer, over a real connection."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from monitor.network.slack import SlackChannel, posting
from monitor.records import Message, Sending, SendResult
from tests.fakes import Exchange, Loopback
from tests.fakes.slack import JSON_HEADERS, FakeSlack

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
TOKEN = "xoxb-ashvale-canary"
BLOCKS = ({"type": "section", "text": {"type": "plain_text", "text": "Row over precept"}},)
YES, NO, MAYBE = SendResult

# Carried out or not, and what can be known of it from the answer.
ENDINGS = [
    ("ok", YES),
    ("swallow", YES),
    ("half_body", MAYBE),
    ("accept_then_close", MAYBE),
    ("accept_then_reset", MAYBE),
    ("accept_then_hang", MAYBE),
    ("accept_then_500", MAYBE),
    ("accept_then_error:internal_error", MAYBE),
    ("accept_then_error:fatal_error", MAYBE),
    ("http_500", MAYBE),
    ("html_503", MAYBE),
    ("error:internal_error", MAYBE),
    ("error:fatal_error", MAYBE),
    ("error:service_unavailable", MAYBE),
    ("error:request_timeout", MAYBE),
    ("refuse_429", NO),
    ("bad_retry_after", NO),
    ("error:ratelimited", NO),
    ("error:rate_limited", NO),
    ("error:channel_not_found", NO),
    ("error:not_in_channel", NO),
    ("error:is_archived", NO),
    ("error:restricted_action", NO),
    ("error:invalid_auth", NO),
    ("error:account_inactive", NO),
    ("error:token_revoked", NO),
    ("error:missing_scope", NO),
    ("error:msg_too_long", NO),
    ("error:invalid_blocks", NO),
]


@pytest.fixture(autouse=True)
def _without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(token=TOKEN, hang=0.2, clock=lambda: NOON) as fake:
        yield fake


def channel_of(url: str, token: str = TOKEN, timeout: int = 10) -> SlackChannel:
    return SlackChannel("C0ALERTS", token, url, {"sam": "U0SAM"}, timeout)


def a_message(key: str = "0123456789abcdef", recipient: str = "") -> Message:
    return Message(key=key, text="S2 URGENT: Row over precept", blocks=BLOCKS, recipient=recipient)


def methods(slack: FakeSlack) -> list[str]:
    return [call.method for call in slack.calls]


# ---------------------------------------------------------------- sending


def test_a_post_carries_text_blocks_key_and_no_previews(slack: FakeSlack) -> None:
    sent = channel_of(slack.url).send(a_message())
    (post,) = slack.visible("C0ALERTS")
    assert sent == Sending(result=YES, receipt=post.ts)
    assert (post.text, post.blocks) == ("S2 URGENT: Row over precept", list(BLOCKS))
    assert post.metadata == {
        "event_type": "monitor_alert",
        "event_payload": {"key": "0123456789abcdef"},
    }
    params = slack.calls[0].params
    assert (params["unfurl_links"], params["unfurl_media"]) == (False, False)
    assert not {"link_names", "parse"} & params.keys()


def test_a_person_with_a_member_id_is_named_in_a_block_of_their_own(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    channel.send(a_message("a", recipient="sam"))
    channel.send(a_message("b", recipient="ruth"))
    named, unnamed = slack.visible()
    assert named.blocks[-1]["text"] == {"type": "mrkdwn", "text": "<@U0SAM>"}
    assert unnamed.blocks == list(BLOCKS)


@pytest.mark.parametrize(("mode", "result"), ENDINGS)
def test_every_answer_is_told_apart_after_a_single_post(
    slack: FakeSlack, mode: str, result: SendResult
) -> None:
    slack.misbehave(mode)
    sending = channel_of(slack.url).send(a_message())
    assert sending.result is result
    assert methods(slack) == ["chat.postMessage"]
    assert (sending.receipt != "") == (result is YES)
    assert (sending.note != "") == (result is not YES)


def test_a_slack_that_is_away_leaves_it_unclear(slack: FakeSlack) -> None:
    slack.stop()
    assert channel_of(slack.url).send(a_message()).result is MAYBE
    slack.start()


def test_a_slack_that_never_answers_is_left_after_the_timeout() -> None:
    with FakeSlack(token=TOKEN, hang=30) as slack:
        slack.misbehave("accept_then_hang")
        sending = channel_of(slack.url, timeout=1).send(a_message())
        assert sending == Sending(result=MAYBE, note="no answer (TimeoutError)")
        assert len(slack.posts) == 1


@pytest.mark.parametrize(
    ("header", "wait"),
    [("30", 30), ("0", 0), ("999999", 3600), ("soon", 30), ("-5", 30), ("1.5", 30), ("", 30)],
)
def test_the_wait_that_slack_asks_for_is_read_and_capped(
    slack: FakeSlack, header: str, wait: float
) -> None:
    slack.misbehave("refuse_429", retry_after=header)
    sending = channel_of(slack.url).send(a_message())
    assert (sending.result, sending.wait_seconds) == (NO, wait)


def test_only_a_limit_asks_for_a_wait(slack: FakeSlack) -> None:
    slack.misbehave("error:is_archived")
    assert channel_of(slack.url).send(a_message()).wait_seconds == 0


def test_the_note_names_slacks_own_word_and_never_a_page(slack: FakeSlack) -> None:
    slack.misbehave("error:is_archived")
    slack.misbehave("html_503")
    channel = channel_of(slack.url)
    notes = [channel.send(a_message()).note for _ in range(2)]
    assert notes == ["Slack: is_archived", "Slack: HTTP 503"]


def _says(status: int, body: bytes, **headers: str) -> Callable[[Exchange], None]:
    return lambda exchange: exchange.reply(status, JSON_HEADERS | headers, body)


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, b'{"ok": true, "channel": "C0ALER', {}),  # cut on the way, length put right
        (200, b"", {}),
        (200, b"<html>Sign in to the guest network</html>", {}),
        (200, b"[]", {}),
        (200, b"[1]", {}),
        (200, b'"ok"', {}),
        (200, b"null", {}),
        (200, b"\xff\xfe", {}),
        (200, b'{"ok": true}', {"Content-Type": "application/json; charset=klingon"}),
        (404, b"<html>Not here</html>", {}),
        (403, b"Forbidden", {}),
        (502, b'{"ok": false, "error": "is_archived"}', {}),
        (200, b'{"ok": false}', {}),
    ],
)
def test_what_is_no_answer_of_slacks_leaves_it_unclear(
    status: int, body: bytes, headers: dict[str, str]
) -> None:
    server = Loopback(_says(status, body, **headers))
    server.start()
    channel = channel_of(f"{server.address}/api/")
    sent, looked = channel.send(a_message()), channel.look(a_message(), NOON)
    server.stop()
    assert sent.result is MAYBE
    assert looked.result is MAYBE


@pytest.mark.parametrize(
    ("code", "broken", "degrade"),
    [
        ("account_inactive", True, False),
        ("channel_not_found", True, False),
        ("invalid_auth", True, False),
        ("is_archived", True, False),
        ("missing_scope", True, False),
        ("not_authed", True, False),
        ("not_in_channel", True, False),
        ("restricted_action", True, False),
        ("token_revoked", True, False),
        ("msg_too_long", False, True),
        ("msg_blocks_too_long", False, True),
        ("invalid_blocks", False, True),
        ("ratelimited", False, False),
        ("internal_error", False, False),
    ],
)
def test_a_refusal_says_whether_the_way_or_the_message_is_at_fault(
    slack: FakeSlack, code: str, broken: bool, degrade: bool
) -> None:
    slack.misbehave(f"error:{code}")
    sending = channel_of(slack.url).send(a_message())
    assert (sending.broken, sending.degrade) == (broken, degrade)


# ---------------------------------------------------------------- afterwards


def test_a_post_is_shown_anew_and_found_by_its_key_still(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    receipt = channel.send(a_message("a")).receipt
    changed = Message(key="a", text="S2 URGENT: Row over precept, acknowledged", recipient="sam")
    assert channel.update(receipt, changed) == Sending(result=YES, receipt=receipt)
    (post,) = slack.visible()
    assert post.text == "S2 URGENT: Row over precept, acknowledged"
    assert [block["text"]["text"] for block in post.blocks] == ["<@U0SAM>"]
    assert channel.look(changed, NOON).receipt == receipt


def test_a_line_in_the_thread_is_no_message_of_the_channel(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    receipt = channel.send(a_message("a")).receipt
    channel.reply(receipt, "now 4 outlets", "line")
    assert [post.thread_ts for post in slack.visible()] == [None, receipt]
    assert channel.look(a_message("line"), NOON).result is NO


def test_what_is_taken_back_is_gone_and_may_be_taken_back_again(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    receipt = channel.send(a_message()).receipt
    assert channel.take_back(receipt).result is YES
    assert slack.visible() == []
    assert channel.take_back(receipt).result is YES


def test_all_posts_of_one_key_are_found_the_oldest_first(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    receipts = tuple(channel.send(a_message(key)).receipt for key in ("a", "a", "b", "a"))
    assert channel.copies(a_message("a"), NOON) == (receipts[0], receipts[1], receipts[3])
    slack.misbehave("http_500", method="conversations.history")
    assert channel.copies(a_message("a"), NOON) == ()


@pytest.mark.parametrize("mode", ["http_500", "html_503", "accept_then_close", "refuse_429"])
def test_a_change_that_fails_says_how(slack: FakeSlack, mode: str) -> None:
    channel = channel_of(slack.url)
    receipt = channel.send(a_message()).receipt
    slack.misbehave(mode, method="chat.update")
    assert channel.update(receipt, a_message()).result is not YES


# ---------------------------------------------------------------- looking


def test_a_message_that_arrived_is_found_by_its_key(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    receipts = {key: channel.send(a_message(key)).receipt for key in ("a", "b", "c")}
    assert channel.look(a_message("b"), NOON) == Sending(result=YES, receipt=receipts["b"])


def test_a_message_that_did_not_arrive_is_not_found(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    channel.send(a_message("other"))
    assert channel.look(a_message(), NOON).result is NO


def test_a_message_that_slack_swallowed_is_not_found(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    slack.misbehave("swallow")
    channel.send(a_message())
    assert channel.look(a_message(), NOON).result is NO


@pytest.mark.parametrize("mode", ["accept_then_close", "accept_then_500", "half_body"])
def test_a_message_whose_answer_was_lost_is_found(slack: FakeSlack, mode: str) -> None:
    channel = channel_of(slack.url)
    slack.misbehave(mode)
    channel.send(a_message())
    assert channel.look(a_message(), NOON).result is YES


def test_a_new_process_finds_what_the_one_before_it_posted(slack: FakeSlack) -> None:
    channel_of(slack.url).send(a_message())
    assert channel_of(slack.url).look(a_message(), NOON).result is YES


def test_looking_does_not_trip_over_what_others_post(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    channel.send(a_message())
    client = channel._client
    client.chat_postMessage(channel="C0ALERTS", text="lunch?")
    client.chat_postMessage(
        channel="C0ALERTS", text="x", metadata={"event_type": "other", "event_payload": {}}
    )
    assert channel.look(a_message(), NOON).result is YES


def test_looking_turns_the_pages(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    for number in range(450):
        channel.send(a_message(f"key-{number}"))
    before = len(slack.calls)
    assert channel.look(a_message("key-0"), NOON).result is YES
    assert methods(slack)[before:] == ["conversations.history"] * 3
    assert channel.look(a_message("missing"), NOON).result is NO


def test_a_channel_too_busy_to_read_through_leaves_it_unclear(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "PAGES", 2)
    channel = channel_of(slack.url)
    for number in range(401):
        channel.send(a_message(f"key-{number}"))
    looked = channel.look(a_message("missing"), NOON)
    assert (looked.result, looked.note) == (MAYBE, "too many messages to look through")
    assert channel.look(a_message("key-1"), NOON).result is YES


def test_looking_goes_back_no_further_than_a_minute_before() -> None:
    moment = NOON
    with FakeSlack(token=TOKEN, clock=lambda: moment) as slack:
        channel = channel_of(slack.url)
        channel.send(a_message())
        assert channel.look(a_message(), NOON + timedelta(seconds=59)).result is YES
        assert channel.look(a_message(), NOON + timedelta(seconds=61)).result is NO


@pytest.mark.parametrize(
    "mode",
    [
        "error:channel_not_found",
        "error:missing_scope",
        "error:not_in_channel",
        "error:internal_error",
        "http_500",
        "html_503",
        "half_body",
        "accept_then_close",
    ],
)
def test_a_look_that_is_refused_or_lost_is_unclear(slack: FakeSlack, mode: str) -> None:
    channel = channel_of(slack.url)
    channel.send(a_message())
    slack.misbehave(mode, method="conversations.history")
    looked = channel.look(a_message(), NOON)
    assert looked.result is MAYBE
    assert looked.note.startswith("cannot look")
    assert channel.look(a_message(), NOON).result is YES


def test_a_look_that_comes_too_often_is_told_how_long_to_wait(slack: FakeSlack) -> None:
    slack.misbehave("refuse_429", method="conversations.history", retry_after=40)
    looked = channel_of(slack.url).look(a_message(), NOON)
    assert (looked.result, looked.wait_seconds) == (MAYBE, 40)


def test_a_look_breaks_off_when_a_page_is_lost(slack: FakeSlack) -> None:
    channel = channel_of(slack.url)
    for number in range(201):
        channel.send(a_message(f"key-{number}"))
    slack.misbehave("ok", method="conversations.history")
    slack.misbehave("accept_then_reset", method="conversations.history")
    assert channel.look(a_message("key-0"), NOON).result is MAYBE


# ---------------------------------------------------------------- secrets


@pytest.mark.parametrize("mode", [mode for mode, _ in ENDINGS])
def test_the_token_stands_in_no_note_and_in_no_log(
    slack: FakeSlack, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    channel = channel_of(slack.url)
    slack.misbehave(mode)
    slack.misbehave(mode, method="conversations.history")
    sending = channel.send(a_message())
    looked = channel.look(a_message(), NOON)
    assert "Sending a request" in caplog.text
    assert "canary" not in f"{caplog.text}{sending}{looked}{channel!r}"


def test_a_wrong_token_is_not_repeated_in_the_refusal(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sending = channel_of(slack.url, "xoxb-mistyped").send(a_message())
    assert sending == Sending(result=NO, note="Slack: invalid_auth", broken=True)
    assert "mistyped" not in caplog.text
