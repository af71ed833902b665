"""Answers of publishers, damaged as no publisher would dare: by chance, and the same for a seed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random  # noqa: TID251 - who damages by plan finds what is planned for

LARGEST = 60_000  # bytes: beyond, an input tells nothing new and takes its time
_NUMBER = re.compile(rb"\d+")
_DATE = re.compile(rb"\d{4}-\d\d-\d\d[T0-9:.+Z-]*|\d\d \w{3} \d{4}[ 0-9:]*[A-Z+0-9]*|\d{8}T\d{6}Z")
_TAG = re.compile(rb"<[A-Za-z][^<>]{0,80}>")
_LINK = re.compile(rb"https?://[^\"'<>\s\\]*")
_NAMED_ENCODING = re.compile(rb"utf-?8|iso-8859-\d+|windows-125\d|us-ascii", re.IGNORECASE)

_NUMBERS = (b"-1", b"0", b"1e999", b"NaN", b"9" * 400, b"0x1F", b"1792900000", b"Infinity", b"1_0")
_DATES = (
    b"Mon, 31 Feb 2026 10:00:00 GMT",
    b"1990-01-01T00:30:00+14:00",
    b"2099-12-31T23:59:59-14:00",
    b"9999-12-31T23:59:59Z",
    b"0000-00-00T00:00:00Z",
    b"Thu, 01 Jan 1970 00:00:00 +0000",
    b"2026-06-01T99:99:99+99:99",
    b"01:30:00 BST",
    b"Mon, 01 Jun 2026 09:00:00 +99999999999",
    b"2026-W23",
    b"20260601T093000Z",
    b"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa6-06-01",
)
_LINKS = (
    b"javascript:alert(1)",
    b"data:text/html,x",
    b"//evil.example/x",
    b"http://[::1",
    b"http://a:99999/",
    b"https://n.example/" + b"a" * 3000,
    b"HTTPS://N.example/\xe2\x80\xae/x",
    b"https:///no-host",
    b"http://\xc3\xa9.example/%00",
    b"file:///etc/hostname",
    b"/etc/hostname",
)
_ENTITIES = (
    b"&#0;",
    b"&#xD800;",
    b"&#x202E;",
    b"&#99999999999;",
    b"&nbsp;",
    b"&bogus;",
    b"&amp;#x200b;",
    b"&amp;lt;script&amp;gt;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<?php",
    b'<!DOCTYPE rss [<!ENTITY x "y">]>',
    b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">',
    b"\\u0000\\ud800",
    b"\\u202e\\u200b",
)
# Code points that have made trouble: bidi, zero-width, tags, private, and those that NFC swells.
_POINTS = (
    *(0x202E, 0x2066, 0x200B, 0xFEFF, 0xE0041, 0xE000, 0xD800, 0xFFFF, 0x85, 0x2028, 0x1D160),
    *(0xFB2C, 0x0344, 0x1F693, 0x301, 0x7F, 0x1B, 0xFDFA, 0x10FFFF),
)
_ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "cp1252", "utf-7", "cp037", "utf-8-sig", "shift_jis")
_NAMES = (b"utf-16", b"undefined", b"idna", b"utf-7", b"x" * 300, b"iso-8859-1", b"hex", b"cp037")

Mutation = Callable[[Random, bytes, bytes], bytes]


def mutated(chance: Random, body: bytes, other: bytes) -> bytes:
    """A body damaged one to four times; `other` lends it parts."""
    for name in chance.choices(list(MUTATIONS), k=chance.randint(1, 4)):
        body = MUTATIONS[name](chance, body, other)[:LARGEST]
    return body


def _flip(chance: Random, body: bytes, _: bytes) -> bytes:
    damaged = bytearray(body)
    for _bit in range(chance.choice((1, 1, 3, 30)) if body else 0):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _cut(chance: Random, body: bytes, _: bytes) -> bytes:
    start, end = _two_places(chance, body)
    return body[:start] if chance.random() < 0.5 else body[:start] + body[end:]


def _double(chance: Random, body: bytes, _: bytes) -> bytes:
    start, end = _two_places(chance, body)
    return body[:start] + body[start:end] * chance.choice((2, 3, 20)) + body[end:]


def _splice(chance: Random, body: bytes, other: bytes) -> bytes:
    start, end = _two_places(chance, other)
    at = _place(chance, body)
    return body[:at] + other[start:end] + body[at if chance.random() < 0.5 else len(body) :]


def _explode(chance: Random, body: bytes, _: bytes) -> bytes:
    """Many tags, or one with much in it."""
    many = chance.choice((3, 50, 500))
    tag = chance.choice((b"item", b"div", b"b", b"entry", b"title", b"x:y", b"p", b"description"))
    attribute = b" a%d='" + b"x" * chance.choice((1, 50)) + b"'"
    bomb = chance.choice(
        (
            b"<" * many,
            b"<%s>" % tag * many,
            b"<%s>" % tag * many + b"</%s>" % tag * many,
            b"</%s>" % tag * many,
            b"<%s%s>" % (tag, b"".join(attribute % number for number in range(many))),
            b"<!--" * many,
            b"<%s " % tag + b"x" * many * 20 + b"=''>",
        )
    )
    return _insert(chance, body, bomb)


def _nest(chance: Random, body: bytes, _: bytes) -> bytes:
    opening, closing = chance.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>")))
    deep = chance.choice((10, 1000, 3000))
    return _insert(chance, body, opening * deep + b"1" + closing * chance.choice((deep, 0)))


def _entity(chance: Random, body: bytes, _: bytes) -> bytes:
    return _insert(chance, body, chance.choice(_ENTITIES) * chance.choice((1, 1, 100)))


def _encode(chance: Random, body: bytes, _: bytes) -> bytes:
    """Another encoding than is said, or than was."""
    if chance.random() < 0.5:
        return _NAMED_ENCODING.sub(lambda _: chance.choice(_NAMES), body)
    text = body.decode(chance.choice(("utf-8", "latin-1")), "replace")
    return text.encode(chance.choice(_ENCODINGS), "replace")


def _control(chance: Random, body: bytes, _: bytes) -> bytes:
    for _byte in range(chance.choice((1, 10))):
        body = _insert(chance, body, bytes([chance.choice((0, 0, 1, 8, 11, 27, 127, 133, 255))]))
    return body


def _write(chance: Random, body: bytes, _: bytes) -> bytes:
    """Characters that a person cannot see, or no font has."""
    points = chance.choices([*_POINTS, chance.randrange(0x110000)], k=chance.choice((1, 5, 200)))
    return _insert(chance, body, "".join(map(chr, points)).encode("utf-8", "surrogatepass"))


def _instead(pattern: re.Pattern[bytes], others: Sequence[bytes]) -> Mutation:
    """Something else in one or all of the places where the like of it stands."""

    def replace(chance: Random, body: bytes, _: bytes) -> bytes:
        return pattern.sub(lambda _: chance.choice(others), body, chance.choice((0, 1)))

    return replace


def _insert(chance: Random, body: bytes, part: bytes) -> bytes:
    tags = [tag.end() for tag in _TAG.finditer(body)] if chance.random() < 0.6 else []
    at = chance.choice(tags) if tags else _place(chance, body)
    return body[:at] + part + body[at:]


def _place(chance: Random, body: bytes) -> int:
    return chance.randint(0, len(body))


def _two_places(chance: Random, body: bytes) -> tuple[int, int]:
    start, end = sorted((_place(chance, body), _place(chance, body)))
    return start, end


MUTATIONS: dict[str, Mutation] = {
    "flip": _flip,
    "cut": _cut,
    "double": _double,
    "splice": _splice,
    "explode": _explode,
    "nest": _nest,
    "entity": _entity,
    "encode": _encode,
    "control": _control,
    "write": _write,
    "number": _instead(_NUMBER, _NUMBERS),
    "date": _instead(_DATE, _DATES),
    "link": _instead(_LINK, _LINKS),
}
