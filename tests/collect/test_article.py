"""Pages of many newsrooms, invented: their articles are kept, and nothing else is."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from monitor.collect.article import read
from monitor.collect.markup import clean
from monitor.collect.parser import Parser
from monitor.collect.reading import MOST_TEXT
from monitor.records import Outcome, ParsedEntry, Reading
from monitor.understand.text import sentences

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
WALLS = Path(__file__).parent / "pages" / "walls"
URL = "https://gazette.example/news/771"
# In the pages, `data-is` marks what belongs to the article and what does not. The reader gets
# them without it.
MARK = re.compile(rb' data-is="(?:wanted|trap)"')
STORY = (
    "<p>The police and crime panel met in Kestley on Monday to hear what the budget will cost.</p>"
    "<p>Helen Marsh told it that the precept would have to rise by fourteen pounds a year.</p>"
)


def read_page(body: bytes | str, url: str = URL) -> ParsedEntry:
    whole = body.encode() if isinstance(body, str) else body
    feed = read(Reading(kind="article", url=url), whole)
    assert feed.outcome is Outcome.FRESH, feed.reason
    return feed.entries[0]


def around(more: str = "", story: str = STORY, head: str = "") -> str:
    body = f"<main><h1>Panel meets</h1>{story}{more}</main>"
    return f"<html><head>{head}</head><body>{body}</body></html>"


def marked(page: bytes, kind: str) -> list[str]:
    coding = "windows-1252" if b"windows-1252" in page else "utf-8"
    tree = LexborHTMLParser(page.decode(coding))
    return [clean(node.text()) for node in tree.css(f"[data-is={kind}]")]


def sentences_of(text: str) -> Iterator[str]:
    return (text[start:stop] for start, stop in sentences(text))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_sentence_of_the_article_is_kept(path: Path) -> None:
    page = path.read_bytes()
    text = read_page(MARK.sub(b"", page)).text
    assert len(marked(page, "wanted")) > 1
    assert [one for one in marked(page, "wanted") if one not in text] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_nothing_that_stands_beside_the_article_is_kept(path: Path) -> None:
    page = path.read_bytes()
    text = read_page(MARK.sub(b"", page)).text
    assert len(marked(page, "trap")) > 3
    assert [one for one in marked(page, "trap") if one in text] == []


@pytest.mark.parametrize(
    ("page", "title", "author", "language", "published_at"),
    [
        (
            "county_weekly",
            "Commissioner defends police station closures",
            "Joanna Pell",
            "en",
            datetime(2026, 10, 12, 4, 0, tzinfo=UTC),
        ),
        (
            "hashed_classes",
            "Speed cameras: commissioner promises ten more",
            "Rhona Blyth, Sam Ode",
            "en",
            datetime(2026, 10, 9, 9, 30, tzinfo=UTC),
        ),
        (
            "family_weekly",
            "Rural crime team doubled by police commissioner Helen Marsh",
            "Tom Iveson",
            "en",
            datetime(2026, 10, 8, 4, 0, tzinfo=UTC),
        ),
        (
            "hyperlocal_blog",
            "Commissioner to hold street surgery in Fenwick",
            "Pat Okoro",
            "en",
            datetime(2026, 10, 7, 18, 3, 55, tzinfo=UTC),
        ),
        (
            "welsh",
            "Comisiynydd yn galw am fwy o blismyn",
            "Elin Prydderch",
            "cy",
            datetime(2026, 10, 5, 7, 15, tzinfo=UTC),
        ),
        ("council", "Panel rejects commissioner's tax rise", "", "en", None),
    ],
)
def test_a_page_says_who_wrote_what_when_and_in_which_language(
    page: str, title: str, author: str, language: str, published_at: datetime | None
) -> None:
    entry = read_page((PAGES[0].parent / f"{page}.html").read_bytes())
    found = (entry.title, entry.author, entry.language, entry.published_at)
    assert found == (title, author, language, published_at)


@pytest.mark.parametrize(
    ("wall", "outcome", "reason"),
    [
        ("cookie_wall", Outcome.NOT_A_FEED, "only a cookie notice came, no article"),
        ("paywall", Outcome.NOT_A_FEED, "only an offer to subscribe came, no article"),
        ("javascript", Outcome.NOT_A_FEED, "the page shows nothing without JavaScript"),
        ("challenge", Outcome.BLOCKED, "a check for robots came, no article"),
        ("gone", Outcome.GONE, "the publisher says that the article is gone"),
    ],
)
def test_a_page_without_its_article_says_what_came_instead(
    wall: str, outcome: Outcome, reason: str
) -> None:
    feed = read(Reading(kind="article", url=URL), (WALLS / f"{wall}.html").read_bytes())
    assert (feed.outcome, feed.reason, feed.entries) == (outcome, reason, ())


@pytest.mark.parametrize(
    ("body", "status", "outcome"),
    [
        (b"  \n", 200, Outcome.EMPTY),
        (around().encode(), 403, Outcome.BLOCKED),
        (around().encode(), 410, Outcome.GONE),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 200, Outcome.NOT_A_FEED),
        (b'{"title": "Panel meets"}', 200, Outcome.NOT_A_FEED),
        (b"<html><body><h1>Gallery</h1><p>Ten pictures.</p>", 200, Outcome.NOT_A_FEED),
        (b"\xff\xfe<\x00h", 200, Outcome.NOT_A_FEED),
        (b"<![CDATA[" * 2000, 200, Outcome.NOT_A_FEED),
    ],
)
def test_what_is_no_article_is_not_read_as_one(body: bytes, status: int, outcome: Outcome) -> None:
    feed = read(Reading(kind="article", url=URL, status=status), body)
    assert (feed.outcome, feed.entries) == (outcome, ())


def test_a_heading_and_a_bare_paragraph_are_sentences_of_their_own() -> None:
    more = "<h2>What happens next</h2><p>The panel votes in May</p><p>Nobody spoke against.</p>"
    text = read_page(around(more)).text
    expected = ["What happens next.", "The panel votes in May.", "Nobody spoke against."]
    assert list(sentences_of(text))[-3:] == expected


def test_a_quotation_stays_with_the_words_that_introduce_it() -> None:
    more = "<p>Councillor Edith Vane said:</p><p>“We were not asked.”</p>"
    text = read_page(around(more)).text
    assert list(sentences_of(text))[-1] == "Councillor Edith Vane said: “We were not asked.”"


def test_the_text_is_one_clean_line_without_the_headline() -> None:
    text = read_page(around("<p>Panel meets</p><p>It\u200b was\n\n over by\u202e nine.</p>")).text
    assert text == clean(text)
    assert text.endswith("a year. It was over by nine.")
    assert "Panel meets" not in text


@pytest.mark.parametrize(
    "sentence",
    [
        "Residents can sign up to the Northmoor Alert service and get emails from their officers.",
        "He was already a member of the panel, and already registered with the council.",
        "She urged villagers to join the Neighbourhood Watch group on WhatsApp.",
        "The court heard that the scam took £20 a month from pensioners who could not cancel.",
        "Parents should check the privacy settings of a new phone, the force advises.",
        "The commissioner would support local journalism, she told the editors.",
        "The detective had full access to the device and its messages, the jury heard.",
        "The council said that cookies, cakes and tea would be served at the count.",
        "Read the whole of the plan before you comment, the chair told the members.",
    ],
)
def test_news_about_what_websites_also_speak_of_is_kept(sentence: str) -> None:
    assert sentence in read_page(around(f"<p>{sentence}</p>")).text


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='k1'><h3>More from the Post</h3><div class='k2'>{}</div></div>",
        "<div class='k1'><div><span>You may also like</span></div><div>{}</div></div>",
        "<h3>Most read</h3><ul><li><a href='/2'>{}</a></li></ul><p>The meeting ended at nine.</p>",
        "<h3>Most read</h3><div><a href='/2'>{}</a> (3 hours ago)</div><p>It ended at nine.</p>",
        "<p><a href='/2'>{}</a></p>",
        "<ul><li><a href='/2'>{}</a></li></ul>",
        "<p>WATCH | {} <a href='/2'>here</a></p>",
        "<div class='AuthorBio'>{}</div>",
        "<div data-component='relatedStories'>{}</div>",
        "<div hidden>{}</div>",
        "<div role='complementary'>{}</div>",
        "<div style='color: red; display: none'>{}</div>",
        "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>",
        "<aside>{}</aside>",
        "<blockquote class='twitter-tweet'>{}</blockquote>",
    ],
)
def test_what_stands_beside_is_known_by_element_name_heading_or_links(beside: str) -> None:
    other = "<p>Commissioner Graham Tott has left the county for good</p>"
    inline = beside.startswith(("<p", "<h3", "<ul"))
    entry = read_page(around(beside.format(other[3:-4] if inline else other)))
    assert "Tott" not in entry.text
    assert "fourteen pounds" in entry.text


@pytest.mark.parametrize(
    "wrapper",
    [
        '<body class="paywall comments-enabled"><div class="related-layout social-on">{}</div>',
        '<body><form id="aspnetForm"><div class="author-page">{}</div></form>',
        '<body><div class="wrap" aria-hidden="true">{}</div>',
        '<body><article class="trending subscriber-content">{}</article>',
    ],
)
def test_what_holds_the_story_stays_whatever_it_is_called(wrapper: str) -> None:
    page = wrapper.format(f"<h1>Panel meets</h1><div class='latest'>{STORY}</div>")
    assert "fourteen pounds" in read_page(page).text


def test_other_stories_do_not_become_the_article_by_being_many() -> None:
    card = "<h3><a href='/{0}'>Commissioner under fire, part {0}</a></h3><p>More of number {0}.</p>"
    cards = "".join(f"<div class='card'>{card.format(n)}</div>" for n in range(60))
    text = read_page(around(f"<div class='recommended'>{cards}</div>")).text
    assert "under fire" not in text
    assert "number 7" not in text


@pytest.mark.parametrize("name", ["mar-comments", "ReaderComments", "viafoura"])
def test_readers_comments_are_dropped_however_many_they_are(name: str) -> None:
    comments = "<div><p>The commissioner should resign at once, I say.</p></div>" * 99
    text = read_page(around(f"<div class='{name}'>{comments}</div>")).text
    assert "resign" not in text


def test_a_standfirst_stays_in_the_box_of_its_headline() -> None:
    box = "<div class='social-share-header'><h1>Panel meets</h1><p>It took all night.</p></div>"
    assert read_page(f"<body><main>{box}<div>{STORY}</div></main>").text.startswith("It took all")


def test_the_name_of_its_section_is_no_part_of_a_story() -> None:
    page = f"<body><main><p>Policing</p><h1>Panel meets</h1><div>{STORY}</div></main>"
    assert read_page(page).text.startswith("The police and crime panel met")


def test_a_page_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    assert "fourteen pounds" in read_page(around()[:-30] + "<p>And then").text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (around("<p>It cost £9, “no more”.</p>").encode("utf-8-sig"), "It cost £9, “no more”."),
        (around("<p>It cost £9, “no more”.</p>").encode("utf-16"), "It cost £9, “no more”."),
        (around("<p>It cost £9.</p>").encode() + b"<p>\xff</p>", "It cost £9."),
        (
            around("<p>“No more.”</p>", head="<meta charset='ISO-8859-1'>").encode("cp1252"),
            "“No more.”",
        ),
    ],
)
def test_pounds_and_quotation_marks_survive_every_coding(body: bytes, expected: str) -> None:
    assert expected in read_page(body).text


@pytest.mark.parametrize(
    ("link", "guid"),
    [
        ("https://www.gazette.example/news/1", "https://www.gazette.example/news/1"),
        ("/news/1", URL),
        ("javascript:void(0)", URL),
        ("https://gazette.example/", URL),
        ("http://[bad", URL),
    ],
)
def test_an_article_is_known_by_its_canonical_link_if_that_is_its_own(link: str, guid: str) -> None:
    entry = read_page(around(head=f'<link rel="canonical" href="{link}">'))
    assert (entry.guid, entry.url) == (guid, URL)


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ('<meta property="og:locale" content="en_GB">', "en"),
        ('<meta property="og:locale" content="CY-gb">', "cy"),
        ('<meta property="og:locale" content="x-default">', ""),
        ("", ""),
    ],
)
def test_the_language_is_what_the_page_says(head: str, language: str) -> None:
    assert read_page(around(head=head)).language == language


def test_a_date_that_cannot_be_meant_is_doubtful() -> None:
    head = '<meta property="article:published_time" content="0001-01-01T00:00:00Z">'
    entry = read_page(around(head=head))
    assert (entry.published_at, entry.date_doubtful) == (None, True)


@pytest.mark.parametrize(
    "data",
    ["{", "[1, null]", '{"@graph": 7}', '{"author": [[]], "datePublished": {}}', "[" * 10_000],
)
def test_broken_data_about_a_page_does_not_matter(data: str) -> None:
    head = f'<script type="application/ld+json">{data}</script>'
    entry = read_page(around(head=head))
    assert (entry.author, entry.published_at) == ("", None)


def test_a_text_without_end_is_cut() -> None:
    many = "".join(
        f"<p>Paragraph {n} of the longest report on the budget.</p>" for n in range(4000)
    )
    assert len(read_page(around(many)).text) == MOST_TEXT


def test_the_parsing_process_reads_articles_within_its_memory() -> None:
    with Parser() as parser:
        page = (PAGES[0].parent / "county_weekly.html").read_bytes()
        feed = parser.read(Reading(kind="article", url=URL), page)
    assert feed.entries[0].author == "Joanna Pell"


def test_a_page_nested_without_end_is_given_up() -> None:
    with Parser(wall_seconds=1) as parser:
        feed = parser.read(Reading(kind="article", url=URL), b"<div class='related'>" * 200_000)
    assert feed.outcome is Outcome.UNSAFE
