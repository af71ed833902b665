"""What Word wrote: the paragraphs of a .docx as they stand, with those of tables and text boxes.

Headers and footers, deleted words, comments and notes stand in other parts or are marked, and stay
out. Python-docx reads styles and the parts; its own walk passes over content controls, in which
templates keep titles and dates.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from monitor.collect.documents import Paragraph, Written
from monitor.collect.markup import clean
from monitor.errors import InputRefused

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

MOST_UNZIPPED = 50_000_000  # bytes, as the file declares; its reader takes no more than that
MOST_PARTS = 2_000
MOST_TAGS = 400_000  # a release has 20,000; of a million, each takes its bytes and its time

_OTHERS = {
    "mimetype": "it was written by LibreOffice or OpenOffice (.odt): save it as .docx",
    "Index/Document.iwa": "it was written by Pages: export it as .docx",
    "index.xml": "it was written by Pages: export it as .docx",
    "xl/workbook.xml": "it is a spreadsheet, and no Word document",
    "ppt/presentation.xml": "these are slides, and no Word document",
}
_ENTITIES = re.compile(rb"<!ENTITY|<!DOCTYPE", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSAID = {
    *(f"{_W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # says it again
}
_BREAKS = {f"{_W}br", f"{_W}cr"}
_SPACES = {f"{_W}tab", f"{_W}ptab"}
_HYPHEN = f"{_W}noBreakHyphen"
_HEADING = re.compile(r"heading (\d)$")


def read_word(content: bytes) -> Written:
    """InputRefused for a zip that is none of Word's, that swells, or that defines entities."""
    _checked(content)
    import docx  # 0.1 s and 9 MB, which only those pay who add such a file

    try:
        document = docx.Document(BytesIO(content))
        return Written(tuple(_paragraphs(document)))
    except Exception:  # noqa: BLE001 - zip, XML and relations each fail in their own ways
        raise InputRefused("it is damaged, or no Word document: save it anew as .docx") from None


def _checked(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as package:
            _check(package)
    except InputRefused:
        raise
    except Exception:  # noqa: BLE001 - zlib, lzma, struct: whatever a damaged zip makes them raise
        raise InputRefused("it is a damaged zip, and no Word document") from None


def _check(package: ZipFile) -> None:
    parts = package.infolist()
    if sum(part.file_size for part in parts) > MOST_UNZIPPED or len(parts) > MOST_PARTS:
        raise InputRefused(f"it would swell to more than {MOST_UNZIPPED / 1e6:g} MB")
    names = {part.filename for part in parts}
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        why = next((_OTHERS[name] for name in _OTHERS if name in names), "")
        raise InputRefused(why or "it is a zip, and no Word document")
    for other in names & _OTHERS.keys():
        raise InputRefused(_OTHERS[other])
    if any(part.flag_bits & 1 for part in parts):
        raise InputRefused("it is locked with a password: save it without one")
    written = [package.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))]
    if any(_ENTITIES.search(one.replace(b"\0", b"")) for one in written):  # NULs are UTF-16's
        raise InputRefused("it defines XML entities, which may swell without end")
    if sum(one.count(b"<") for one in written) > MOST_TAGS:
        raise InputRefused(f"it has more than {MOST_TAGS:,} elements: no release has")


def _paragraphs(document: "Document") -> Iterator[Paragraph]:
    ranks = {style.style_id: _rank(style.name or "") for style in document.styles}
    for element in document.element.body.iter(f"{_W}p"):
        if not _is_unsaid(element):
            rank = ranks.get(element.style or "", 0)
            said = "".join(_words(element))
            for line in [said] if rank else said.split("\n"):
                if text := clean(line):
                    yield Paragraph(text, rank)


def _rank(style: str) -> int:
    found = _HEADING.match(style.lower())
    return int(found[1]) + 1 if found else int(style.lower() == "title")


def _is_unsaid(element: "BaseOxmlElement") -> bool:
    return any(above.tag in _UNSAID for above in element.iterancestors())


def _words(element: "BaseOxmlElement") -> Iterator[str]:
    """The text of a paragraph without that of the paragraphs within it: those of text boxes."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag in _SPACES:
            yield " "
        elif child.tag == _HYPHEN:
            yield "-"
        elif child.tag not in _UNSAID and child.tag != f"{_W}p":
            yield from _words(child)
