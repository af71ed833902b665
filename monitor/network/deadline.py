"""A limit around a library's call that knows none for the whole of it.

Its own time-outs begin anew with each byte: a server that drips would hold every other message.
"""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import TypeVar

T = TypeVar("T")
WAITING = 8  # calls that may have been left behind and still hang
_places = BoundedSemaphore(WAITING)


class Crowded(Exception):
    """So many earlier calls still hang that none was made."""


def within(seconds: float, call: Callable[[], T]) -> T:
    """What the call returns or raises; TimeoutError if it takes longer, and is left behind."""
    if not _places.acquire(blocking=False):
        raise Crowded
    ended: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()
    Thread(target=_run, args=(call, ended), daemon=True).start()
    try:
        result, error = ended.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # None only where T is


def _run(call: Callable[[], T], ended: SimpleQueue[tuple[T | None, BaseException | None]]) -> None:
    try:
        ended.put((call(), None))
    except BaseException as error:  # noqa: BLE001 - raised again where it was called
        ended.put((None, error))
    finally:
        _places.release()
