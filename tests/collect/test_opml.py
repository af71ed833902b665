"""Lists of feeds, as tidy and as odd as other readers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.markup import clean
from monitor.collect.opml import MOST_BYTES, MOST_FEEDS, Outline, read_opml, write_opml
from monitor.errors import InputRefused

ECHO = Outline("Northmoor Echo", "https://echo.example/feed")
ANYTHING = st.text(st.characters(exclude_categories=()))


def opml(body: str, before: str = "") -> bytes:
    return f'{before}<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


@pytest.mark.parametrize(
    "outline",
    [
        '<outline text="Northmoor Echo" xmlUrl="https://echo.example/feed"/>',
        '<outline title="Northmoor Echo" text="old name" xmlUrl="https://echo.example/feed"/>',
        '<outline TEXT=" Northmoor&#10;Echo " XMLURL=" https://echo.example/feed "/>',
        '<outline text="News"><outline text="Local"><outline type="pie" text="Northmoor Echo" '
        'xmlurl="https://echo.example/feed" colour="red"/></outline></outline>',
        '<outline text="News"/><outline/><outline text="Northmoor Echo" xmlUrl='
        '"https://echo.example/feed"/><outline text="empty" xmlUrl=""/>',
    ],
)
def test_a_feed_is_found_wherever_and_however_it_stands(outline: str) -> None:
    assert read_opml(opml(outline)) == [ECHO]


def test_a_feed_without_a_name_goes_by_its_host() -> None:
    outlines = '<outline xmlUrl="https://www.echo.example/feed"/>' + (
        '<outline xmlUrl="https://feeds.example/1" htmlUrl="https://gazette.example/"/>'
    )
    assert [one.name for one in read_opml(opml(outlines))] == ["echo.example", "gazette.example"]


@pytest.mark.parametrize(
    "before",
    ['<!DOCTYPE opml SYSTEM "opml.dtd">', '<?xml version="1.0"?><!-- of today -->', "\ufeff"],
)
def test_what_stands_before_the_list_harms_nothing(before: str) -> None:
    outline = '<outline text="Northmoor Echo" xmlUrl="https://echo.example/feed"/>'
    assert read_opml(opml(outline, before)) == [ECHO]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_a_list_in_another_encoding_is_read(encoding: str) -> None:
    text = opml('<outline text="Café" xmlUrl="https://cafe.example/"/>').decode()
    data = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
    assert [one.name for one in read_opml(data)] == ["Café"]


BOMB = '<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (opml('<outline text="&b;"/>', BOMB), "it defines XML entities"),
        (opml("", BOMB.lower()), "it defines XML entities"),
        (opml("", BOMB).decode().encode("utf-16"), "it defines XML entities"),
        (opml("", '<!DOCTYPE opml SYSTEM "x" [ ]>'), "it defines XML entities"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
        (b"", "not well-formed XML"),
        (opml("<outline>"), "not well-formed XML"),
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "not well-formed XML"),
        (b'<rss version="2.0"><channel/></rss>', "it is XML, and not OPML"),
        (
            opml('<outline text="a" xmlUrl="https://a.example/"/>' * (MOST_FEEDS + 1)),
            f"it lists {MOST_FEEDS + 1} feeds",
        ),
    ],
)
def test_what_is_no_list_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(InputRefused, match=why):
        read_opml(data)


def test_folders_in_folders_without_end_are_read() -> None:
    deep = "<outline>" * 20_000 + "</outline>" * 20_000
    assert read_opml(opml(deep)) == []


@given(st.lists(st.tuples(ANYTHING, ANYTHING)), ANYTHING)
def test_whatever_is_written_is_read_back(feeds: list[tuple[str, str]], title: str) -> None:
    listed = [Outline(clean(name), f"https://{clean(url)}") for name, url in feeds if clean(name)]
    read = read_opml(write_opml(listed, title))
    assert read == [Outline(one.name[:200], one.url) for one in listed]
