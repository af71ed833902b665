"""The ten-second card in a mail, in a text message and in plain lines, whatever a feed says."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings

from monitor.alert.messages import render, trial
from monitor.alert.messages.letters import LETTERS, TWICE, cut_letters, in_letters, length
from monitor.alert.messages.words import unlinked
from monitor.records import Delivery, Message, Person, Reason
from tests.alert.samples import NIGHT, NOON, S1, S2, a_card, a_delivery
from tests.alert.test_message import MESSAGES, TEXT

MAIL = """\
S1 CRISIS: Councillors call on Helen Marsh to resign

Sensitive period: an inquest opens on Friday.
Ashvale Gazette (local), Tue 17 Nov, 11:40
Why: “resign” beside the office's name
Tone: negative (-0.60, words)
Words: “Helen Marsh faces calls to resign.”
Spread: 1 outlet of 1 owner in a day: Ashvale Gazette
Lead: PCC
Tell: head (Ruth Adeyemi)
Note: Do not name the family.
Told: Sam Okafor, Tue 17 Nov, 23:00, first alert of this story
Link: https://gazette.example/resignation
Answer: monitor queue ack 023206e5849ae0c3
"""
TEXT_MESSAGE = (
    "S1 CRISIS, Ashvale Gazette: Councillors call on Helen Marsh to resign. First alert of this "
    'story. Lead PCC. Why: "resign" beside the office\'s name. Sensitive period: an inquest opens '
    "on Friday. Do not name the family. Tone negative (-0.60, words). "
    "Ack: monitor queue ack 023206e5849ae0c3"
)
WHOLE = a_card(
    severity=S1,
    banner="Sensitive period: an inquest opens on Friday.",
    tell=("head (Ruth Adeyemi)",),
    note="Do not name the family.",
)
SEVERAL = a_card(
    rule="SUMMARY Many alerts",
    headline="2 alerts in an hour",
    because=("many alerts today", "S2 Row over precept (Gazette)", "S3 Panel meets (Courier)"),
)
WAYS = ["email", "sms", "teams"]


def by(way: str, **changes: Any) -> Message:
    return render(a_delivery(way=way, **{"card": WHOLE, "not_before": NIGHT, **changes}))


class Page(HTMLParser):
    """What a mail program shows, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.shown = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.shown += data


# ---------------------------------------------------------------- as a person reads it


def test_a_mail_reads_from_the_top() -> None:
    message = by("email")
    assert message.title == "S1 CRISIS: Councillors call on Helen Marsh to resign"
    assert message.text == MAIL


def test_a_mail_shows_the_same_in_html() -> None:
    page = Page(by("email").html)
    shown, written = (text.replace(": ", " ").split() for text in (page.shown, MAIL))
    assert shown == written
    assert page.links == ["https://gazette.example/resignation"]
    assert page.tags == {"html", "body", "h2", "span", "p", "b", "a"}


def test_a_text_message_reads_from_the_top() -> None:
    assert by("sms").text == TEXT_MESSAGE


def test_the_first_ten_words_of_a_text_message_say_how_urgent_where_and_what() -> None:
    words = " ".join(by("sms").text.split()[:10])
    assert words == "S1 CRISIS, Ashvale Gazette: Councillors call on Helen Marsh to"


def test_a_way_of_the_offices_own_gets_plain_lines() -> None:
    message = by("teams")
    assert message.title == "S1 CRISIS: Councillors call on Helen Marsh to resign"
    assert message.text == MAIL.partition("\n\n")[2].strip()
    assert (message.html, message.blocks) == ("", ())


@pytest.mark.parametrize("way", WAYS)
def test_a_message_of_several_alerts_names_each(way: str) -> None:
    message = by(way, card=SEVERAL)
    assert message.title == "S2 URGENT: 2 alerts in an hour"
    for line in ("S2 Row over precept (Gazette)", "S3 Panel meets (Courier)"):
        assert line in message.text


@pytest.mark.parametrize("way", WAYS)
def test_only_a_crisis_is_urgent(way: str) -> None:
    assert by(way).urgent
    assert not by(way, card=a_card(severity=S2)).urgent


@pytest.mark.parametrize("way", WAYS)
def test_a_message_is_for_one_person_and_carries_its_own_id(way: str) -> None:
    delivery = a_delivery(way=way)
    message = render(delivery)
    assert (message.key, message.recipient) == (delivery.id, "sam")


@pytest.mark.parametrize("way", [*WAYS, "console", "slack"])
@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("late 40 min", "nobody acknowledged in time, late 40 min"),
        ("late 2 h 05 min", "nobody acknowledged in time, late 2 h 05 min"),
        ("late 40 min, may be a repeat", ", late 40 min (may be a repeat)"),
        ("Slack: ratelimited", "nobody acknowledged in time"),
    ],
)
def test_a_message_that_comes_late_says_how_late(way: str, note: str, said: str) -> None:
    message = by(way, note=note, reason=Reason.UNANSWERED)
    written = f"{message.text}{message.blocks}".lower()
    assert said in " ".join(written.replace("┃", " ").split())


@pytest.mark.parametrize("way", WAYS)
def test_a_message_that_may_have_come_before_says_so_where_it_is_read_first(way: str) -> None:
    message = by(way, note="no answer, may be a repeat")
    assert message.title.startswith("S1 CRISIS (may be a repeat): ")
    assert "(may be a repeat)" in message.text


# ---------------------------------------------------------------- whatever a feed holds


@settings(max_examples=60)
@given(MESSAGES)
def test_no_text_of_a_feed_is_markup_in_a_mail(delivery: Delivery) -> None:
    message = render(a_delivery(way="email", card=delivery.card, person=delivery.person))
    page = Page(message.html)
    assert page.tags <= {"html", "body", "h2", "span", "p", "b", "a"}
    assert all(link.startswith(("http://", "https://")) for link in page.links)
    assert set(page.links) <= {" ".join(delivery.card.url.split()), delivery.card.url}
    assert "\n" not in message.title


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "http://[x"])
def test_only_an_address_of_the_web_is_a_link(url: str) -> None:
    page = Page(by("email", card=a_card(url=url)).html)
    assert page.links == []
    assert url in page.shown


@settings(max_examples=60)
@given(MESSAGES)
def test_any_card_fits_into_two_text_messages_of_plain_letters(delivery: Delivery) -> None:
    text = by("sms", card=delivery.card, reason=delivery.reason, note=delivery.note).text
    assert length(text) <= 306
    assert set(text) <= LETTERS | TWICE
    assert text.endswith(f"Ack: monitor queue ack {a_delivery().alert_id}")
    assert "://" not in text


def test_a_long_headline_leaves_room_for_where_and_why() -> None:
    text = by("sms", card=a_card(headline="word " * 60, because=("“resign”",))).text
    assert text.startswith("S2 URGENT, Ashvale Gazette: word word")
    assert 'Why: "resign".' in text


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("“Marsh must go” – councillors’ letter…", '"Marsh must go" - councillors\' letter...'),
        ("Row 😡 over\u00a0precept", "Row over precept"),
        ("Café in Llandŵr, Łódź and Győr", "Café in Llandwr, Lodz and Gyor"),
        ("£1m, 50 €", "£1m, 50 €"),
        ("новости", ""),
        ("half \ud800 a letter\x00\x1b", "half a letter"),
        ("½ price", "1/2 price"),
    ],
)
def test_letters_that_telephones_lack_become_their_like(given: str, plain: str) -> None:
    assert in_letters(given) == plain


@given(TEXT)
def test_letters_are_cut_to_what_they_are_charged_as(text: str) -> None:
    for most in (10, 40):
        assert length(cut_letters(in_letters(text), most)) <= most


def test_some_letters_count_twice() -> None:
    assert length("[a]€") == 7
    assert cut_letters("€" * 10, 10) == "€€€..."


@pytest.mark.parametrize(
    "text", ["https://evil.example/x", "www.evil.example", "evil.co.uk", "go to BBC.com now"]
)
def test_no_reader_finds_an_address_in_a_feeds_text(text: str) -> None:
    assert not re.search(r"://\S|\w\.[a-z]{2,}", unlinked(text), re.IGNORECASE)


@pytest.mark.parametrize("text", ["up 3.5% to £1.2m", "e.g. this", "Mr. Okafor", "at 11.40"])
def test_other_full_stops_stay(text: str) -> None:
    assert unlinked(text) == text


# ---------------------------------------------------------------- a trial


def test_a_trial_says_in_every_part_that_it_is_none_else() -> None:
    sam = Person(id="sam", name="Sam Okafor")
    message = trial("sms", sam, "Ruth", NOON)
    assert message.title.startswith("TEST")
    assert message.text.startswith("TEST, nothing has happened. Ruth tries whether")
    assert "TEST, nothing has happened" in message.html
    assert length(in_letters(message.text)) <= 306
    assert message.recipient == "sam"
    assert message.key != trial("email", sam, "Ruth", NOON).key
