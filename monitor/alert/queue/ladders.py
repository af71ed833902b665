"""Who stands where on an alert's ladder, and on the one by which it comes back."""

from monitor.records import Alert, AlertState, OnCall, Person, Rung

BEHIND = 10.0  # minutes behind the last rung, for one who was pushed off it


def rung_at(alert: Alert) -> Rung:
    """The rung at which the alert stands; a ladder that nobody answered is climbed again."""
    return alert.ladder[alert.step % len(alert.ladder)]


def next_rung(alert: Alert, by: str) -> int | None:
    """The step at which somebody else than the owner and whoever asks is told; None if nobody is.

    Of an alert that nobody was told of, the first rung is the next.
    """
    first = alert.step if alert.state is AlertState.NOTED else alert.step + 1
    for number in range(first, first + len(alert.ladder)):
        rung = alert.ladder[number % len(alert.ladder)]
        if not {rung.person, rung.person_id} & {by, alert.owner}:
            return number
    return None


def for_return(oncall: OnCall, alert: Alert) -> tuple[Rung, ...]:
    """The ladder with whoever had the alert in front; as it was, if the rota knows no such person.

    The times are those of the places, so that the next hears of it as soon as ever.
    """
    first = rung_of(oncall, alert.owner, "had it")
    if first is None:
        return alert.ladder
    people = [first, *(one for one in alert.ladder if one.person_id != first.person_id)]
    minutes = [one.after_minutes for one in alert.ladder]
    minutes.append((minutes[-1] if minutes else 0.0) + BEHIND)
    return tuple(
        Rung(role=one.role, person_id=one.person_id, person=one.person, after_minutes=after)
        for one, after in zip(people, minutes, strict=False)
    )


def rung_of(oncall: OnCall, name: str, role: str) -> Rung | None:
    """A rung for a person of the rota, by name."""
    person = person_called(oncall, name)
    return (
        Rung(role=role, person_id=person.id, person=person.name, after_minutes=0)
        if person
        else None
    )


def person_called(oncall: OnCall, name: str) -> Person | None:
    """Whoever of the rota goes by this name, id, address or Slack id."""
    called = name.strip().casefold()
    for person in oncall.people:
        known = (person.name, person.id, person.email, person.slack)
        if called and called in {one.casefold() for one in known}:
            return person
    return None
