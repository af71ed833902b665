"""Whether a clause of a rule holds in a sentence, and which words made it hold."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from monitor.alert.parts import about, doing
from monitor.alert.rulebook import ReadyClause
from monitor.records import Clause, Party, PartyKind, Sentence

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a clause held: the words that met it, and whom they are about."""

    sentence: Sentence
    words: tuple[str, ...]
    who: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """Why a clause did not hold, told of the sentence in which it came furthest."""

    reached: int
    why: str
    sentence: str = ""


def first_found(
    clauses: Iterable[ReadyClause], sentences: Sequence[tuple[Sentence, Set[ReadyClause]]]
) -> Found | Missed:
    """The first clause that holds in a sentence of which it is to be asked, or what came nearest
    to it."""
    nearest = Missed(-1, "it has no clause")
    for clause in clauses:
        for sentence in [sentence for sentence, asked in sentences if clause in asked]:
            answer = holds(clause, sentence)
            if isinstance(answer, Found):
                return answer
            nearest = answer if answer.reached > nearest.reached else nearest
    return nearest


def holds(ready: ReadyClause, sentence: Sentence) -> Found | Missed:
    """All that the clause asks of this one sentence, the cheapest first."""
    clause, text = ready.clause, sentence.text
    if clause.where and sentence.where not in clause.where:
        return Missed(0, f"no sentence in the {' or '.join(clause.where)} has its words")
    spans = list(ready.words.spans_in(text))
    if clause.words and not spans:
        return Missed(0, "none of its words stands there")
    also = ready.also.found_in(text)
    if clause.also and not also:
        return Missed(2, "none of `also` stands beside its words", text)
    if clause.naming and not sentence.names_us:
        return Missed(2, "the sentence does not name the office", text)
    if stands := ready.unless.found_in(text):
        return Missed(3, f"“{stands[0]}” of `unless` stands there", text)
    return _parties(clause, sentence, spans, also)


def _parties(
    clause: Clause, sentence: Sentence, spans: Sequence[Span], also: tuple[str, ...]
) -> Found | Missed:
    """Tried for each place where words stand: one may be about her, the next about another."""
    missed = Missed(3, "nothing of it stands there", sentence.text)
    for span in spans or [(0, len(sentence.text))]:
        who, why = _who(clause, sentence, span)
        if not why:
            words = (sentence.text[slice(*one)] for one in spans)
            return Found(sentence, tuple(dict.fromkeys((*words, *also))), who)
        missed = Missed(4, why, sentence.text)
    return missed


def _who(clause: Clause, sentence: Sentence, span: Span) -> tuple[tuple[Party, ...], str]:
    """Whom the words are about, and what forbids it."""
    concerned = about(sentence, *span) if clause.of or clause.not_of else ()
    of = _among(concerned, clause.of, span, clause, sentence)
    if clause.of and not of:
        return (), f"its words are about {_kinds(concerned)}, not {_either(clause.of)}"
    if wrong := [party for party in concerned if party.kind in clause.not_of]:
        return (), f"its words are about {_kinds(wrong)}"
    if clause.by:
        doers = doing(sentence, *span)
        if not any(party.kind in clause.by for party in doers) and (
            sentence.speaker not in clause.by
        ):
            return (), f"{_kinds(doers)} says or does it, not {_either(clause.by)}"
    beside = _among(sentence.parties, clause.beside, span, clause, sentence)
    if clause.beside and not beside:
        return (), f"{_either(clause.beside)} is not named there"
    return (*of, *beside), ""


def _among(
    parties: Iterable[Party],
    kinds: Iterable[PartyKind],
    span: Span,
    clause: Clause,
    sentence: Sentence,
) -> tuple[Party, ...]:
    return tuple(
        party
        for party in parties
        if party.kind in kinds
        and (not clause.within or _words_between(sentence.text, span, party) <= clause.within)
    )


def _words_between(text: str, span: Span, party: Party) -> int:
    start, end = sorted([span, (party.start, party.end)])
    return len(text[start[1] : end[0]].split())


def _kinds(parties: Iterable[Party]) -> str:
    return _either([party.kind for party in parties]) or "nobody"


def _either(kinds: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(kinds))
