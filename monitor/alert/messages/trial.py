"""A message that tries a way out, and says that it is nothing else."""

from datetime import datetime
from html import escape

from monitor import ids
from monitor.alert.messages.letters import in_letters
from monitor.records import Message, Person
from monitor.times import for_people

TITLE = "TEST of the night watch: nothing has happened"


def trial(way: str, person: Person, by: str, now: datetime) -> Message:
    """The same for every way; it is no alert, and nobody need answer it."""
    text = (
        f"TEST, nothing has happened. {by} tries whether the night watch reaches {person.name} "
        f"by {way}, {for_people(now)}. No answer is needed."
    )
    return Message(
        key=ids.content_id("trial", way, person.id, now.isoformat()),
        title=TITLE,
        text=in_letters(text) if way == "sms" else text,
        html=f"<p>{escape(text)}</p>",
        recipient=person.id,
    )
