"""What Slack shows to one person alone: answers, the app's home; and what it knows of people."""

from typing import Any

from slack_sdk.errors import SlackApiError

from monitor.network.slack.endings import BROKEN, attempted, client_of
from monitor.records import Sending, SendResult

NAMING_SECONDS = 3  # a click waits for the name of whoever pressed


class SlackPeople:
    """Tells single people things, and asks who they are."""

    def __init__(self, token: str, api_url: str) -> None:
        self._client = client_of(token, api_url)
        self._asking = client_of(token, api_url, NAMING_SECONDS)
        self._names: dict[str, str] = {}

    def whisper(self, channel: str, user: str, text: str) -> Sending:
        """An answer that this person alone sees; where the app is not a member, as a message."""
        ended = attempted(
            lambda: self._client.chat_postEphemeral(channel=channel, user=user, text=text),
            "message_ts",
        )
        if ended.result is SendResult.REFUSED and ended.broken:
            return attempted(lambda: self._client.chat_postMessage(channel=user, text=text))
        return ended

    def publish_home(self, user: str, view: dict[str, Any]) -> Sending:
        """Shows the app's home to this person; done twice, it is done once."""
        return attempted(lambda: self._client.views_publish(user_id=user, view=view))

    def name_of(self, user: str) -> str:
        """The name that Slack shows for this person, or "" where it does not tell."""
        if user not in self._names:
            try:
                told = self._asking.users_info(user=user).get("user") or {}
            except (SlackApiError, *BROKEN):
                return ""
            profile = told.get("profile") or {}
            names = (profile.get("display_name"), profile.get("real_name"), told.get("name"))
            self._names[user] = next((str(name) for name in names if name), "")
        return self._names[user]
