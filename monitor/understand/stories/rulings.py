"""What people said of stories, followed to its end."""

from collections.abc import Iterable, Mapping

from monitor.records import StoryRuling


def merges_of(standing: Iterable[StoryRuling]) -> dict[str, str]:
    """Each story that is told with another → the one that is left, however many steps away.

    Of words that lead in a circle the newest is not followed.
    """
    into: dict[str, str] = {}
    for ruling in standing:
        if ruling.says == "merge" and _end(into, ruling.into) != ruling.story_id:
            into[ruling.story_id] = ruling.into
    return {story: _end(into, story) for story in into}


def moves_of(standing: Iterable[StoryRuling], merges: Mapping[str, str]) -> dict[str, str]:
    """Each item that a person put elsewhere → its story, the last word first."""
    moves = {one.item_id: one.into for one in standing if one.says == "split"}
    return {item: merges.get(story, story) for item, story in moves.items()}


def _end(into: Mapping[str, str], story: str) -> str:
    while story in into:
        story = into[story]
    return story
