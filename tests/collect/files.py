"""Files as a press office keeps them, made anew by each test."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx

HEAD = (
    "PRESS RELEASE",
    "PR-844",
    "Tuesday 3 March 2026",
    "Embargoed until 00:01 on Tuesday 3 March 2026",
)
TITLE = "Commissioner pays for sixty more patrols"
BODY = (
    "Northmoor’s Police and Crime Commissioner, Ada Finch, has put £1.2m into sixty more patrols a"
    " week, after 3,400 people told her office that they did not feel safe after dark.",
    "Ada Finch said:",
    "“People have told me again and again that they want to see officers on foot, in the streets"
    " where they shop.",
    "“I shall look at the figures every month, and shall say in public what they show.”",
    "Superintendent Tom Reed, who leads the neighbourhood teams, said: “We know these streets and"
    " we know the faces in them.”",
    "ENDS",
    "Notes to editors",
    "The survey ran from 5 January to 9 February 2026.",
)
QUOTES = (
    "Ada Finch: People have told me again and again that they want to see officers on foot, in the"
    " streets where they shop. I shall look at the figures every month, and shall say in public"
    " what they show.",
    "Tom Reed: We know these streets and we know the faces in them.",
)
RELEASE = (*HEAD, TITLE, *BODY)


def word(write: Callable[[Any], None]) -> bytes:
    """What Word would save after somebody wrote that."""
    document, file = docx.Document(), BytesIO()
    write(document)
    document.save(file)
    return file.getvalue()


def word_release() -> bytes:
    def write(document: Any) -> None:
        for line in HEAD:
            document.add_paragraph(line)
        document.add_heading(TITLE, 1)
        for line in BODY:
            document.add_paragraph(line)

    return word(write)


def zipped(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def rezipped(content: bytes, changed: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The same package with some of its parts changed."""
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, change in changed.items():
        parts[name] = change(parts.get(name, b""))
    return zipped(parts)


Drawn = tuple[float, float, float, str]  # x, y, size, words


def pdf(pages: Sequence[Sequence[Drawn] | bytes], trailer: str = "", packed: bool = True) -> bytes:
    """A PDF with these words, or these drawing commands, on its pages."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b""]
    objects[2] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    kids: list[str] = []
    for page in pages:
        commands = page if isinstance(page, bytes) else b"\n".join(map(_command, page))
        stream = zlib.compress(commands) if packed else commands
        filters = "/Filter/FlateDecode" if packed else ""
        objects.append(
            f"<</Length {len(stream)}{filters}>>stream\n".encode() + stream + b"\nendstream"
        )
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            + f"/Contents {len(objects)} 0 R>>".encode()
        )
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return pdf_of(objects, trailer)


def pdf_of(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A file of these objects, the first of which is its catalogue."""
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    file += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n".encode()
    return bytes(file + f"startxref\n{start}\n%%EOF\n".encode())


def _command(line: Drawn) -> bytes:
    x, y, size, words = line
    said = words.encode("cp1252")
    for mark in (b"\\", b"(", b")"):
        said = said.replace(mark, b"\\" + mark)
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm (".encode() + said + b") Tj ET"


def wrapped(paragraphs: Sequence[str], width: int = 80) -> list[list[str]]:
    """The lines of each paragraph, as a program breaks them."""
    import textwrap

    return [textwrap.wrap(one, width, break_on_hyphens=False) for one in paragraphs]


def set_in_type(
    paragraphs: Sequence[str], title: str = "", top: float = 760, gap: float = 8
) -> list[Drawn]:
    """Paragraphs on a page, 12 points apart from line to line and `gap` more between them."""
    drawn: list[Drawn] = []
    y = top
    for lines in wrapped(paragraphs):
        size = 16 if lines and " ".join(lines) == title else 10
        for line in lines:
            drawn.append((72, y, size, line))
            y -= 12 if size == 10 else 20
        y -= gap
    return drawn
