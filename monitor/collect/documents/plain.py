"""Plain text, in whatever encoding an editor left it."""

import re
from collections.abc import Iterator

from monitor.collect.documents import Paragraph, Written
from monitor.collect.documents.lines import mended, width_of
from monitor.collect.markup import clean
from monitor.errors import InputRefused

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\ufffd]")  # 1a ends files of old DOS programs
_SAMPLE = 4096


def decoded(content: bytes) -> str:
    """As UTF-8 or UTF-16 if it is that, else as Windows-1252; InputRefused if it is no text."""
    text = _decoded(content)
    if len(_CONTROL.findall(text)) > len(text) // 50:
        raise InputRefused("it is no text: releases are read from .docx, .pdf, .html, .md and .txt")
    return text


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if wide := _wide(content[:_SAMPLE]):
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        read = content.decode("utf-8-sig", "replace")
    # One bad byte must not spoil all quotation marks; where most are bad it is not UTF-8.
    strange = sum(not one.isascii() for one in read)
    damaged = read.count("\ufffd") * 4 < strange
    return read if damaged else content.decode("cp1252", "replace")


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark at its front, known by every second byte being 0."""
    half = len(sample) // 2
    if half >= 4 and sample[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    return "utf-16-be" if half >= 4 and sample[::2].count(0) > half * 0.7 else ""


def read_text(text: str) -> Written:
    """Paragraphs parted by empty lines, or each its own line; what was wrapped is one again."""
    blocks = list(_blocks(text))
    width = width_of([line for block in blocks for line in block])
    found = (clean(one) for block in blocks for one in mended(block, width))
    return Written(tuple(Paragraph(one) for one in found if one))


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in text.splitlines():
        if line.strip():
            block.append(line.strip())
        elif block:
            yield block
            block = []
    if block:
        yield block
