"""Slack, without its library's retries.

`retry_handlers=[]` because the default handler posts a second time when the answer to the first is
lost. Slack documents no idempotency key, so each post carries ours in `metadata`, by which
`conversations.history` finds it again.
"""

import http.client
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from monitor.records import Message, Sending, SendResult

EVENT = "monitor_alert"
TIMEOUT_SECONDS = 10
PAGES = 5  # of 200 messages: more than a channel sees between an attempt and a look

# Answers that leave open whether the message was posted; Slack says of them that some part of the
# operation may have succeeded.
UNCLEAR_ERRORS = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
BROKEN = (
    OSError,
    http.client.HTTPException,
    ValueError,
    SlackClientError,
    AttributeError,  # the library's word for JSON that is not an object
    LookupError,  # … and for a charset that nobody knows
)


class SlackChannel:
    """Posts to one Slack channel and reads back what stands there."""

    look_after = timedelta(seconds=15)
    spacing = timedelta(seconds=1)  # Slack's limit for a channel

    def __init__(self, channel: str, token: str, api_url: str, members: dict[str, str]) -> None:
        self._channel = channel
        self._members = members  # person → Slack member id, to be named in the message
        self._client = WebClient(
            token=token, base_url=api_url, timeout=TIMEOUT_SECONDS, retry_handlers=[]
        )
        self._channel_id = ""  # history wants the id, which the first answer tells

    def send(self, message: Message) -> Sending:
        try:
            answer = self._client.chat_postMessage(
                channel=self._channel,
                text=message.text,
                blocks=[*message.blocks, *self._naming(message.recipient)],
                metadata={"event_type": EVENT, "event_payload": {"key": message.key}},
                unfurl_links=False,
                unfurl_media=False,
            )
        except SlackApiError as error:
            return _refusal(error.response)
        except BROKEN as error:
            return Sending(result=SendResult.UNCLEAR, note=f"no answer ({type(error).__name__})")
        self._channel_id = str(answer.get("channel") or "")
        return Sending(result=SendResult.SENT, receipt=str(answer.get("ts") or ""))

    def look(self, message: Message, since: datetime) -> Sending:
        try:
            return self._search(message.key, since - timedelta(minutes=1))
        except SlackApiError as error:
            refused = _refusal(error.response)
            note = f"cannot look: {refused.note}"
            return Sending(result=SendResult.UNCLEAR, note=note, wait_seconds=refused.wait_seconds)
        except BROKEN as error:
            return Sending(result=SendResult.UNCLEAR, note=f"cannot look ({type(error).__name__})")

    def _search(self, key: str, oldest: datetime) -> Sending:
        cursor = ""
        for _ in range(PAGES):
            page = self._client.conversations_history(
                channel=self._channel_id or self._channel,
                oldest=f"{oldest.timestamp():.6f}",
                include_all_metadata=True,
                limit=200,
                cursor=cursor or None,
            )
            for post in page.get("messages") or []:
                if _key(post) == key:
                    return Sending(result=SendResult.SENT, receipt=str(post.get("ts")))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return Sending(result=SendResult.REFUSED, note="not in the channel")
        return Sending(result=SendResult.UNCLEAR, note="too many messages to look through")

    def _naming(self, person: str) -> list[dict[str, Any]]:
        if member := self._members.get(person):
            return [{"type": "section", "text": {"type": "mrkdwn", "text": f"<@{member}>"}}]
        return []


def _key(post: dict[str, Any]) -> str:
    payload = (post.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("key") or "")


def _refusal(response: SlackResponse | Any) -> Sending:  # noqa: ANN401 - the library's own type
    """What an answer other than ok means: surely not posted, or unclear."""
    status = getattr(response, "status_code", 0)
    error = str(response.get("error") or "") if isinstance(response.data, dict) else ""
    note = f"Slack: {error if error.isidentifier() else f'HTTP {status}'}"
    if status == 429 or error in {"ratelimited", "rate_limited"}:
        wait = _seconds(response.headers.get("Retry-After"))
        return Sending(result=SendResult.REFUSED, note=note, wait_seconds=wait)
    # Where no JSON came, the library puts the body into `error`: a cut answer may hide a yes.
    if status >= 500 or error in UNCLEAR_ERRORS or not error.isidentifier():
        return Sending(result=SendResult.UNCLEAR, note=note)
    return Sending(result=SendResult.REFUSED, note=note)


def _seconds(header: object) -> float:
    text = str(header or "").strip()
    return float(min(int(text), 3600)) if text.isascii() and text.isdigit() else 30.0
