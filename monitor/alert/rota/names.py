"""Whom a word means: an entry of a calendar, or what somebody types."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from monitor.records import Person


def named_in(people: Sequence[Person], text: str) -> str:
    """The id of the person whom this text names first; "" if it names nobody of these."""
    plain = _plain(text)
    found = [
        (place.start(), -len(name), person)
        for name, person in _names(people)
        if (place := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain))
    ]
    return min(found)[2] if found else ""


def person_called(people: Sequence[Person], word: str) -> str:
    """The id of the person with this id, name or surname; "" if nobody has it."""
    plain = _plain(word)
    return next((person for name, person in _names(people) if name == plain), "")


def _names(people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """Ids, names, and surnames that one person alone bears, each with the person's id."""
    for person in people:
        yield _plain(person.id), person.id
        yield from ((name, person.id) for name in [_name(person)] if name)
    surnames = {person.id: _name(person).split()[-1] for person in people if _name(person)}
    shared = Counter(surnames.values())
    for person_id, surname in surnames.items():
        if shared[surname] == 1:
            yield surname, person_id


def _name(person: Person) -> str:
    """Without what stands behind it in brackets, such as a post."""
    return _plain(person.name.partition("(")[0])


def _plain(text: str) -> str:
    straight = unicodedata.normalize("NFKC", text).replace("’", "'")
    return " ".join(straight.casefold().split())
