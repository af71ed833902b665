"""What a rule asks, in plain English: sentences that a press officer reads aloud."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from monitor.records import About, Clause, Conditions, FlagKind, Origin, PartyKind, Raise, Use
from monitor.reports.wording import count

ALL: Final = 10_000  # words: every one of a list
PARTIES: Final[Mapping[PartyKind, str]] = {
    "commissioner": "the commissioner",
    "deputy": "the deputy",
    "office": "the office",
    "staff": "the office's senior staff",
    "chief": "the chief constable",
    "force": "the force",
    "officer": "police officers",
    "panel": "the panel",
    "service": "a service that the office pays for",
    "MP": "an MP",
    "council": "a council or councillor",
    "federation": "the Police Federation",
    "government": "the government",
    "watchdog": "a watchdog",
    "inspectorate": "the inspectorate",
    "party": "a political party",
    "victim": "a victim or their family",
    "charity": "a charity",
    "campaigner": "campaigners",
    "public": "members of the public",
    "suspect": "a suspect",
    "other": "anybody else",
}
ABOUT: Final[Mapping[About, str]] = {
    "us": "mean the office",
    "force": "name our force",
    "service": "name a service that the office pays for",
    "area": "name a place of our area",
    "role": "are about commissioners or police bodies as such",
}
ORIGINS: Final[Mapping[Origin, str]] = {
    Origin.PROACTIVE: "the office announced it",
    Origin.REACTIVE: "it began elsewhere and carries the office's comment",
    Origin.UNPROMPTED: "it has no word of the office",
    Origin.UNLOGGED: "it quotes words of ours that stand in no register",
}
USES: Final[Mapping[Use, str]] = {
    "picked up": "it uses words of a release of ours",
    "turned": "it uses a release of ours and turns it against us",
    "early": "it tells what a release of ours does not tell yet",
    "differs": "it gives another figure, date or name than our register",
}
FLAGS: Final[Mapping[FlagKind, str]] = {
    "wrong name": "a wrong name",
    "wrong title": "a wrong title",
    "wrong party": "a wrong party",
    "wrong area": "a wrong area",
    "operational credit": "a police decision put down to the commissioner",
    "strategic credit": "a decision of the commissioner put down to the police",
}


def clause_in_words(clause: Clause, most: int = ALL) -> str:
    """What one sentence of the item must say, and of whom; of a list of words so many at most."""
    where = f" in the {either(clause.where)}" if clause.where else ""
    near = f", at most {count(clause.within, 'word')} away" if clause.within else ""
    return f"{_opening(clause, most)}{where}{near}{''.join(_beside(clause, most))}."


def _opening(clause: Clause, most: int) -> str:
    of = f" of {parties(clause.of)}" if clause.of else ""
    if clause.words:
        return f"It says {quoted(clause.words, most)}{of}"
    if clause.by:
        return f"It tells what is said or done by {parties(clause.by)}{of}"
    return f"It speaks{of}"


def _beside(clause: Clause, most: int) -> Iterator[str]:
    if clause.words and clause.by:
        yield f", said or done by {parties(clause.by)}"
    if clause.beside:
        yield f", with {parties(clause.beside)} named beside it"
    if clause.also:
        yield f", and it also says {quoted(clause.also, most)}"
    if clause.naming:
        yield ", and it or the headline names the office"
    if clause.not_of:
        yield f", but not of {parties(clause.not_of)}"
    if clause.unless:
        yield f", but not {quoted(clause.unless, most)}"


def conditions_in_words(given: Conditions, most: int = ALL) -> list[str]:
    """What is asked of the item and its story beside its sentences, a phrase each."""
    return [phrase for phrase in (*_of_item(given, most), *_of_story(given)) if phrase]


def _of_item(given: Conditions, most: int) -> Iterator[str]:
    tone = "the tone towards the office is"
    yield f"somewhere it says {quoted(given.item_words, most)}" if given.item_words else ""
    yield f"{tone} {either(given.tones)}" if given.tones else ""
    yield f"{tone} {signed(given.tone_below)} or lower" if given.tone_below is not None else ""
    yield f"{tone} {signed(given.tone_above)} or higher" if given.tone_above is not None else ""
    yield f"its source is {either(given.tiers)}" if given.tiers else ""
    yield f"the office is named in its {either(given.where)}" if given.where else ""
    yield f"the office is named at {given.named} places at least" if given.named else ""
    yield f"it quotes one of these: {either(given.speakers)}" if given.speakers else ""
    yield either(ORIGINS[one] for one in given.origins)
    yield f"its theme of the plan is {either(given.themes)}" if given.themes else ""
    yield f"its district is {either(given.districts)}" if given.districts else ""
    yield f"its topic is {either(given.topics)}" if given.topics else ""
    yield f"it holds {either(FLAGS[one] for one in given.flags)}" if given.flags else ""
    yield either(USES[one] for one in given.release)
    yield "it is a post to the office's own account" if given.addressed else ""
    if given.office_hours is not None:
        yield f"it comes {'within' if given.office_hours else 'outside'} office hours"
    if given.fresh_hours:
        yield f"it was published at most {hours(given.fresh_hours)} before we saw it"


def _of_story(given: Conditions) -> Iterator[str]:
    within = f"within {hours(given.hours)}"
    if given.owners:
        yield f"{count(given.owners, 'owner group')} or more carry the story {within}"
    if given.outlets:
        yield f"{count(given.outlets, 'outlet')} or more carry the story {within}"
    if given.authors:
        yield f"{count(given.authors, 'account')} or more post it {within}"
    if given.items:
        yield f"{count(given.items, 'item')} or more tell it {within}"
    if given.beside_rules:
        yield f"an alert of {either(given.beside_rules)} stands in the same story"
    if given.election_days:
        yield f"an election is at most {count(given.election_days, 'day')} ahead"


def raise_in_words(raising: Raise, most: int = ALL) -> str:
    """When an alert becomes more urgent than its rule alone makes it."""
    asked = conditions_in_words(raising, most)
    if clauses := [clause_in_words(one, most) for one in raising.when]:
        said = (f"{one[:1].lower()}{one[1:-1]}" for one in clauses)
        asked.insert(0, f"in one sentence {'; or '.join(said)}")
    if raising.unless:
        asked.append(f"it says nowhere {quoted(raising.unless, most)}")
    return f"{raising.to} when {'; and '.join(asked)}."


def either(words: Iterable[str]) -> str:
    """`a, b or c`."""
    *others, last = [*words] or [""]
    return f"{', '.join(others)} or {last}" if others else last


def parties(kinds: Iterable[PartyKind]) -> str:
    return either(PARTIES[one] for one in kinds)


def quoted(words: Sequence[str], most: int = ALL) -> str:
    """Words of a rule as they are read: `resign*` is “resign…”; of many the first."""
    shown = [f"“{one[:-1]}…”" if one.endswith("*") else f"“{one}”" for one in words]
    rest = len(words) - most
    return either((*shown[:most], f"{rest} others")) if rest > 1 else either(shown)


def signed(score: float) -> str:
    """`−0.25`, `+0.5`, `0`."""
    return f"{score:+g}".replace("-", "−") if score else "0"


def hours(number: float) -> str:
    """`30 minutes`, `1 hour`, `a day`, `3 days`."""
    if number < 1:
        return count(round(number * 60), "minute")
    if number == 24:
        return "a day"
    if number > 24 and number % 24 == 0:
        return count(round(number / 24), "day")
    return f"{number:g} {'hour' if number == 1 else 'hours'}"
