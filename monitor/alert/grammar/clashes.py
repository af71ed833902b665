"""Two who are at odds: words of a clash are about both, and about neither where it is another's."""

from monitor.alert.grammar.clauses import Parsed
from monitor.alert.grammar.line import Line
from monitor.alert.grammar.nouns import AHEAD, possessors
from monitor.alert.grammar.subjects import subject
from monitor.alert.grammar.words import BREAKS, CLASH, LINKS
from monitor.records import Party

Parties = tuple[Party, ...]
_FALLING = frozenset({"fell", "fall", "falls", "fallen", "falling"})
_GOING = frozenset({"went", "go", "goes", "going", "gone"})
_STOPS = BREAKS | LINKS
_AGAINST = frozenset({"with", "against"})


def is_clash(line: Line, first: int, last: int) -> bool:
    there = [line.word(at) for at in range(first, last)]
    if any(CLASH.match(word) for word in there):
        return True
    fallen = "out" in there and not _FALLING.isdisjoint(there)
    return fallen or ("against" in there and not _GOING.isdisjoint(there))


def clashing(parsed: Parsed, first: int, last: int) -> Parties:
    """Both sides; nobody, where one of them is no party."""
    against, met = _opponents(parsed, last)
    if against and met == "between":
        return against
    if met and not against:
        return ()
    sides = possessors(parsed, first) or subject(parsed, first) or ()
    return (*sides, *against)


def _opponents(parsed: Parsed, last: int) -> tuple[Parties, str]:
    """Who stands behind `between` or `with`, and which of them; what it is over, if nothing is."""
    line, found, met = parsed.line, [], ""
    preposition = line.word(last - 1)
    for at in range(last - 1, min(last + AHEAD, len(line.units))):
        party, word = line.party(at), line.word(at)
        if word in _STOPS and met != "between":
            break
        if word in _AGAINST or word == "between":
            met, preposition = word, word
        elif word in ("over", "about", "at", "in", "on", "for", "by"):
            preposition = word
        elif party and (preposition in _AGAINST or preposition == "between"):
            found.append(party)
            if preposition != "between" and line.word(at + 1) != "and":
                break
    return tuple(found), met
