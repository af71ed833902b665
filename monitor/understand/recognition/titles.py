"""Where an article speaks of a commissioner, and what the words beside it say of whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.understand.phrases import Span, stands_alone
from monitor.understand.recognition.beside import KIND, OTHER, Surroundings, whose_are, whose_is
from monitor.understand.recognition.forms import Calls, Form, form_of

_HYPHENED = ("ex", "former", "then")  # "ex-PCC" is the title, "news-pcc" an address


@dataclass(frozen=True, slots=True)
class Title:
    """`whose`: an office's id, OTHER, NOBODY, or "" where the words beside it do not say."""

    span: Span
    form: Form
    whose: str = ""
    why: str = ""
    kind_differs: bool = False  # of the Met, of Information …: no police area's at all


def titles_in(calls: Calls, around: Surroundings, whole: str, most: int) -> Iterator[Title]:
    """The first so many titles, each with what its neighbouring words say."""
    for count, match in enumerate(calls.pattern.finditer(whole)):
        if count >= most:
            return
        start, end = match.span()
        if stands_alone(whole, start, end) and not _in_address(whole, start, end):
            yield from _titles(calls, around, whole, (start, end))


def _titles(calls: Calls, around: Surroundings, whole: str, span: Span) -> Iterator[Title]:
    form = form_of(calls, whole[slice(*span)])
    if form == "plural":
        several = whose_are(around, whole, span).items()
        yield from (Title(span, form, whose, why) for whose, why in several)
        return
    whose, why = whose_is(around, whole, span, form)
    kind = whose == KIND
    yield Title(span, form, OTHER if kind else whose, why, kind_differs=kind)


def _in_address(whole: str, start: int, end: int) -> bool:
    """Whether it is a piece of a web address, of a path or of somebody's handle."""
    before, after = whole[max(0, start - 1) : start], whole[end : end + 2]
    if before == "-":
        word = whole[max(0, start - 10) : start - 1].casefold()
        return not word.endswith(_HYPHENED)
    return (
        before in ("@", "/", ".", "_")
        or after[:1] in ("/", "_", "@")
        or (after[:1] == "." and after[1:].isalnum())
    )
