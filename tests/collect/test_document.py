"""Releases out of the files in which a press office writes and keeps them."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.collect.document import MOST_BYTES, MOST_TEXT, Document, read_document
from monitor.collect.documents.drawn import MOST_STEPS
from monitor.collect.documents.pdf import MOST_PAGES
from monitor.collect.documents.web import MOST_TAGS
from monitor.collect.documents.word import MOST_UNZIPPED
from monitor.errors import InputRefused
from tests.collect.files import (
    BODY,
    HEAD,
    QUOTES,
    RELEASE,
    TITLE,
    pdf,
    pdf_of,
    rezipped,
    set_in_type,
    word,
    word_release,
    wrapped,
    zipped,
)

WHOLE = Document(
    title=TITLE,
    text="\n".join(BODY),
    number="PR-844",
    issued_on=date(2026, 3, 3),
    embargo_until=datetime(2026, 3, 3, 0, 1, tzinfo=UTC),
    quotes=QUOTES,
)
TEXT = "\n\n".join(RELEASE)
PAGE = (
    "<!doctype html><html><head><title>Patrols | Northmoor PCC</title></head><body><nav><a href='/'"
    ">Home</a> <a href='/news'>News</a></nav><main>"
    + "".join(f"<p>{line}</p>" for line in HEAD)
    + f"<h1>{TITLE}</h1>"
    + "".join(f"<p>{line}</p>" for line in BODY)
    + "</main><footer>Cookies and privacy</footer></body></html>"
)
MARKDOWN = (
    f"**{HEAD[0]}**\n\n"
    + "\n\n".join(HEAD[1:])
    + f"\n\n# {TITLE}\n\n"
    + "\n\n".join(BODY).replace("sixty more", "**sixty** [more](/why)")
)
WIDE = "\n\n".join("\n".join(lines) for lines in wrapped(RELEASE, 72))


def says(text: str, name: str = "release.txt") -> Document:
    return read_document(name, text.encode())


def release(head: str, title: str = TITLE) -> Document:
    """What is read of a release with that head."""
    return says(f"{head}\n\n{title}\n\n{BODY[0]}")


# ---------------------------------------------------------------- one release, every kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("release.txt", TEXT.encode()),
        ("release.txt", TEXT.encode("utf-8-sig")),
        ("release.txt", TEXT.encode("utf-16")),
        ("release.txt", TEXT.encode("utf-16-le")),
        ("release.txt", TEXT.encode("utf-16-be")),
        ("release.txt", TEXT.encode("cp1252")),
        ("release.txt", TEXT.replace("\n", "\r\n").encode()),
        ("release.txt", "\n".join(RELEASE).encode()),
        ("release", WIDE.encode()),
        ("release.md", MARKDOWN.encode()),
        ("release.html", PAGE.encode()),
        ("release.htm", PAGE.encode("cp1252")),
        ("saved page", PAGE.encode("utf-16")),
        ("release.docx", word_release()),
        ("no ending", word_release()),
        ("release.pdf", pdf([set_in_type(RELEASE, TITLE)])),
        ("release.pdf", pdf([set_in_type(RELEASE, TITLE)], packed=False)),
        ("release.pdf", pdf([set_in_type(RELEASE[:9], TITLE), set_in_type(RELEASE[9:])])),
        ("release.pdf", pdf([set_in_type(RELEASE)])),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_release_reads_the_same_out_of_every_kind_of_file(name: str, content: bytes) -> None:
    assert read_document(name, content) == WHOLE


def test_what_a_file_is_counts_before_what_it_is_called() -> None:
    assert read_document("release.txt", word_release()) == WHOLE
    assert read_document("release.docx", pdf([set_in_type(RELEASE, TITLE)])) == WHOLE


# ---------------------------------------------------------------- the head


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("PR-844", "PR-844"),
        ("PR 844", "PR-844"),
        ("pr844", "PR-844"),
        ("Press release no. 844", "844"),
        ("Ref: NPCC/2026/014", "NPCC/2026/014"),
        ("Release number: 12", "12"),
        ("News release NR/0314 – 3 March 2026", "NR-0314"),
        ("For immediate release: 3 March 2026", ""),
        ("Release date: 3 March 2026", ""),
    ],
)
def test_the_number_stands_in_the_letterhead(line: str, number: str) -> None:
    assert release(line).number == number


def test_a_number_may_stand_before_the_title_or_in_the_name_of_the_file() -> None:
    found = says(f"PR-844: {TITLE}\n\n{BODY[0]}")
    assert (found.number, found.title) == ("PR-844", TITLE)
    assert says(f"{TITLE}\n\n{BODY[0]}", "2026/PR_906 patrols.txt").number == "PR-906"


def test_a_number_of_the_story_is_not_the_number_of_the_release() -> None:
    found = says(f"No 10 backs the Commissioner\n\n{BODY[0]} See release PR-12.")
    assert (found.number, found.title) == ("", "No 10 backs the Commissioner")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Tuesday 3 March 2026", date(2026, 3, 3)),
        ("Date: 3rd March, 2026", date(2026, 3, 3)),
        ("Issued: Tues 3 Mar 2026", date(2026, 3, 3)),
        ("PRESS RELEASE | 03/03/2026", date(2026, 3, 3)),
        ("4.3.26", date(2026, 3, 4)),
        ("2026-03-03", date(2026, 3, 3)),
        ("March 3, 2026", date(2026, 3, 3)),
        ("For immediate release: Tuesday, 3 March 2026", date(2026, 3, 3)),
        ("31 February 2026", None),
        ("Tuesday 3 March", None),
        ("3 marks 2026", None),
        ("Diary of the Commissioner for 3 March 2026", None),
    ],
)
def test_the_day_of_issue_stands_alone_or_after_its_label(line: str, day: date | None) -> None:
    assert release(line).issued_on == day


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Embargoed until 00:01 on Tuesday 3 March 2026", (3, 3, 0, 1)),
        ("EMBARGO: 0001 hrs, 3 March 2026", (3, 3, 0, 1)),
        ("STRICTLY EMBARGOED UNTIL 12.01AM 3 MARCH 2026", (3, 3, 0, 1)),
        ("Not for publication before 6am on 1 July 2026", (7, 1, 5, 0)),  # summer time
        ("Not for publication or broadcast until noon on 3 March 2026", (3, 3, 12, 0)),
        ("For release at 10.30 am on Tuesday 3rd March 2026", (3, 3, 10, 30)),
        ("Do not publish before 03/03/2026 at 14:00", (3, 3, 14, 0)),
        ("Press release – embargoed until 5pm, March 3, 2026", (3, 3, 17, 0)),
        ("Embargoed until 3 March 2026", (3, 3, 0, 0)),
        ("Embargoed until midnight on 3 March 2026", (3, 4, 0, 0)),
        ("EMBARGOED UNTIL:\n\n00:01 Tuesday 3 March 2026", (3, 3, 0, 1)),
        ("Date: 2 March 2026\n\nEmbargoed until 00:01 on Tuesday 3 March", (3, 3, 0, 1)),
        ("2 March 2026\n\nEmbargoed until 6am", (3, 2, 6, 0)),
    ],
)
def test_an_embargo_ends_when_a_london_clock_shows_it(
    line: str, at: tuple[int, int, int, int]
) -> None:
    found = release(line)
    assert found.embargo_until == datetime(2026, *at, tzinfo=UTC)
    assert found.title == TITLE


@pytest.mark.parametrize(
    "line",
    ["No embargo", "Embargo: none", "For immediate release", "Embargoed until 45:00", "Ref 3"],
)
def test_no_embargo_is_read_where_none_is_set(line: str) -> None:
    assert release(line).embargo_until is None


def test_an_embargo_that_the_story_speaks_of_binds_nobody() -> None:
    found = says(f"{TITLE}\n\n{BODY[0]}\n\nThe report was embargoed until 3 March 2026.")
    assert found.embargo_until is None


@pytest.mark.parametrize(
    "head",
    [
        "Office of the Police and Crime Commissioner for Northmoor",
        "OFFICE OF THE POLICE AND CRIME COMMISSIONER FOR NORTHMOOR",
        "Northmoor Police and Crime Commissioner",
        "NPCC House, 1 Mill Lane, Ashvale NM1 2AB\n\nTel: 01632 960 844",
        "press@northmoor-pcc.example",
        "NEWS RELEASE",
        "For immediate release – Tuesday 3 March 2026",
        "***\n\nMedia statement",
        "Media enquiries: Jo Ash, 01632 960 844",
    ],
)
def test_the_letterhead_is_neither_title_nor_text(head: str) -> None:
    found = release(head)
    assert (found.title, found.text) == (TITLE, BODY[0])


def test_a_title_with_the_office_in_it_is_a_title() -> None:
    title = "Patrols doubled by Police and Crime Commissioner for Northmoor"
    assert release("PRESS RELEASE", title).title == title


def test_a_release_without_a_title_goes_by_its_first_sentence_and_keeps_it() -> None:
    found = says(f"PRESS RELEASE\n\n{BODY[0]}\n\n{BODY[5]}")
    assert BODY[0].startswith(found.title.removesuffix(" …"))
    assert found.text.startswith(BODY[0])


def test_nothing_but_a_title_is_a_document() -> None:
    assert says(TITLE) == Document(TITLE, "")


# ---------------------------------------------------------------- quotations


@pytest.mark.parametrize(
    ("told", "quotes"),
    [
        ("Ada Finch said: “We need it now and here.”", ["Ada Finch: We need it now and here."]),
        ('"We need it now," said the Commissioner, Ada Finch.', ["Ada Finch: We need it now"]),
        ("“We need it now and here,” Ada Finch added.", ["Ada Finch: We need it now and here"]),
        (
            "‘We need it, don’t we, today?’ said Ada Finch.",
            ["Ada Finch: We need it, don’t we, today?"],
        ),
        (
            "Commenting on it, PCC Ada Finch said: “We need it now.” She added: “It is here.”",
            ["Ada Finch: We need it now. It is here."],
        ),
        (
            "“We need it,” said Ada Finch, Commissioner for Northmoor Vale. “It is here.”",
            ["Ada Finch: We need it. It is here."],
        ),
        (
            "Ada Finch said: “We need it now.”\nMs Finch added: “It is here at last.”",
            ["Ada Finch: We need it now.", "Ada Finch: It is here at last."],
        ),
        (
            "Police and Crime Commissioner for Northmoor Vale, Ada Finch, said:\n“We need it now.”",
            ["Ada Finch: We need it now."],
        ),
        (
            "Chair of Ashvale Town Council Jo Ash said: “We need it now.”\n“We shall pay for it.”",
            ["Jo Ash: We need it now.", "Jo Ash: We shall pay for it."],
        ),
        (
            "Commissioner Ada Finch opened it.\n“We need it now and here,” said the Commissioner.",
            ["Ada Finch: We need it now and here"],
        ),
        (
            "A spokesperson for the panel said: “We look forward to it.”",
            ["A spokesperson for the panel: We look forward to it."],
        ),
        (
            "Ada Finch told the panel that it was “not nearly enough”.",
            ["Ada Finch: not nearly enough"],
        ),
        ("The “Safer Streets” fund pays for it.", []),
        ("The survey asked: “Do you feel safe in your own street?”", []),
        ("It is done.\nENDS\nJo Ash said: “Not one of these words.”", []),
    ],
)
def test_a_quotation_has_its_speaker(told: str, quotes: list[str]) -> None:
    assert list(says(f"{TITLE}\n\n{BODY[0]}\n\n{told}").quotes) == quotes


def test_a_quotation_that_nobody_closes_ends_with_its_paragraph() -> None:
    found = says(f"{TITLE}\n\n{BODY[0]}\n\nAda Finch said: “We need it now.\n\nThe patrols begin.")
    assert found.quotes == ("Ada Finch: We need it now.",)


# ---------------------------------------------------------------- Markdown and pages


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("See [our plan](https://x.example/a_(b)) *now*.", "See our plan now."),
        ("![A photo](a.jpg)Patrols __begin__ `today`", "Patrols begin today"),
        ("> Quoted\n> twice", "Quoted twice"),
        ("- one\n- two\n1. three", "one\ntwo\nthree"),
        ("one\ntwo  \nthree\\\nfour", "one two\nthree\nfour"),
        ("| Town | Patrols |\n|---|---:|\n| Ashvale | 6 |", "Town Patrols\nAshvale 6"),
        ("snake_case and 2 * 3 * 4 and \\*stars\\*", "snake_case and 2 * 3 * 4 and *stars*"),
        ("one<!-- not\n\nthis -->\n\n---\n\ntwo &amp; <b>three</b>", "one\ntwo & three"),
        ("[ours][1] <https://x.example/>\n\n[1]: https://y.example/", "ours https://x.example/"),
        ("```\ncode\n```\n\n## Notes\n\ntext", "code\nNotes\ntext"),
    ],
)
def test_markdown_loses_its_marks(marked: str, read: str) -> None:
    assert says(f"# {TITLE}\n\n{BODY[0]}\n\n{marked}", "a.md").text == f"{BODY[0]}\n{read}"


def test_title_and_day_may_stand_in_front_of_markdown() -> None:
    found = says(f"---\ntitle: '{TITLE}'\ndate: 2026-03-03\n---\n{BODY[0]}\n", "a.markdown")
    assert found == Document(TITLE, BODY[0], issued_on=date(2026, 3, 3))


def test_an_underlined_line_is_a_heading() -> None:
    found = says(f"News\n\n{TITLE}\n=====\n\n{BODY[0]}", "a.md")
    assert (found.title, found.text) == (TITLE, BODY[0])


def test_a_page_without_headline_goes_by_its_title_and_is_dated_by_its_data() -> None:
    page = (
        f'<html><head><title>{TITLE}</title><meta property="article:published_time"'
        f' content="2026-03-02T23:30:00-01:00"></head><body><div>{BODY[0]}<br>{BODY[7]}</div>'
    )
    found = says(page, "a.html")
    assert found == Document(TITLE, f"{BODY[0]}\n{BODY[7]}", issued_on=date(2026, 3, 3))


def test_cells_and_items_of_a_page_are_paragraphs_and_type_parts_no_word() -> None:
    page = (
        f"<h1>{TITLE}</h1><p>{BODY[0]}<ul><li>O<b>ne</b><li>two</ul><table><tr><td>3<td>4</table>"
    )
    assert says(page, "a.html").text == f"{BODY[0]}\nOne\ntwo\n3\n4"


# ---------------------------------------------------------------- Word


def test_title_style_tables_and_breaks_of_word_are_read_in_order() -> None:
    def write(document: Any) -> None:
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "Ref:", "PR-844"
        document.add_heading(TITLE, 0)
        document.add_paragraph(BODY[0]).add_run("\nA line of its own")
        table = document.add_table(2, 2)
        for cell, town in zip(table._cells, ("Town", "Patrols", "Ashvale", "6"), strict=True):
            cell.text = town
        document.add_heading("Notes to editors", 2)
        document.sections[0].header.paragraphs[0].text = "Header"
        document.sections[0].footer.paragraphs[0].text = "Footer"

    found = read_document("a.docx", word(write))
    lines = [BODY[0], "A line of its own", "Town", "Patrols", "Ashvale", "6", "Notes to editors"]
    assert found == Document(TITLE, "\n".join(lines), "PR-844")


def test_words_in_controls_links_and_boxes_count_and_deleted_ones_do_not() -> None:
    inside = (
        b"<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        b"<w:p><w:ins><w:r><w:t>Put in, </w:t></w:r></w:ins><w:del><w:r><w:delText>taken out"
        b"</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        b'<w:hyperlink><w:r><w:t xml:space="preserve">and linked</w:t></w:r></w:hyperlink></w:p>'
        b"<w:p><w:r><w:t>Beside a box</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t>"
        b"</w:r></w:p></w:txbxContent></w:pict></w:r></w:p></w:body>"
    )
    content = rezipped(
        word_release(),
        {"word/document.xml": lambda old: old.replace(b"</w:body>", inside)},
    )
    lines = read_document("a.docx", content).text.splitlines()
    assert lines[-4:] == ["In a control", "Put in, and linked", "Beside a box", "In a box"]


# ---------------------------------------------------------------- PDF


def test_what_stands_on_every_page_is_left_out() -> None:
    furniture = [
        [(72.0, 820.0, 8.0, "Office of the Commissioner"), (280.0, 30.0, 8.0, f"Page {n} of 3")]
        for n in (1, 2, 3)
    ]
    parts = (RELEASE[:6], RELEASE[6:9], RELEASE[9:])
    pages = [
        [*lines, *set_in_type(part, TITLE)] for lines, part in zip(furniture, parts, strict=True)
    ]
    assert read_document("a.pdf", pdf(pages)) == WHOLE


def test_pages_of_one_line_each_keep_it() -> None:
    pages = [[(72.0, 700.0, 10.0, f"Line number {n} of the release.")] for n in range(3)]
    found = read_document("a.pdf", pdf(pages))
    assert found.title == "Line number 0 of the release."
    assert found.text == "Line number 1 of the release.\nLine number 2 of the release."


def test_a_paragraph_goes_on_over_the_page_and_a_parted_word_is_whole() -> None:
    first = "The patrols will begin in Ashvale on Monday 9 March, and the neigh-"
    lines = [(72.0, 700.0, 10.0, TITLE), (72.0, 670.0, 10.0, first)]
    second = [
        (72.0, 760.0, 10.0, "bourhood teams of all eleven towns in the county follow in self-"),
        (72.0, 748.0, 10.0, "defence before the end of June."),
    ]
    found = read_document("a.pdf", pdf([lines, second]))
    assert found.text == (
        "The patrols will begin in Ashvale on Monday 9 March, and the neighbourhood teams of all"
        " eleven towns in the county follow in self-defence before the end of June."
    )


def test_the_largest_letters_are_the_title_and_two_lines_of_them_one() -> None:
    drawn = [
        (72.0, 800.0, 24.0, "NEWS RELEASE"),
        (72.0, 770.0, 16.0, "Commissioner pays for"),
        (72.0, 748.0, 16.0, "Sixty more patrols"),
        *set_in_type(BODY, top=700),
    ]
    assert read_document("a.pdf", pdf([drawn])).title == "Commissioner pays for Sixty more patrols"


def test_a_watermark_across_the_page_is_not_read() -> None:
    mark = b"BT /F1 80 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (DRAFT) Tj ET\n"
    lines = set_in_type([BODY[0]])
    drawn = b"\n".join(
        f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET".encode("cp1252")
        for x, y, size, words in lines
    )
    assert "DRAFT" not in read_document("a.pdf", pdf([mark + drawn])).text


# ---------------------------------------------------------------- refusals


def locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf([set_in_type(RELEASE)])))
    writer.encrypt("secret", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def bomb(size: int = MOST_UNZIPPED + 1) -> bytes:
    return rezipped(word_release(), {"word/media/a.bin": lambda _: bytes(size)})


def with_entities(entity: str) -> bytes:
    def change(old: bytes) -> bytes:
        body = old.partition(b"?>")[2]
        return b'<?xml version="1.0"?>' + f"<!DOCTYPE d [{entity}]>".encode() + body

    return rezipped(word_release(), {"word/document.xml": change})


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "it is empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t ", "it is empty"),
        ("a.txt", "\u200b\u200b".encode(), "no text in it"),
        ("a.txt", b"x" * (MOST_BYTES + 1), "larger than 20 MB"),
        ("a.txt", b"word " * (MOST_TEXT // 4), "more than 500,000 characters"),
        ("a.txt", bytes(range(256)) * 20, "it is no text"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "it is no text"),
        ("a.doc", OLD, r"save it as \.docx"),
        ("a.docx", OLD + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        ("a.rtf", b"{\\rtf1 Commissioner}", r"rich text \(\.rtf\): save it as \.docx"),
        ("a.odt", zipped({"mimetype": b"application/vnd.oasis"}), r"\.odt\): save it as \.docx"),
        ("a.pages", zipped({"Index/Document.iwa": b"x"}), "written by Pages"),
        ("a.xlsx", zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "spread"),
        ("a.zip", zipped({"release.txt": TEXT.encode()}), "it is a zip, and no Word document"),
        ("a.docx", zipped({"[Content_Types].xml": b"<a/>"}), "damaged, or no Word document"),
        ("a.docx", word_release()[:2000], "damaged zip"),
        ("a.docx", bomb(), "swell to more than 50 MB"),
        ("a.docx", zipped({f"{n}": b"" for n in range(3000)}), "swell"),
        ("a.docx", with_entities('<!ENTITY a "ha"><!ENTITY b "&a;&a;">'), "XML entities"),
        ("a.docx", with_entities('<!ENTITY a SYSTEM "file:///etc/passwd">'), "XML entities"),
        (
            "a.docx",
            rezipped(word_release(), {"word/more.xml": lambda _: b"<w:p/>" * 500_000}),
            "more than 400,000 elements",
        ),
        ("a.docx", word(lambda _: None), "no text in it"),
        ("a.html", b'<!DOCTYPE html [<!ENTITY a "b">]><p>&a;', "XML entities"),
        ("a.html", b"<p>a" * (MOST_TAGS + 1), "elements"),
        ("a.html", b"<html><body><img src='a.png'></body></html>", "no text in it"),
        ("a.xml", b"<?xml version='1.0'?><rss/>", "it is XML"),
        ("a.pdf", locked(), "locked with a password"),
        ("a.pdf", pdf([b"0 0 100 100 re f"]), "pictures of pages and no text"),
        ("a.pdf", pdf([b"q Q"] * (MOST_PAGES + 1)), "more than 300 pages"),
        ("a.pdf", pdf([b"q Q " * MOST_STEPS]), "it holds more than any release does|damaged"),
        (
            "a.pdf",
            pdf([[(72, 700, 10, "#$%&/ 1234567890 " * 5 + "abcdefghijklmnopqrstuvw")]]),
            "fonts",
        ),
        ("a.pdf", b"%PDF-1.7\nnothing more", "damaged, or no PDF"),
        ("a.pdf", pdf([set_in_type(RELEASE)])[:400], "damaged, or no PDF|no text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(name: str, content: bytes, why: str) -> None:
    with pytest.raises(InputRefused, match=why):
        read_document(name, content)


def test_a_pdf_that_only_must_not_be_changed_is_read() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf([set_in_type(RELEASE, TITLE)])))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    assert read_document("a.pdf", file.getvalue()) == WHOLE


# ---------------------------------------------------------------- whatever comes

FORM = pdf_of(
    [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Resources<</XObject<</A 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length 30000>>stream\n" + b"/A Do\n" * 5000 + b"\nendstream",
        b"<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>/Length 400000>>stream\n"
        + b"q Q\n" * 100_000
        + b"\nendstream",
    ]
)
ARRAYS = pdf([b"[" + b"1 " * 90_000 + b"] TJ\n"] * 200)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("forms.pdf", FORM, marks=pytest.mark.campaign),
        pytest.param("arrays.pdf", ARRAYS, marks=pytest.mark.campaign),
        ("steps.pdf", pdf([b"BT /F1 9 Tf (a) Tj ET\n" * 20_000] * 30)),
        ("far.pdf", pdf([b"BT /F1 9 Tf 1 0 0 1 0 -1e30 Tm (words of a release) Tj ET"] * 2)),
        ("deep.html", b"<div class=ad>" * 9_900),
        ("bold.html", b"<b>a<p>" * 4_900),
        ("wide.html", b"<h2>Latest news</h2><p><a href=x>a b</a>" * 900),
        ("deep.docx", rezipped(word_release(), {"word/document.xml": lambda _: b"<a>" * 200_000})),
        ("stars.md", b"*" * 400_000),
        ("brackets.md", b"[" * 400_000),
        ("spans.md", b"*a _b [c](d " * 33_000),
        ("comments.md", b"<!--" * 100_000),
        ("angles.md", b"<a@" * 130_000),
        ("lines.md", b"# " + b" " * 400_000 + b"x"),
        ("quotes.txt", "Ada said: “".encode() * 30_000),
        ("paragraphs.txt", "“a\n".encode() * 80_000),
        ("hyphens.txt", b"a-\n" * 150_000),
        ("names.txt", b"Ada Finch " * 49_000 + b'said: "we need it now"'),
        ("labels.txt", b"press release " * 14 + b"x\n\nmore"),
        ("one word.txt", b"a" * 499_000),
        ("tall.txt", b"\n" * 10_000_000 + b"word"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_no_file_holds_the_reader_for_long(name: str, content: bytes) -> None:
    start = time.process_time()
    with suppress(InputRefused):
        read_document(name, content)
    assert time.process_time() - start < 20


KINDS = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a"])
# Unpacked, as damage to what is packed is only damage to its packing.
PDF, WORD = pdf([set_in_type(RELEASE, TITLE)], packed=False), word_release()
XML = {
    "word/document.xml",
    "word/styles.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
}
calmly = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def mutated(content: bytes, changes: list[tuple[int, bytes, int]]) -> bytes:
    changed = bytearray(content)
    for at, new, old in changes:
        place = at % (len(changed) + 1)
        changed[place : place + old] = new
    return bytes(changed)


SCRAPS = st.sampled_from(
    [b"<", b">", b"&a;", b"\0", b"-1", b"99999999", b"/", b"obj", b"<<", b"w:p"]
)
CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.binary(max_size=8) | SCRAPS, st.integers(0, 40)),
    min_size=1,
    max_size=12,
)


def is_read_or_refused(name: str, content: bytes) -> None:
    with suppress(InputRefused):
        found = read_document(name, content)
        assert found.title or found.text
        assert found.text == found.text.strip()
        assert f"{found}".encode()


@calmly
@given(KINDS, st.binary(max_size=600))
def test_random_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    is_read_or_refused(name, content)


@calmly
@given(KINDS, st.sampled_from([b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", OLD, b"# "]), st.binary())
def test_random_bytes_behind_a_true_beginning_are_read_or_refused(
    name: str, begins: bytes, content: bytes
) -> None:
    is_read_or_refused(name, begins + content)


@pytest.mark.parametrize("mutate", [PDF, WORD, PAGE.encode(), MARKDOWN.encode(), TEXT.encode()])
@calmly
@given(changes=CHANGES)
def test_damaged_files_are_read_or_refused(
    mutate: bytes, changes: list[tuple[int, bytes, int]]
) -> None:
    name = {PDF: "a.pdf", WORD: "a.docx"}.get(mutate, "a.html" if mutate[:1] == b"<" else "a.md")
    is_read_or_refused(name, mutated(mutate, changes))


@settings(calmly, max_examples=100)
@given(part=st.sampled_from(sorted(XML)), changes=CHANGES)
def test_whole_packages_with_damaged_parts_are_read_or_refused(
    part: str, changes: list[tuple[int, bytes, int]]
) -> None:
    change: Callable[[bytes], bytes] = lambda old: mutated(old, changes)  # noqa: E731
    is_read_or_refused("a.docx", rezipped(WORD, {part: change}))
