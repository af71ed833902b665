"""A register as a sheet, and back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import InputRefused
from monitor.records import Output
from monitor.registers.entries import changed, rowed
from monitor.registers.sheet import MARK, Line, read, written
from monitor.registers.table import REGISTERS
from tests.registers.samples import DAY, NOW, RELEASE, SAMPLES

RELEASES = REGISTERS["release"]
FULL = replace(
    RELEASE,
    text='£5m,\n"said" she\n\n=SUM(A1)',
    lists=("Locals", "a|b"),
    quotes=("Ada Finch: =1+1", "-2"),
    issued_at=NOW + DAY / 7,  # seconds and parts of one, which no cell shows
    cleared_by="+44 Ruth",
    cleared_at=NOW,
    note="'=x",
)


def back(sheet: str) -> list[Line]:
    lines, wrong = read(RELEASES, sheet)
    assert wrong == []
    return lines


@pytest.mark.parametrize("name", SAMPLES)
def test_every_register_comes_back_as_it_went(name: str) -> None:
    register, entry = REGISTERS[name], SAMPLES[name]
    lines, wrong = read(register, written(register, [rowed(register, entry)]))
    assert (wrong, [line.id for line in lines]) == ([], [entry.id])
    assert changed(register, entry, lines[0].words, NOW) == (entry, ())


def test_a_round_trip_changes_nothing_not_even_seconds() -> None:
    (line,) = back(written(RELEASES, [rowed(RELEASES, FULL)]))
    assert changed(RELEASES, FULL, line.words, NOW) == (FULL, ())


def test_a_round_trip_through_a_spreadsheet_that_rewrites_dates_changes_nothing() -> None:
    sheet = written(RELEASES, [rowed(RELEASES, FULL)]).replace("2026-10-20 ", "20/10/2026 ")
    assert "20/10/2026 13:00" in sheet
    (line,) = back(sheet)
    assert changed(RELEASES, FULL, line.words, NOW) == (FULL, ())


@given(st.text(), st.lists(st.text()))
def test_no_text_is_too_odd_for_a_round_trip(text: str, parts: list[str]) -> None:
    text = text.replace("\r", "\n")
    entry = replace(RELEASE, text=text, lists=tuple(part.replace("\r", "") for part in parts))
    (line,) = back(written(RELEASES, [rowed(RELEASES, entry)]))
    assert changed(RELEASES, entry, line.words, NOW)[0] == entry


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'=", "''-", "\t"])
def test_no_cell_is_a_formula(start: str) -> None:
    sheet = written(RELEASES, [rowed(RELEASES, replace(RELEASE, note=f"{start}cmd|x"))])
    assert f",'{start}cmd" in sheet
    (line,) = back(sheet)
    assert line.words["note"] == f"{start}cmd|x"


def test_an_apostrophe_before_a_word_is_left_alone() -> None:
    sheet = written(RELEASES, [rowed(RELEASES, replace(RELEASE, title="'Tis here"))])
    assert ",'Tis here," in sheet
    assert back(sheet)[0].words["title"] == "'Tis here"


def test_a_sheet_begins_with_the_mark_of_utf_8() -> None:
    assert written(RELEASES, []).encode().startswith(b"\xef\xbb\xbfid,office_id,kind,number,")


def test_lines_are_numbered_as_an_editor_numbers_them_and_empty_ones_are_passed_by() -> None:
    sheet = 'Title,Note\n"A\nB",x\n,\n\nC,y\n'
    assert [(line.number, line.words["title"]) for line in back(sheet)] == [(2, "A\nB"), (6, "C")]


def test_cells_that_are_not_there_say_nothing() -> None:
    (line,) = back(f"{MARK}id,title,note\naa01,A\n")
    assert (line.id, line.words) == ("aa01", {"title": "A"})


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        ("", "line 1: the sheet is empty; its first line names the columns"),
        ("titel\nA\n", "line 1: there is no column 'titel'; did you mean 'title'?"),
        ("title,Title\nA,B\n", "line 1: two columns are named 'title'"),
        ("title\nA,B\n", "line 2: more cells than names of columns"),
        ("qqq\nA\n", "line 1: there is no column 'qqq'; there are id, office_id,"),
    ],
)
def test_how_a_sheet_must_not_be_laid_out(sheet: str, why: str) -> None:
    assert read(RELEASES, sheet)[1][0].startswith(why)


@pytest.mark.parametrize("sheet", ['title\n"A\n', 'title\n"A"B\n'])
def test_what_is_no_csv_is_told(sheet: str) -> None:
    with pytest.raises(InputRefused, match=r"line \d: this is no CSV"):
        read(RELEASES, sheet)


def test_a_long_release_fits_into_a_cell() -> None:
    entry: Output = replace(RELEASE, text="word " * 39_000 + "end")
    (line,) = back(written(RELEASES, [rowed(RELEASES, entry)]))
    assert line.words["text"] == entry.text
