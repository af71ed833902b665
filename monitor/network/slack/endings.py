"""What an answer of Slack's means: carried out, surely not, or unclear."""

import http.client
import logging
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from monitor.records import Sending, SendResult

TIMEOUT_SECONDS = 10

# Answers that leave open whether the message was posted; Slack says of them that some part of the
# operation may have succeeded.
UNCLEAR_ERRORS = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
LIMITED = {"ratelimited", "rate_limited"}
# Whatever is posted, it will be refused until a person mends the app or the channel.
OUT_OF_ORDER = {
    "account_inactive",
    "channel_not_found",
    "invalid_auth",
    "is_archived",
    "missing_scope",
    "not_authed",
    "not_in_channel",
    "restricted_action",
    "token_expired",
    "token_revoked",
}
# The message is refused for what it is made of; the same as plain text may pass.
TOO_MUCH = {
    "invalid_blocks",
    "invalid_blocks_format",
    "metadata_too_large",
    "msg_blocks_too_long",
    "msg_too_long",
}
BROKEN = (
    OSError,
    http.client.HTTPException,
    ValueError,
    SlackClientError,
    AttributeError,  # the library's word for JSON that is not an object
    LookupError,  # … and for a charset that nobody knows
)


def client_of(
    token: str, api_url: str, timeout: int = TIMEOUT_SECONDS, logger: logging.Logger | None = None
) -> WebClient:
    """A client without the library's retries: they post a second time when an answer is lost."""
    return WebClient(
        token=token, base_url=api_url, timeout=timeout, retry_handlers=[], logger=logger
    )


def attempted(call: Callable[[], SlackResponse], receipt: str = "ts") -> Sending:
    """How a call ended; its receipt is what the answer holds under that name."""
    try:
        answer = call()
    except SlackApiError as error:
        return refusal(error.response)
    except BROKEN as error:
        return Sending(result=SendResult.UNCLEAR, note=f"no answer ({type(error).__name__})")
    return Sending(result=SendResult.SENT, receipt=str(answer.get(receipt) or ""))


def refusal(response: SlackResponse | Any) -> Sending:  # noqa: ANN401 - the library's own type
    """What an answer other than ok means: surely not posted, or unclear."""
    status = getattr(response, "status_code", 0)
    error = str(response.get("error") or "") if isinstance(response.data, dict) else ""
    note = f"Slack: {error if error.isidentifier() else f'HTTP {status}'}"
    if status == 429 or error in LIMITED:
        wait = _seconds(response.headers.get("Retry-After"))
        return Sending(result=SendResult.REFUSED, note=note, wait_seconds=wait)
    # Where no JSON came, the library puts the body into `error`: a cut answer may hide a yes.
    if status >= 500 or error in UNCLEAR_ERRORS or not error.isidentifier():
        return Sending(result=SendResult.UNCLEAR, note=note)
    return Sending(
        result=SendResult.REFUSED,
        note=note,
        broken=error in OUT_OF_ORDER,
        degrade=error in TOO_MUCH,
    )


def _seconds(header: object) -> float:
    text = str(header or "").strip()
    return float(min(int(text), 3600)) if text.isascii() and text.isdigit() else 30.0
