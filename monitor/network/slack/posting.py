"""Alerts in a Slack channel: posted, found again, changed, answered and taken back.

Slack documents no idempotency key, so each post carries ours in `metadata`, by which
`conversations.history` finds it again.
"""

from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from monitor.network.slack.endings import BROKEN, TIMEOUT_SECONDS, attempted, client_of, refusal
from monitor.records import Message, Sending, SendResult

EVENT = "monitor_alert"
PAGES = 5  # of 200 messages: more than a channel sees between an attempt and a look


class SlackChannel:
    """Posts to one Slack channel and reads back what stands there."""

    look_after = timedelta(seconds=15)
    spacing = timedelta(seconds=1)  # Slack's limit for a channel

    def __init__(
        self,
        channel: str,
        token: str,
        api_url: str,
        members: dict[str, str],
        timeout: int = TIMEOUT_SECONDS,
    ) -> None:
        self._channel = channel
        self._members = members  # person → Slack member id, to be named in the message
        self._client = client_of(token, api_url, timeout)
        self._channel_id = ""  # history wants the id, which the first answer tells

    @property
    def where(self) -> str:
        """The channel by the id that Slack's other calls want, once it is known."""
        return self._channel_id or self._channel

    def send(self, message: Message) -> Sending:
        """Posts once, without retries."""
        return attempted(lambda: self._post(message))

    def update(self, receipt: str, message: Message) -> Sending:
        """Shows this in place of what was posted; done twice, it is done once."""
        return attempted(
            lambda: self._client.chat_update(
                channel=self.where,
                ts=receipt,
                text=message.text,
                blocks=[*message.blocks, *self._naming(message.recipient)],
                metadata=_metadata(message.key),
            )
        )

    def reply(self, receipt: str, text: str, key: str) -> Sending:
        """One more line in the thread of what was posted."""
        return attempted(
            lambda: self._client.chat_postMessage(
                channel=self.where,
                thread_ts=receipt,
                text=text,
                metadata=_metadata(key),
                unfurl_links=False,
                unfurl_media=False,
            )
        )

    def take_back(self, receipt: str) -> Sending:
        """Removes what was posted; what is gone already counts as removed."""
        ended = attempted(lambda: self._client.chat_delete(channel=self.where, ts=receipt))
        gone = ended.note == "Slack: message_not_found"
        return Sending(result=SendResult.SENT, receipt=receipt) if gone else ended

    def look(self, message: Message, since: datetime) -> Sending:
        """Whether a post with this key stands in the channel."""
        try:
            return self._search(message.key, since - timedelta(minutes=1))
        except SlackApiError as error:
            refused = refusal(error.response)
            note = f"cannot look: {refused.note}"
            return Sending(result=SendResult.UNCLEAR, note=note, wait_seconds=refused.wait_seconds)
        except BROKEN as error:
            return Sending(result=SendResult.UNCLEAR, note=f"cannot look ({type(error).__name__})")

    def _post(self, message: Message) -> SlackResponse:
        answer = self._client.chat_postMessage(
            channel=self._channel,
            text=message.text,
            blocks=[*message.blocks, *self._naming(message.recipient)],
            metadata=_metadata(message.key),
            unfurl_links=False,
            unfurl_media=False,
        )
        self._channel_id = str(answer.get("channel") or "")
        return answer

    def copies(self, message: Message, since: datetime) -> tuple[str, ...]:
        """The receipts of all posts with this key, the oldest first; () if nobody can look."""
        try:
            found, whole = self._carrying(message.key, since - timedelta(minutes=1))
        except (SlackApiError, *BROKEN):
            return ()
        return tuple(sorted(found)) if whole else ()

    def _search(self, key: str, oldest: datetime) -> Sending:
        found, whole = self._carrying(key, oldest, most=1)
        if found:
            return Sending(result=SendResult.SENT, receipt=found[0])
        if whole:
            return Sending(result=SendResult.REFUSED, note="not in the channel")
        return Sending(result=SendResult.UNCLEAR, note="too many messages to look through")

    def _carrying(self, key: str, oldest: datetime, most: int = 100) -> tuple[list[str], bool]:
        """Receipts with this key, the newest first, and whether that are all of them."""
        found: list[str] = []
        cursor = ""
        for _ in range(PAGES):
            page = self._client.conversations_history(
                channel=self.where,
                oldest=f"{oldest.timestamp():.6f}",
                include_all_metadata=True,
                limit=200,
                cursor=cursor or None,
            )
            posts = page.get("messages") or []
            found += [str(post.get("ts")) for post in posts if _key(post) == key]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor or len(found) >= most:
                return found, not cursor
        return found, False

    def _naming(self, person: str) -> list[dict[str, Any]]:
        if member := self._members.get(person):
            return [{"type": "section", "text": {"type": "mrkdwn", "text": f"<@{member}>"}}]
        return []


def _metadata(key: str) -> dict[str, Any]:
    return {"event_type": EVENT, "event_payload": {"key": key}}


def _key(post: dict[str, Any]) -> str:
    payload = (post.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("key") or "")
