"""Lines that a program wrapped, put back together into the paragraphs that a person wrote."""

import re
from collections.abc import Iterator, Sequence

LONGEST_LINE = 140  # characters; what is longer is a paragraph that nobody wrapped
_NARROW = 45  # characters: where the widest line is shorter, lines are what was meant
_ROOM = 0.8  # of the widest line: where the next word had room in it, its end was meant
_SHARE = 0.25  # of the lines of a wrapped text, at least, are full

_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+")
_OWN_HYPHEN = re.compile(
    r"(?:anti|co|cross|ex|half|high|inter|long|low|multi|non|part|post|pre|re|self|semi|short|sub"
    r"|well|zero|one|two|three|four|five|six|ten|twenty|thirty|forty|fifty|sixty|early|late|mid"
    r"|hard|hate|drug|knife)$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")
_BEGINS = re.compile(r"(?:[•▪●◦‣*–-]|\d{1,2}[.)]|\([a-z\d]\))\s")
_OPENS = re.compile(r"[\"“‘'(\[]?[A-Z£\d]")


def width_of(lines: Sequence[str]) -> int:
    """To how many characters they were wrapped; 0 if they were not."""
    widest = max((len(line) for line in lines if " " in line), default=0)
    full = sum(len(line) > widest * _ROOM for line in lines)
    return widest if _NARROW <= widest <= LONGEST_LINE and full > len(lines) * _SHARE else 0


def mended(lines: Sequence[str], width: int) -> Iterator[str]:
    """The paragraphs of lines between which no gap stands."""
    held: list[str] = []
    for line in lines:
        if held and not goes_on(held[-1], line, width):
            yield joined(held)
            held = []
        held.append(line)
    if held:
        yield joined(held)


def goes_on(line: str, following: str, width: int) -> bool:
    """Whether a line was cut by its width alone, and goes on in the one that follows it."""
    if len(line) > LONGEST_LINE or not width or _BEGINS.match(following):
        return False
    if _BROKEN.search(line) and following[:1].islower():
        return True
    had_room = len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width * _ROOM
    return not had_room or not (_ENDED.search(line) or _OPENS.match(following))


def ended_before(line: str, following: str) -> bool:
    """Whether a sentence ends with a line, and another begins with the next."""
    return bool(_ENDED.search(line) and _OPENS.match(following))


def joined(lines: Sequence[str]) -> str:
    """One line of several; a word that was parted at an end of line is whole again."""
    whole = lines[0]
    known = " ".join(lines).casefold() if len(lines) > 1 else ""
    for line in lines[1:]:
        parted, rest = _BROKEN.search(whole, max(0, len(whole) - 40)), _WORD.match(line)
        if parted and rest:
            whole = whole[:-1] + _hyphen(parted, rest[0], known) + line
        else:
            whole = f"{whole} {line}"
    return whole


def _hyphen(parted: re.Match[str], rest: str, known: str) -> str:
    """Whether it is the word's own, as in `self-defence`, or the end of the line's."""
    if parted[0].endswith("\u00ad"):
        return ""
    own = _OWN_HYPHEN.match(parted[1]) or f"{parted[1]}-{rest}".casefold() in known
    return "-" if own or not rest[0].islower() else ""
