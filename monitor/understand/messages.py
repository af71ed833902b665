"""Key messages in an item: present, partly there, or absent.

One sentence, or two that follow each other, must hold the telling words of the message or of one of
its variants, in any order. A sentence that denies them carries nothing: “will not put” is not “will
put”.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from monitor.records import Carried, KeyMessage
from monitor.understand.facts.themes import any_of, occurrences
from monitor.understand.phrases import Pattern
from monitor.understand.stories.words import stem
from monitor.understand.text import sentences

LEAST = 2  # words of a message that tell something of it: one stands anywhere by chance
REACH = 6  # words that a denial reaches over, unless its clause ends before

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;:()–—]")
_TELLING_NOTHING = """
a about all also always am an and any are around as at away be been being both by can could did do
does done down either ever for from get gets go goes going got had has have he her hers here him his
how i if in into is it its itself just let may me might must my of off on one only onto or our ours
out over own pcc said say says shall she should so some than that the their them then there these
they this those through to too under until up upon us very was we were what when where which while
who whom whose will with would yet you your
"""
_DENYING = """
cannot declined declines denied denies fail failed failing fails hardly neither never no nobody none
nor not nothing refuse refused refuses refusing scrap scrapped scrapping scraps unable without
"""
_IRREGULAR_FORMS = """
brought=bring built=build children=child cutting=cut fought=fight gave=give given=give giving=give
heard=hear held=hold kept=keep lives=life making=make made=make men=man putting=put ran=run
running=run safer=safe safest=safe spent=spend taken=take taking=take thieves=thief took=take
women=woman
"""
_TELL_NOTHING = frozenset(_TELLING_NOTHING.split())
_DENY = frozenset(_DENYING.split())
_IRREGULAR = dict(pair.split("=") for pair in _IRREGULAR_FORMS.split())
_NO_DENIAL = frozenset({("no", "doubt"), ("no", "matter"), ("not", "just"), ("not", "only")})
_CLAUSE_BEGINS = frozenset({"although", "because", "but", "though", "whereas"})


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The telling words of a sentence by their stems, and whether something there denies them."""

    text: str
    denied: Mapping[str, bool]


def carried(
    messages: Sequence[KeyMessage], office_id: str, title: str, text: str, on: date
) -> tuple[Carried, ...]:
    """What of each message in force that day the item carries: absent, if it is of the campaign.

    An item that has none of the campaign's words is not asked for half a message.
    """
    messages = [one for one in messages if one.from_ <= on and (one.to is None or on <= one.to)]
    if not messages:
        return ()
    read = list(_read(title, text))
    campaigns = _campaigns(messages, f"{title}\n{text}")
    found = (_found(one, office_id, read, campaigns.get(one.campaign)) for one in messages)
    return tuple(one for one in found if one)


def _campaigns(messages: Sequence[KeyMessage], told: str) -> dict[str, bool]:
    """Whether the item has words of each campaign that has words."""
    words: dict[str, frozenset[str]] = {}
    for one in messages:
        words[one.campaign] = words.get(one.campaign, frozenset()) | set(one.words)
    return {
        campaign: any(occurrences(_pattern(known), told))
        for campaign, known in words.items()
        if known
    }


def _found(
    message: KeyMessage, office_id: str, read: Sequence[_Sentence], of_campaign: bool | None
) -> Carried | None:
    forms = [_form(one) for one in (message.text, *message.variants)]
    if sentence := _holding(forms, read):
        return Carried(
            message_id=message.id, office_id=office_id, degree="present", sentence=sentence
        )
    if of_campaign is False:
        return None
    if sentence := _hinting(forms, read):
        return Carried(
            message_id=message.id, office_id=office_id, degree="partly", sentence=sentence
        )
    if of_campaign is None:
        return None
    return Carried(message_id=message.id, office_id=office_id, degree="absent", sentence="")


def _holding(forms: Sequence[_Sentence], read: Sequence[_Sentence]) -> str:
    """The sentence, or the two, that hold all of a form."""
    for form in filter(lambda one: one.denied, forms):
        for window in (*((one,) for one in read), *pairwise(read)):
            if _shared(form, *window) == form.denied.keys():
                return " ".join(one.text for one in window)
    return ""


def _hinting(forms: Sequence[_Sentence], read: Sequence[_Sentence]) -> str:
    """The sentence that holds most of a form, if that is half of it and it denies none of them."""
    best, share = "", 0.5
    for one in read:
        meant = {len(shared) / len(form.denied) for form in forms if (shared := _shared(form, one))}
        if max(meant, default=0) >= share and not any(_denies(one, form) for form in forms):
            best, share = best if max(meant) == share and best else one.text, max(meant)
    return best


def _shared(form: _Sentence, *window: _Sentence) -> set[str]:
    """The form's words in these sentences; none if one side denies them and the other does not."""
    shared = _common(form, *window)
    same = _is_denied(form, shared) == any(_is_denied(one, shared) for one in window)
    return shared if same and len(shared) >= min(LEAST, len(form.denied)) else set()


def _denies(one: _Sentence, form: _Sentence) -> bool:
    """Whether the sentence is about the same and says the opposite."""
    shared = _common(form, one)
    opposite = _is_denied(form, shared) != _is_denied(one, shared)
    return opposite and 4 * len(shared) >= 3 * len(form.denied)


def _common(form: _Sentence, *window: _Sentence) -> set[str]:
    return {word for one in window for word in form.denied.keys() & one.denied.keys()}


def _is_denied(one: _Sentence, words: set[str]) -> bool:
    return any(one.denied.get(word) for word in words)


def _read(title: str, text: str) -> Iterator[_Sentence]:
    for told in (title, text):
        for start, end in sentences(told):
            yield _sentence(" ".join(told[start:end].split()))


def _sentence(text: str) -> _Sentence:
    denied: dict[str, bool] = {}
    reach = 0
    words = [word.casefold().replace("’", "'") for word in _TOKEN.findall(text)]
    for word, following in zip(words, (*words[1:], ""), strict=True):
        reach -= 1
        if not word[0].isalnum() or word in _CLAUSE_BEGINS:
            reach = 0
        elif (word in _DENY or word.endswith("n't")) and (word, following) not in _NO_DENIAL:
            reach = REACH + 1
        elif word not in _TELL_NOTHING and word not in _DENY:
            known = stem(_IRREGULAR.get(word, word))
            denied[known] = denied.get(known, False) or reach > 0
    return _Sentence(text, denied)


@lru_cache(maxsize=1024)
def _form(text: str) -> _Sentence:
    """A message as its telling words: read once, not for every item."""
    return _sentence(text)


@lru_cache(maxsize=64)
def _pattern(words: frozenset[str]) -> Pattern | None:
    return any_of(words)
