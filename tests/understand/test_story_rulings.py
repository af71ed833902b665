"""What people said of stories, followed to its end."""

from datetime import UTC, datetime

from monitor.records import StoryRuling
from monitor.understand.stories.rulings import merges_of, moves_of

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


def merge(story: str, into: str) -> StoryRuling:
    return StoryRuling(says="merge", story_id=story, into=into, ruled_by="Ruth", ruled_at=NOON)


def split(item: str, into: str) -> StoryRuling:
    return StoryRuling(
        says="split", story_id="a", item_id=item, into=into, ruled_by="Ruth", ruled_at=NOON
    )


def test_a_story_that_was_merged_twice_ends_where_the_last_one_ends() -> None:
    assert merges_of([merge("a", "b"), merge("b", "c")]) == {"a": "c", "b": "c"}
    assert merges_of([merge("b", "c"), merge("a", "b")]) == {"a": "c", "b": "c"}


def test_a_word_that_would_close_a_circle_is_not_followed() -> None:
    assert merges_of([merge("a", "b"), merge("b", "a")]) == {"a": "b"}
    assert merges_of([merge("a", "b"), merge("b", "c"), merge("c", "a")]) == {"a": "c", "b": "c"}
    assert merges_of([merge("a", "a")]) == {}


def test_an_item_goes_where_its_new_story_is_told() -> None:
    said = [split("i1", "b"), merge("b", "c"), split("i2", "d")]
    assert moves_of(said, merges_of(said)) == {"i1": "c", "i2": "d"}
