"""Microsoft Teams and everything else that Apprise knows an address for.

Apprise cannot look for what it sent. It says no more than yes or no; only its log tells a refusal
from an answer that was lost, which is unclear.
"""

import logging
import warnings
from datetime import datetime, timedelta

from apprise import Apprise, AppriseAsset, AppriseResult, NotifyFormat
from apprise.common import PersistentStoreMode

from monitor.network.deadline import Crowded, within
from monitor.records import Message, Sending, SendResult

DEADLINE_SECONDS = 20.0
LOST = "connection error"  # what Apprise's plug-ins log when no answer came

# Its log tells addresses and what is posted there, and an address is a password: it is for us.
_LOG = logging.getLogger("apprise")
_LOG.setLevel(logging.WARNING)
_LOG.propagate = False
_LOG.addHandler(logging.NullHandler())


class ElsewhereChannel:
    """Sends by one Apprise address, once."""

    look_after = timedelta(seconds=15)  # no look tells, but a call may last so long
    spacing = timedelta()

    def __init__(self, name: str, address: str) -> None:
        self._name = name
        self._apprise = Apprise(asset=_asset())
        self._known = _add(self._apprise, address)

    def send(self, message: Message) -> Sending:
        if not self._known:
            note = f"{self._name}: its address is none that Apprise knows"
            return Sending(result=SendResult.REFUSED, note=note, broken=True)
        try:
            said = within(DEADLINE_SECONDS, lambda: self._notify(message))
        except Crowded:
            return self._ended(SendResult.REFUSED, "earlier calls still hang")
        except Exception as error:  # noqa: BLE001 - 130 plug-ins, each with errors of its own
            return self._ended(SendResult.UNCLEAR, f"no answer ({type(error).__name__})")
        if said:
            return self._ended(SendResult.SENT, "")
        if _was_lost(said):
            return self._ended(SendResult.UNCLEAR, "no answer")
        return self._ended(SendResult.REFUSED, "refused")

    def look(self, message: Message, since: datetime) -> Sending:  # noqa: ARG002 - nobody can tell
        return self._ended(SendResult.UNCLEAR, "cannot be looked for")

    def _notify(self, message: Message) -> AppriseResult:
        # As text, so that a plug-in escapes what its service would read as markup.
        return self._apprise.notify(
            title=message.title,
            body=message.text,
            body_format=NotifyFormat.TEXT,
            interpret_escapes=False,
            log_level=logging.WARNING,
        )

    def _ended(self, result: SendResult, why: str) -> Sending:
        note = f"{self._name}: {why}" if why else ""
        return Sending(result=result, note=note, receipt=self._name if not why else "")


def _asset() -> AppriseAsset:
    """Nothing is kept on disk, followed elsewhere, or tried a second time."""
    return AppriseAsset(
        app_id="Night watch",
        app_desc="Night watch",
        async_mode=False,
        http_redirects=False,
        default_service_retry=0,
        storage_mode=PersistentStoreMode.MEMORY,
    )


def _add(known: Apprise, address: str) -> bool:
    """One address alone, made to try once and to check certificates, whatever it says."""
    with warnings.catch_warnings():
        # The first address loads all plug-ins, one of which imports what Python 3.13 left out.
        warnings.simplefilter("ignore", DeprecationWarning)
        known.add(address)
    services = list(known)
    for service in services:
        service.retry, service.redirects, service.verify_certificate = 0, False, True
    return len(services) == 1


def _was_lost(said: AppriseResult) -> bool:
    return any(LOST in str(entry).lower() for entry in said.logs())
