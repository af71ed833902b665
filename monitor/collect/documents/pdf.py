"""The text of a PDF: lines as they were drawn, made paragraphs again by the gaps between them."""

import logging
from io import BytesIO
from typing import TYPE_CHECKING, Any

from monitor.collect.documents import Written
from monitor.collect.documents.drawn import Drawn, Line, TooMuch
from monitor.collect.documents.typeset import paragraphs_of
from monitor.errors import InputRefused

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 300
MOST_DRAWN = 1_000_000  # bytes of commands: a page has 5,000 to 40,000, and pypdf takes 7 s for all
FEWEST_LETTERS = 20
# A page of text has 10,000 operands. Pypdf's own limits let one page draw for minutes; with these
# the worst that was found, a form of 100,000 commands drawn 20 times, takes 15 s.
_LIMITS = {
    "zlib_maximum_output_length": 8_000_000,
    "lzw_maximum_output_length": 8_000_000,
    "run_length_maximum_output_length": 8_000_000,
    "array_based_stream_maximum_output_length": 8_000_000,
    "stream_decoding_work_maximum_length": 30_000_000,
    "stream_parsing_work_maximum_count": 100_000,
    "xform_maximum_invocations_per_extraction": 20,
    "page_tree_maximum_entries": 5_000,
    "disable_legacy_handling": True,
}


def read_pdf(content: bytes) -> Written:
    """InputRefused for a PDF that is locked, damaged, too long, or only pictures of pages."""
    # 0.2 s and 20 MB, which only those pay who add a PDF.
    from pypdf import PdfReader, apply_configuration, get_configuration
    from pypdf.errors import LimitReachedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # each oddity of a file is a warning
    try:
        with apply_configuration(get_configuration().with_overwrites(**_LIMITS)):
            lines = _lines(PdfReader(BytesIO(content)))
    except InputRefused:
        raise
    except (TooMuch, LimitReachedError):
        raise InputRefused("it holds more than any release does, or draws without end") from None
    except Exception:  # noqa: BLE001 - pypdf raises whatever a damaged file makes it stumble over
        raise InputRefused("it is damaged, or no PDF: save it anew, or as .docx") from None
    _check(" ".join(line.text for line in lines))
    return Written(tuple(paragraphs_of(lines)))


def _check(text: str) -> None:
    seen = len(text) - text.count(" ")
    letters = sum(map(str.isalpha, text))
    if letters < FEWEST_LETTERS:
        raise InputRefused("it holds pictures of pages and no text: give the file they came from")
    if letters < seen / 2 or text.count("\ufffd") > seen / 10:
        raise InputRefused("its letters cannot be told from its fonts: save it as .docx")


def _lines(reader: "PdfReader") -> list[Line]:
    if reader.is_encrypted and not _opens(reader):
        raise InputRefused("it is locked with a password: save it without one")
    if len(reader.pages) > MOST_PAGES:
        raise InputRefused(f"it has more than {MOST_PAGES} pages: no release has")
    drawn, long = Drawn(), 0
    for number, page in enumerate(reader.pages):
        contents = page.get_contents()
        long += len(contents.get_data()) if contents is not None else 0
        if long > MOST_DRAWN:
            raise TooMuch
        drawn.turn(number, upright=not page.rotation, images=_images(page))
        page.extract_text(visitor_text=drawn.text, visitor_operand_before=drawn.step)
    drawn.end_line()
    return drawn.lines


def _images(page: "PageObject") -> frozenset[str]:
    """The names by which a page calls its pictures."""
    resources: Any = page.get("/Resources")
    named = resources.get_object().get("/XObject") if resources else None
    drawn = named.get_object() if named else {}
    return frozenset(name for name in drawn if drawn[name].get("/Subtype") == "/Image")


def _opens(reader: "PdfReader") -> bool:
    """Many that must not be changed may be read by everybody."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001 - without a library of ciphers it raises its own
        return False
