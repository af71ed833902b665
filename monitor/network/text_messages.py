"""Text messages through GOV.UK Notify.

Each carries the id of its message as `reference`, by which Notify finds it again: an unclear end
is looked up before anything is sent a second time.
"""

import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import requests
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from monitor.network.deadline import Crowded, within
from monitor.records import Message, Sending, SendResult, TextMessages

DEADLINE_SECONDS = 20.0
READ_SECONDS = 15.0
FIELD = "message"  # the template's only one
BUSY_SECONDS = 60.0  # more than 3,000 a minute, or a whole server out of breath
SPENT_SECONDS = 3600.0  # the day's allowance is used up

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf".+-{_UUID}-{_UUID}", re.IGNORECASE)  # its name, the service, the secret
FAILED = {"permanent-failure", "temporary-failure", "technical-failure"}
# What fails before anything of ours is on its way.
NOT_BEGUN = (requests.ConnectTimeout, requests.exceptions.SSLError)

# It repeats addresses and answers at WARNING; what matters of them stands in our notes.
logging.getLogger("notifications_python_client").setLevel(logging.ERROR)


class TextChannel:
    """Sends text messages of one template, and reads back what became of them."""

    look_after = timedelta(seconds=15)
    spacing = timedelta()

    def __init__(self, template: TextMessages, key: str, phones: Mapping[str, str]) -> None:
        self._template = template
        self._key = key
        self._phones = phones  # of people, by their ids

    def send(self, message: Message) -> Sending:
        phone = self._phones.get(message.recipient, "")
        if not phone:
            note = "Notify: no phone number is known"
            return Sending(result=SendResult.REFUSED, note=note, theirs=True)
        if not _KEY.fullmatch(self._key):
            note = "Notify: its key is not one of Notify's"
            return Sending(result=SendResult.REFUSED, note=note, broken=True)
        post = partial(
            self._client().send_sms_notification,
            phone_number=phone,
            template_id=self._template.template_id,
            personalisation={FIELD: message.text},
            reference=message.key,
        )
        answer = _ask(post)
        if isinstance(answer, Sending):
            return answer
        receipt = str(answer.get("id") or "")
        result = SendResult.SENT if receipt else SendResult.UNCLEAR
        return Sending(result=result, receipt=receipt, note="" if receipt else "Notify: no id")

    def look(self, message: Message, since: datetime) -> Sending:  # noqa: ARG002 - a week, always
        if not _KEY.fullmatch(self._key):
            return Sending(result=SendResult.UNCLEAR, note="cannot look: the key is none")
        answer = _ask(partial(self._client().get_all_notifications, reference=message.key))
        if isinstance(answer, Sending):
            note = f"cannot look: {answer.note}"
            return Sending(result=SendResult.UNCLEAR, note=note, wait_seconds=answer.wait_seconds)
        return _found(answer.get("notifications") or [])

    def _client(self) -> NotificationsAPIClient:
        """A new one each time: a connection that was kept may be dead, and breaks in mid-post."""
        client = NotificationsAPIClient(  # type: ignore[no-untyped-call]
            self._key, base_url=self._template.api_url, timeout=READ_SECONDS
        )
        client.request_session.trust_env = False  # a .netrc would replace the key
        client.request_session.max_redirects = 0
        return client


def _found(texts: list[dict[str, Any]]) -> Sending:
    """It is there if one of that reference is on its way or further."""
    for text in texts:
        if text.get("status") not in FAILED:
            return Sending(
                result=SendResult.SENT,
                receipt=str(text.get("id") or ""),
                note=str(text.get("status") or ""),
            )
    note = f"Notify: {texts[0]['status']}" if texts else "not among the texts that were sent"
    return Sending(result=SendResult.REFUSED, note=note)


def _ask(call: Callable[[], Any]) -> dict[str, Any] | Sending:
    """The answer, or how the call ended without one."""
    try:
        answer = within(DEADLINE_SECONDS, call)
    except APIError as error:
        return _refusal(error)
    except Crowded:
        return Sending(result=SendResult.REFUSED, note="Notify: earlier calls still hang")
    except (OSError, ValueError, AttributeError) as error:
        note = f"Notify: no answer ({type(error).__name__})"
        return Sending(result=SendResult.UNCLEAR, note=note)
    if isinstance(answer, dict):
        return answer
    return Sending(result=SendResult.UNCLEAR, note="Notify: no answer of its own")


def _refusal(error: APIError) -> Sending:
    """What an answer other than yes means: surely not sent, or unclear."""
    if error.response is None:
        sure = _not_begun(error.__cause__)
        note = f"Notify: no answer ({type(error.__cause__).__name__})"
        return Sending(result=SendResult.REFUSED if sure else SendResult.UNCLEAR, note=note)
    status, kind = error.status_code, _kind(error)
    note = f"Notify: {kind or f'HTTP {status}'}"
    if status == 429:
        spent = kind == "TooManyRequestsError"
        wait = SPENT_SECONDS if spent else BUSY_SECONDS
        return Sending(result=SendResult.REFUSED, note=note, wait_seconds=wait, broken=spent)
    # Its own refusals are 4xx with a list of errors; anything else may hide a yes.
    sure = 400 <= status < 500 and bool(kind)
    result = SendResult.REFUSED if sure else SendResult.UNCLEAR
    # Its key, its service or its template: no text leaves until a person has looked at it.
    broken, theirs = status in {401, 403} and sure, kind == "ValidationError"
    return Sending(result=result, note=note, broken=broken, theirs=theirs)


def _not_begun(cause: BaseException | None) -> bool:
    return isinstance(cause, NOT_BEGUN) or "NewConnectionError" in repr(cause)


def _kind(error: APIError) -> str:
    """Notify's own word for what is wrong, which is an identifier; never its sentence."""
    said = error.message
    first = said[0] if isinstance(said, list) and said else {}
    kind = str(first.get("error") or "") if isinstance(first, dict) else ""
    return kind if kind.isidentifier() else ""
