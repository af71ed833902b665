"""What the office's own pages and accounts carry, by kind."""

from datetime import UTC, datetime

import pytest

from monitor.records import Item, Kind, Tier
from monitor.registers.found import kind_of


def own(title: str, url: str = "https://northmoor-pcc.example/news/1") -> Item:
    return Item(
        id="i1",
        source_id="northmoor-pcc",
        outlet="Northmoor PCC news",
        tier=Tier.OWN,
        owner="OPCC",
        url=url,
        title=title,
        text="",
        author="",
        published_at=None,
        first_seen_at=datetime(2026, 10, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Commissioner opens new youth hub in Harl", "release"),
        ("Statement from the Commissioner on the inspection", "statement"),
        ("Commissioner's statement after the October panel", "statement"),
        ("PCC statement: the death of a man in Wick", "statement"),
        ("Commissioner responds to the inspectorate's report", "statement"),
        ("Bank statements are asked of fraud victims", "release"),
        ("Blog: what I saw on patrol", "blog"),
        ("Ada's blog from the night shift", "blog"),
        ("The October newsletter is out", "newsletter"),
        ("Video: a day at the control room", "video"),
        ("", "release"),
    ],
)
def test_a_title_tells(title: str, kind: str) -> None:
    assert kind_of(own(title), "feed") == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("blog/ada-on-patrol", "blog"),
        ("newsletters/2026-10", "newsletter"),
        ("consultations/precept", "survey"),
        ("events/harl-surgery", "event notice"),
        ("statements/inspection", "statement"),
        ("news/statement-of-intent", "release"),
        ("watch/control-room", "video"),
    ],
)
def test_an_address_tells(path: str, kind: str) -> None:
    assert kind_of(own("Ada Finch speaks", f"https://northmoor-pcc.example/{path}"), "feed") == kind


@pytest.mark.parametrize(
    ("source", "kind"), [("bluesky", "post"), ("facebook", "post"), ("youtube", "video")]
)
def test_a_platform_tells_before_any_word(source: Kind, kind: str) -> None:
    assert kind_of(own("Statement from the Commissioner"), source) == kind
