"""The queue's thinking: what an act makes of an alert, when the clock acts, and who is told."""

from monitor.alert.queue.machine import step
from monitor.alert.queue.pace import Pace
from monitor.alert.queue.telling import messages_of

__all__ = ["Pace", "messages_of", "step"]
