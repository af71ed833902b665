"""What the officer reads, on a terminal and in Slack, whatever a feed put into it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.alert.messages import make_card, render
from monitor.records import Card, Delivery, Message, Reason, Severity, Spread
from tests.alert.samples import (
    NIGHT,
    S1,
    S2,
    a_card,
    a_delivery,
    a_firing,
    a_tone,
    an_item,
    coverage_of,
)

HOSTILE = "<!channel> <@U1> <https://evil.example|https://bbc.example> *bold* _it_ ~no~ `code` & <"
TEXT = st.text(max_size=60) | st.sampled_from([HOSTILE, "&" * 4000, "🔴" * 200, "a" * 5000])
MOMENTS = st.none() | st.integers(0, 10**10).map(lambda count: datetime.fromtimestamp(count, UTC))
URLS = TEXT | st.text(max_size=300).map("https://ashvale.example/{}".format)
CARDS = st.builds(
    Card,
    alert_id=st.just("0123456789abcdef"),
    severity=st.sampled_from(Severity),
    rule=TEXT,
    headline=TEXT,
    outlet=TEXT,
    tier=TEXT,
    url=URLS,
    published_at=MOMENTS,
    because=st.lists(TEXT, max_size=5).map(tuple),
    tone=TEXT,
    sentence=TEXT,
    outlets=st.lists(TEXT, max_size=8).map(tuple),
    owners=st.integers(0, 99),
    lead=TEXT,
)
MESSAGES = st.builds(
    lambda card, reason, person, note: a_delivery(
        card=card, reason=reason, person=person, note=note
    ),
    CARDS,
    st.sampled_from(Reason),
    TEXT,
    st.sampled_from(["", "may be a repeat"]),
)


def in_slack(**card: Any) -> Message:
    return render(a_delivery(card=a_card(**card)))


def on_terminal(**changes: Any) -> str:
    return render(a_delivery(way="console", **changes)).text


def texts_of(message: Message) -> list[dict[str, Any]]:
    """Every text object of the blocks, in order."""
    found: list[dict[str, Any]] = []
    for block in message.blocks:
        if block["type"] == "actions":
            continue
        found += [block["text"]] if "text" in block else block["elements"]
    return found


def pressable(message: Message) -> list[dict[str, Any]]:
    """Every button and menu, in order."""
    blocks = [block for block in message.blocks if block["type"] == "actions"]
    return [element for block in blocks for element in block["elements"]]


def written(message: Message) -> str:
    return "\n".join(text["text"] for text in texts_of(message))


def styled(message: Message) -> str:
    """All text of which Slack reads markup."""
    found = [text["text"] for text in texts_of(message) if text["type"] == "mrkdwn"]
    return "\n".join([*found, message.text])


# ---------------------------------------------------------------- the card


def test_a_card_holds_what_an_officer_needs_to_decide() -> None:
    spread = Spread(items=3, outlets=("Ashvale Gazette", "BBC Ashvale"), owners=("BBC", "Vale"))
    coverage = coverage_of(spread=spread)
    card = make_card("a1", a_firing(severity=S1), coverage)
    assert (card.alert_id, card.severity) == ("a1", S1)
    assert card.rule == "R01 Call for the commissioner to go"
    assert card.headline == coverage.item.title
    assert (card.outlet, card.tier, card.url) == (
        "Ashvale Gazette",
        "local",
        "https://gazette.example/resignation",
    )
    assert card.published_at == coverage.item.published_at
    assert card.because == ("“resign” beside the office's name",)
    assert card.tone == "negative (-0.60, words)"
    assert card.sentence == "Helen Marsh faces calls to resign."
    assert (card.outlets, card.owners, card.lead) == (spread.outlets, 2, "PCC")


def test_a_card_makes_do_with_what_there_is() -> None:
    item = an_item(title="", published_at=None)
    card = make_card("a1", a_firing(sentence=""), coverage_of(item=item, tone=None))
    assert card.headline == item.text
    assert card.published_at == item.first_seen_at
    assert card.tone == "not scored"


def test_a_rule_without_words_shows_the_sentence_that_decided_the_tone() -> None:
    card = make_card("a1", a_firing(sentence=""), coverage_of(tone=a_tone()))
    assert card.sentence == "She faces calls to resign."


def test_a_card_is_cut_to_what_can_be_read_at_night() -> None:
    item = an_item(title="word " * 200)
    card = make_card("a1", a_firing(sentence="other " * 200), coverage_of(item=item))
    assert (len(card.headline), len(card.sentence)) == (140, 400)
    assert card.headline.endswith("word…")


# ---------------------------------------------------------------- the terminal


def test_the_terminal_shows_every_part_of_the_card() -> None:
    text = on_terminal(not_before=NIGHT)
    for part in (
        "S2 URGENT · R01 Call for the commissioner to go",
        "“Councillors call on Helen Marsh to resign”",
        "Ashvale Gazette (local), Tue 17 Nov, 11:40",
        "Why     “resign” beside the office's name",
        "Tone    negative (-0.60, words)",
        "Words   “Helen Marsh faces calls to resign.”",
        "Spread  1 outlet of 1 owner in a day: Ashvale Gazette",
        "Lead    PCC",
        "Told    Sam Okafor, Tue 17 Nov, 23:00, first alert of this story",
        "Link    https://gazette.example/resignation",
    ):
        assert part in text
    assert text.splitlines()[-1].endswith(a_card().alert_id)


def test_the_terminal_says_that_there_is_no_sentence_and_no_link() -> None:
    text = on_terminal(card=a_card(sentence="", url=""))
    assert "Words   -" in text
    assert "Link    none" in text


def test_times_are_londons() -> None:
    summer = datetime(2026, 10, 20, 21, 40, tzinfo=UTC)
    text = on_terminal(card=a_card(published_at=summer))
    assert "Ashvale Gazette (local), Tue 20 Oct, 22:40" in text
    assert "(local)\n" in on_terminal(card=a_card(published_at=None))


def test_a_long_address_stays_in_one_piece_to_be_copied() -> None:
    url = "https://gazette.example/" + "-".join(["word"] * 60)
    assert url in on_terminal(card=a_card(url=url))


@pytest.mark.parametrize(
    ("outlets", "owners", "words"),
    [
        (("A",), 1, "1 outlet of 1 owner in a day: A"),
        (("A", "B"), 1, "2 outlets of 1 owner in a day: A, B"),
        (tuple("ABCDEFG"), 3, "7 outlets of 3 owners in a day: A, B, C, D, E and 2 more"),
    ],
)
def test_the_spread_counts_outlets_and_owners_and_names_five(
    outlets: tuple[str, ...], owners: int, words: str
) -> None:
    assert words in on_terminal(card=a_card(outlets=outlets, owners=owners))


@given(MESSAGES)
def test_every_line_on_the_terminal_stands_in_the_frame(delivery: Delivery) -> None:
    terminal = a_delivery(way="console", card=delivery.card, reason=delivery.reason)
    lines = render(terminal).text.split("\n")
    assert (lines[0][:3], lines[-1][:3]) == ("┏━ ", "┗━ ")
    assert all(line.startswith("┃ ") for line in lines[1:-1])


# ---------------------------------------------------------------- both


@pytest.mark.parametrize("way", ["console", "slack"])
def test_a_message_carries_the_id_of_its_delivery_as_key(way: str) -> None:
    delivery = a_delivery(way=way)
    assert render(delivery).key == delivery.id


@pytest.mark.parametrize("way", ["console", "slack"])
@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason.FIRST, "first alert of this story"),
        (Reason.MORE_URGENT, "more urgent than before"),
        (Reason.UNANSWERED, "nobody acknowledged in time"),
        (Reason.QUIET_HOURS, "kept until the morning"),
    ],
)
def test_a_message_says_why_it_came(way: str, reason: Reason, words: str) -> None:
    message = render(a_delivery(way=way, reason=reason))
    assert words in message.text + written(message)
    assert "repeat" not in message.text + written(message)


@pytest.mark.parametrize("way", ["console", "slack"])
@pytest.mark.parametrize("reason", [Reason.FIRST, Reason.QUIET_HOURS])
@pytest.mark.parametrize("note", ["may be a repeat", "Slack: ratelimited, may be a repeat"])
def test_a_message_that_may_have_come_before_says_so(way: str, reason: Reason, note: str) -> None:
    message = render(a_delivery(way=way, reason=reason, note=note))
    assert "(may be a repeat)" in message.text + written(message)


# ---------------------------------------------------------------- Slack


def test_slack_shows_every_part_of_the_card() -> None:
    message = in_slack()
    assert texts_of(message)[0]["text"] == (
        "🟠 S2 URGENT: Councillors call on Helen Marsh to resign"
    )
    for part in (
        "Ashvale Gazette (local), Tue 17 Nov, 11:40",
        "*Why* “resign” beside the office's name",
        "*Rule* R01 Call for the commissioner to go",
        "*Tone* negative (-0.60, words)",
        "*Spread* 1 outlet of 1 owner in a day: Ashvale Gazette",
        "*Lead* PCC",
        "*Told* Sam Okafor, first alert of this story",
        "“Helen Marsh faces calls to resign.”",
        "<https://gazette.example/resignation|Read it>",
        "at gazette.example",
    ):
        assert part in written(message)
    assert message.recipient == "sam"
    assert message.text.startswith("🟠 S2 URGENT: Councillors call on Helen Marsh to resign")


@pytest.mark.parametrize("empty", ["sentence", "url"])
def test_slack_leaves_out_what_there_is_not(empty: str) -> None:
    assert len(in_slack(**{empty: ""}).blocks) == len(in_slack().blocks) - 1


@given(MESSAGES)
@example(a_delivery(card=a_card(headline="a" * 200)))
@example(a_delivery(card=a_card(url="https://gazette.example/" + "é" * 1900)))
@example(a_delivery(card=a_card(url="https://gazette.example/?" + "&" * 1900)))
@example(a_delivery(card=a_card(url="http://[half.example/")))
@example(a_delivery(card=a_card(url="//")))
def test_slack_would_take_any_card(delivery: Delivery) -> None:
    message = render(delivery)
    assert 1 <= len(message.blocks) <= 50
    assert 1 <= len(message.text) <= 4000
    assert sum(len(text["text"]) for text in texts_of(message)) <= 13_200
    for block in message.blocks:
        assert block["type"] in {"header", "section", "context", "actions"}
        if block["type"] == "header":
            assert block["text"]["type"] == "plain_text"
            assert len(block["text"]["text"]) <= 150
        if block["type"] == "context":
            assert 1 <= len(block["elements"]) <= 10
        if block["type"] == "actions":
            assert 1 <= len(block["elements"]) <= 25
    for element in pressable(message):
        for option in element.get("options", [element]):
            assert len(option["text"]["text"]) <= 75
            assert 1 <= len(option["value"]) <= 150
    for text in texts_of(message):
        assert text["type"] in {"plain_text", "mrkdwn"}
        assert 1 <= len(text["text"]) <= 3000
        assert ("emoji" in text) <= (text["type"] == "plain_text")
        assert ("verbatim" in text) <= (text["type"] == "mrkdwn")


@given(MESSAGES)
@example(a_delivery(card=a_card(url="https://evil.example/|https://bbc.example>")))
@example(a_delivery(card=a_card(url="https://<!channel>/")))
@example(a_delivery(card=a_card(url="x><!channel>")))
def test_nothing_of_a_card_can_open_a_mark_of_slacks(delivery: Delivery) -> None:
    message = render(delivery)
    ours = "|Read it>"
    assert message.text.count("<") == message.text.count(">") == 0
    for text in texts_of(message):
        if text["type"] == "mrkdwn":
            assert text["verbatim"] is True
            inner = text["text"]
            if inner.endswith(ours):
                inner = inner.removeprefix("<").removesuffix(ours)
                assert not set(inner) & set('|" \n')
            assert "<" not in inner
            assert ">" not in inner


@pytest.mark.parametrize("field", ["headline", "outlet", "sentence"])
def test_a_feeds_text_stands_where_slack_reads_no_markup(field: str) -> None:
    message = in_slack(**{field: HOSTILE})
    plain = [text["text"] for text in texts_of(message) if text["type"] == "plain_text"]
    assert any(HOSTILE in text for text in plain)
    for mark in ("*bold*", "`code`", "~no~", "_it_"):
        assert mark not in "".join(
            text["text"] for text in texts_of(message) if text["type"] == "mrkdwn"
        )


@pytest.mark.parametrize("ping", ["<!channel>", "<!here>", "<@U1>", "<#C1>", "<!subteam^S1>"])
@pytest.mark.parametrize(
    "field", ["headline", "outlet", "sentence", "rule", "tone", "lead", "tier", "url"]
)
def test_no_part_of_a_card_can_ping(ping: str, field: str) -> None:
    assert ping not in styled(in_slack(**{field: f"https://a.example/{ping}"}))


def test_no_list_of_a_card_can_ping() -> None:
    message = in_slack(because=("<!channel>",), outlets=("<@U1>", "<!here>"))
    assert "&lt;!channel&gt;" in styled(message)
    assert not any(ping in styled(message) for ping in ("<!channel>", "<@U1>", "<!here>"))


def test_the_name_of_an_outlet_is_not_styled_by_its_ampersand() -> None:
    message = in_slack(outlet="Post & Echo", outlets=("Post & Echo",))
    assert "Post &amp; Echo" in styled(message)
    assert "Post & Echo (local), Tue 17 Nov, 11:40" in written(message)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x?a=1&b=2#c", "<https://a.example/x?a=1&amp;b=2#c|Read it>"),
        ("https://a.example/x|y", "<https://a.example/x%7Cy|Read it>"),
        ("https://a.example/x>y<z", "<https://a.example/x%3Ey%3Cz|Read it>"),
        ('https://a.example/"x y"', "<https://a.example/%22x%20y%22|Read it>"),
        ("https://a.example/caf%C3%A9", "<https://a.example/caf%C3%A9|Read it>"),
        ("https://a.example/café", "<https://a.example/caf%C3%A9|Read it>"),
        ("https://a.example/x`y", "<https://a.example/x%60y|Read it>"),
    ],
)
def test_an_address_is_linked_whatever_it_holds(url: str, link: str) -> None:
    assert link in written(in_slack(url=url))


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://bbc.example@evil.example/news", "at evil.example"),
        ("https://evil.example/https://bbc.example", "at evil.example"),
        ("https://EVIL.example:8443/", "at evil.example"),
        ("https://*evil*.`example`/", "at *evil*.`example`"),
    ],
)
def test_the_true_domain_stands_beside_the_link_in_plain_text(url: str, domain: str) -> None:
    (shown,) = (text for text in texts_of(in_slack(url=url)) if text["text"].startswith("at "))
    assert shown["text"] == domain
    assert shown["type"] == "plain_text"


def test_an_address_too_long_to_link_leaves_its_domain() -> None:
    message = in_slack(url="https://gazette.example/" + "é" * 1900)
    assert "at gazette.example" in written(message)
    assert "Read it" not in written(message)


def test_the_severity_is_seen_at_a_glance() -> None:
    headers = [texts_of(in_slack(severity=one))[0]["text"].split(":")[0] for one in Severity]
    assert headers == ["🔴 S1 CRISIS", "🟠 S2 URGENT", "🟡 S3 TODAY", "⚪ S4 NOTE"]
    assert on_terminal(card=a_card(severity=S2)).startswith("┏━ S2 URGENT")
