"""The head of a release: its number, its dates and its title, and where the story begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import takewhile

from monitor.collect.documents import Written
from monitor.collect.documents.days import DATE, TIME, day_in, day_of, moment

MOST_LINES = 16  # of a head
LONGEST = 200  # characters; what is longer tells the story
_MANY = 35  # words: the same
_FEW = 8  # words: a shorter line with a full stop is none that tells


@dataclass(frozen=True, slots=True)
class Head:
    title: str
    body: tuple[str, ...]
    number: str = ""
    issued_on: date | None = None
    embargo_until: datetime | None = None


_PLACE = r"[A-Z][\w’'-]+(?:(?i:,? and| &|,)? (?:[A-Z][\w’'-]+|(?i:on|upon|of|the)))"
_POST = r"(?i:police(?:,? fire)?(?: and| &) crime commissioner|O?P[FC]?CC)"
_OFFICE = re.compile(
    rf"(?:(?i:the) )?(?:(?i:office of (?:the )?))?(?:{_PLACE}{{0,2}} )?{_POST}"
    rf"(?:(?i:[’']s (?:press )?office))?(?: (?i:for|of) (?:(?i:the) )?{_PLACE}{{0,6}})?$"
)
# Whole and never taken back: else "press release" fifteen times over has 2^15 readings.
_LABELS = re.compile(
    r"(?:[\W_]*\b(?>(?:press|media|news)(?: (?:release|statement|notice|office|update))?\b"
    r"|news from .*|for the attention of .*|for (?:immediate )?(?:release|publication|use|issue)\b"
    r"|immediate(?: release)?\b|(?:release|issue|publication) date\b|release\b|statement\b|dated?\b"
    r"|(?:issued|published|released|sent)(?: on)?\b|(?:our |your )?ref(?:erence)?\b|number\b|no\b"
    r"|from\b|to\b|on\b|time\b|at\b|final\b|draft\b|confidential\b|strictly\b|private\b|official\b"
    r"|sensitive\b|logo\b|page \d+(?: of \d+)?\b|contact(?: details)?\b|end?s\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b))*+[\W_]*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$|[\w.+-]{1,64}@[\w-]{1,64}\.|^\W*(?:https?://|www\.)\S"
    r"|^\W*(?:t|tel|telephone|phone|mobile|m|e|email|e-mail|web|website|twitter|x|facebook)\s*:"
    r"|\b0\d{2,4}[ )]\d{3}|^(?:media |press |for further )?(?:contact|enquiries|information)\b.*:",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?P<kind>PR|NR|MR|PN|RN)(?:[ ./#–-]|no){0,2}(?P<digits>\d{1,5}(?:[/-]\d{2,5})?)\b"
    r"|\b(?:release|ref|reference|number|no)\b\W{0,3}(?:(?:number|no)\b\W{0,3})?"
    r"(?!(?:PR|NR|MR|PN|RN)[ ./#–-]{0,2}\d)"
    r"(?P<other>(?:[A-Z]{1,8}[/-]?)?\d{1,6}(?:[/-]\d{1,5}){0,3})\b",
    re.IGNORECASE,
)
_EMBARGO = re.compile(
    r"\bembargo(?:ed)?\b|\bnot (?:for|to be)\b.{0,60}?\b(?:before|until|till)\b|\bnot before\b"
    r"|\b(?:do not|don[’']t) (?:publish|use|release|broadcast)\b|\bhold (?:until|for)\b"
    r"|\bfor (?:release|publication|use|broadcast) (?:at|after|from|not before)\b",
    re.IGNORECASE,
)
_NO_EMBARGO = re.compile(
    r"\b(?:no|not|lifted|none|without)\W+(?:an )?embargo|embargo\W+(?:none|no|n/a|lifted)\b", re.I
)
_LEADS = re.compile(r"(?:\W*\b(?:strictly|press|media|news|release|under|please)\b)*+\W*$", re.I)
_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*$")


def head_of(name: str, written: Written) -> Head:
    """What stands over the story, and the paragraphs of the story without it."""
    lines = [one.text for one in written.paragraphs]
    over = list(takewhile(_stands_over, lines[:MOST_LINES]))
    letterhead = [one for one in over if _is_letterhead(one)]
    issued_on = next((day for one in letterhead if (day := _issued(one))), None) or written.dated
    title = _title(written, len(over))
    said = title if _stands_over(title) else ""  # else it is the story's own first sentence
    return Head(
        title=_TITLED.sub("", title) or title,
        body=tuple(one for one in lines[: len(over)] if one != said and one not in letterhead)
        + tuple(lines[len(over) :]),
        number=_number(letterhead, title, name),
        issued_on=issued_on,
        embargo_until=_embargo(lines, len(over), issued_on),
    )


def _is_line(text: str) -> bool:
    return len(text) <= LONGEST and len(text.split()) <= _MANY


def _stands_over(text: str) -> bool:
    """Whether a line may stand above a story: a whole sentence begins it."""
    if not _is_line(text):
        return False
    tells = _SENTENCE.search(text) and len(text.split()) >= _FEW
    return not tells or _is_letterhead(text)


def _is_letterhead(text: str) -> bool:
    """Whether a line says nothing but what every release says above its title."""
    if not _is_line(text):
        return False
    if _OFFICE.match(text) or _ADDRESS.search(text) or _is_embargo(text):
        return True
    return bool(_LABELS.match(_NUMBER.sub(" ", _without_days(text))))


def _without_days(text: str) -> str:
    return TIME.sub(" ", DATE.sub(" ", text))


def _is_embargo(text: str) -> bool:
    """Whether a line says nothing before it speaks of an embargo."""
    found = _EMBARGO.search(text) if _is_line(text) else None
    return bool(found and _LEADS.match(_NUMBER.sub(" ", _without_days(text[: found.start()]))))


def _title(written: Written, over: int) -> str:
    """Of the headings over the story the highest, else what the file goes by, else a first line."""
    first = [one for one in written.paragraphs[: over + 1] if not _is_letterhead(one.text)]
    ranked = [one for one in first if one.rank and _is_line(one.text)]
    if ranked and (not written.called or min(one.rank for one in ranked) == 1):
        return min(ranked, key=lambda one: one.rank).text
    named = "" if _UNNAMED.match(written.called) else written.called
    shown = (one.text for one in first if len(one.text) > 20 and named.startswith(one.text))
    title = next(shown, "") or named or (first[0].text if first else "")
    return title if len(title) <= LONGEST else title[:LONGEST].rpartition(" ")[0] + " …"


def _number(letterhead: Sequence[str], title: str, name: str) -> str:
    """As the press office counts; else as the title begins, or the file's name."""
    for line in letterhead:
        if found := _NUMBER.search(_without_days(line)):
            return _counted(found)
    stem = name.rpartition("/")[2].rpartition(".")[0].replace("_", " ")
    begins = (_TITLED.match(title), _NUMBER.search(stem))
    return next((_counted(one) for one in begins if one and one["kind"]), "")


def _counted(found: re.Match[str]) -> str:
    if found["kind"]:
        return f"{found['kind'].upper()}-{found['digits']}"
    return str(found.groupdict().get("other") or "").upper()


def _issued(line: str) -> date | None:
    return None if _is_embargo(line) else day_in(line)


def _embargo(lines: Sequence[str], over: int, issued_on: date | None) -> datetime | None:
    """The moment of the first embargo; its day may stand in the line after it."""
    for at, line in enumerate(lines):
        if _is_embargo(line) and not _NO_EMBARGO.search(line):
            after = lines[at + 1] if at + 1 < over else ""
            if found := _until(line, after, issued_on):
                return found
    return None


def _until(line: str, after: str, issued_on: date | None) -> datetime | None:
    said = _EMBARGO.search(line)
    if said is None:
        return None
    for words in (line[said.end() :], line, f"{line} {after}" if _is_letterhead(after) else ""):
        found = (day_of(one, issued_on) for one in DATE.finditer(words))
        if day := next((one for one in found if one), None):
            return moment(day, words).astimezone(UTC)
    hour = issued_on and TIME.search(line, said.end())
    return moment(issued_on, line).astimezone(UTC) if issued_on and hour else None


_UNNAMED = re.compile(r"(?:microsoft word|document\d*|untitled|press release)\b", re.IGNORECASE)
_TITLED = re.compile(
    r"(?P<kind>PR|NR|MR|PN|RN)[ ./#–-]{0,2}(?P<digits>\d{1,5}(?:[/-]\d{2,5})?)\s*[:|–—-]\s*", re.I
)
