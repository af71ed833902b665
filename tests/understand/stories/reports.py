"""Reports of invented events, and how they are put on a shelf."""

from datetime import UTC, datetime, timedelta

from monitor.records import Report, StoryPlace
from monitor.understand.stories.choosing import choose_story
from monitor.understand.stories.fingerprints import fingerprint_of
from monitor.understand.stories.shelf import Shelf, shelve

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)

BREACH = (
    "The names of 214 people helped by the Larkfield charity were published on the website of the "
    "commissioner's office on Tuesday night. They remained there for 72 minutes before they were "
    "removed. Chief executive Ruth Amberly said that nine families had been moved to other homes. "
    "The information watchdog has been told, and locks are being changed in Tollgate Road. "
    "A helpline opened at noon and had taken 61 calls by the evening, the office said."
)
SURGERY = (
    "Northmoor's Police and Crime Commissioner, Ada Finch, will hold a surgery at {place} on "
    "Saturday {day} November from {hour} until noon. No appointment is needed. Residents can raise "
    "concerns about crime and policing. Those who cannot attend may write to her office."
)


def report(name: str, text: str, title: str = "", days: float = 0, **more: str) -> Report:
    """A report so many days after Monday; `url` and `owner` if they matter."""
    return Report(
        item_id=name,
        at=MONDAY + timedelta(days=days),
        owner=more.get("owner", ""),
        outlet=name,
        fingerprint=fingerprint_of(title, text, more.get("url", "")),
    )


def tell(shelf: Shelf, one: Report) -> StoryPlace:
    """Chooses its story and puts it there."""
    place = choose_story(shelf, one)
    shelve(shelf, one, place.story_id)
    return place
