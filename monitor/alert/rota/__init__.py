"""Who is on call, who is told and when the next one is: pure functions of the rota and a moment.

`changes` are people's words, swaps and leave, and the entries of calendars.
"""

from monitor.alert.rota.holders import holder, on_call, planned_for
from monitor.alert.rota.rungs import due_at, ladder
from monitor.alert.rota.waiting import quiet_until, waits_until

__all__ = [
    "due_at",
    "holder",
    "ladder",
    "on_call",
    "planned_for",
    "quiet_until",
    "waits_until",
]
