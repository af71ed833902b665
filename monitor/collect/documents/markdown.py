"""Markdown without its marks."""

import re
from collections.abc import Iterator, Sequence

from monitor.collect.documents import Paragraph, Written
from monitor.collect.documents.days import day_in
from monitor.collect.markup import clean, plain_text

# No pattern looks far ahead from a mark that nothing closes: 500,000 "[" would take hours.
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|date):[ \t]*(.*)$", re.MULTILINE | re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_QUOTED = re.compile(r"^(?:[ \t]{0,3}>[ \t]?)+")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_UNDER = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:[*_-][ \t]?){3,}$|`{3}|~{3})")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_DEFINES = re.compile(r" {0,3}\[[^\]\n]+\]:")
_SPANS = (
    (re.compile(r"!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])"), ""),
    (
        re.compile(r"\[([^\[\]\n]+)\](?:\([^()\n]*(?:\([^()\n]*\))?[^()\n]*\)|\[[^\[\]\n]*\])"),
        r"\1",
    ),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[\w.+-]{1,64}@[\w.-]+)>"), r"\1"),
    (re.compile(r"(?<![\\*])\*{1,3}(?=\S)([^*\n]+)(?<=\S)\*{1,3}"), r"\1"),
    (re.compile(r"(?<![\\\w])_{1,3}(?=\S)([^_\n]+)(?<=\S)_{1,3}(?!\w)"), r"\1"),
    (re.compile(r"~~([^~\n]+)~~"), r"\1"),
    (re.compile(r"`+([^`\n]+)`+"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def read_markdown(text: str) -> Written:
    """Links keep their words, pictures go; title and date may stand in the front matter."""
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    fields = {name.lower(): said for name, said in _FIELD.findall(front[1])} if front else {}
    lines = _COMMENT.sub("", text[front.end() :] if front else text).splitlines()
    return Written(
        paragraphs=tuple(one for one in _paragraphs(lines) if one.text),
        called=clean(fields.get("title", "").strip(" \"'")),
        dated=day_in(fields.get("date", "")),
    )


def _paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    held: list[str] = []
    for line in (*lines, ""):
        bare = _QUOTED.sub("", line, count=1) if line.lstrip().startswith(">") else line
        heading, under = _HEADING.match(bare), _UNDER.match(bare) if held else None
        speaks = bool(bare.strip()) and not (heading or under or _is_drawn(bare))
        if held and not (speaks and not _ITEM.match(bare)):
            yield Paragraph(_plain(held), (1 if "=" in under[1] else 2) if under else 0)
            held = []
        if heading:
            yield Paragraph(_plain([heading[2].rstrip("# \t")]), len(heading[1]))
        elif speaks:
            held.append(_ITEM.sub("", bare, count=1) if not held else bare)
        if held and bare.endswith(("  ", "\\")):
            yield Paragraph(_plain(held))
            held = []


def _is_drawn(line: str) -> bool:
    """Whether it is a rule, a fence, a link's address, or the line under a table's head."""
    table = "|" in line and not line.strip(" \t:|-")
    return bool(table or _RULE.match(line) or _DEFINES.match(line))


def _plain(held: Sequence[str]) -> str:
    marked = " ".join(line.strip().removesuffix("\\") for line in held)
    for pattern, words in _SPANS:
        marked = pattern.sub(words, marked)
    return plain_text(marked.replace("|", " "))
