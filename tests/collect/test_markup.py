"""Whatever stands in a field, what leaves is one line of text that a person can read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.markup import clean, plain_text, title_text

UNSEEN = {"Cc", "Cf", "Cs", "Co"}
ANYTHING = st.text(st.characters(exclude_categories=()))  # lone surrogates included
TAGS = ["<p>", "</p>", "<b>", "<br/>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>"]
ENTITIES = ["&amp;", "&lt;", "&#0;", "&#xD800;", "&#x202E;", "&shy;", "&nbsp;", "&", "<", ">"]
MARKS = ["\x00", "\u200b", "\u202e", "\u0301", "\ue000", "\ud800", " ", "\n", "e", "Northmoor"]
SCRAPS = st.text("e \n\u200b\u202e\u0301\ud800")
MARKUP = st.lists(st.sampled_from([*TAGS, *ENTITIES, *MARKS])).map("".join)


@pytest.mark.parametrize("read", [clean, plain_text, title_text])
@given(text=ANYTHING | MARKUP)
def test_read_text_has_nothing_unseen_and_can_be_written(
    read: Callable[[str], str], text: str
) -> None:
    found = read(text)
    assert not {unicodedata.category(mark) for mark in found} & UNSEEN
    assert found.encode("utf-8").decode("utf-8") == found


@given(ANYTHING | SCRAPS)
def test_clean_text_is_one_line_in_nfc_and_stays_as_it_is_when_cleaned_again(text: str) -> None:
    found = clean(text)
    assert found == " ".join(found.split())
    assert unicodedata.is_normalized("NFC", found)
    assert clean(found) == found


@pytest.mark.parametrize(
    ("dirty", "read"),
    [
        ("Commissioner\x00 quits", "Commissioner quits"),
        ("\u202egpj.exe\u202c", "gpj.exe"),
        ("North\u00admoor", "Northmoor"),
        ("\ufeffNorth\u200bmoor", "Northmoor"),
        ("one \u200b two", "one two"),
        ("e\u200b\u0301", "é"),
        ("Line\r\n\tbreak\u2028here", "Line break here"),
        ("\ud83d bell", "bell"),
        ("£5m \U0001f693 for Ashvåle", "£5m \U0001f693 for Ashvåle"),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_the_rest_kept(dirty: str, read: str) -> None:
    assert clean(dirty) == read


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template", "iframe", "form"])
def test_what_a_browser_does_not_show_as_text_is_dropped(tag: str) -> None:
    assert plain_text(f"<p>Before</p><{tag}>alert(1)</{tag}><p>after</p>") == "Before after"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("One<br>two", "One two"),
        ("<ul><li>One<li>two</ul>", "One two"),
        ("<td>One</td><td>two</td>", "One two"),
        ("<h2>One</h2>two", "One two"),
    ],
)
def test_a_block_ends_a_word(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_a_change_of_type_does_not_end_a_word() -> None:
    markup = '<b>Northmoor</b>\'s PCC, <a href="/x">Ann Example</a>, said <em>n</em>o.'
    assert plain_text(markup) == "Northmoor's PCC, Ann Example, said no."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("&pound;5&nbsp;m", "£5 m"),
    ],
)
@pytest.mark.parametrize("read", [plain_text, title_text])
def test_entities_are_decoded_once(read: Callable[[str], str], markup: str, text: str) -> None:
    assert read(markup) == text


@pytest.mark.parametrize("text", ["5 < 6 > 4", "AT&T", "Q & A", "a <3 b"])
@pytest.mark.parametrize("read", [plain_text, title_text])
def test_text_that_only_resembles_markup_is_kept(read: Callable[[str], str], text: str) -> None:
    assert read(text) == text


def test_a_title_shows_its_tags_instead_of_obeying_them() -> None:
    assert title_text("<img src=x onerror=alert(1)> wins") == "<img src=x onerror=alert(1)> wins"


@pytest.mark.timeout(10)  # a tenth of a second alone; the known freezes took half a minute
@pytest.mark.parametrize("flood", ["<b>", "<p>", "<!--", "<", "&amp;", "</div>", "<table><td>"])
def test_a_flood_of_markup_does_not_hold_the_reader(flood: str) -> None:
    assert len(plain_text(flood * (100_000 // len(flood)))) <= 100_000
