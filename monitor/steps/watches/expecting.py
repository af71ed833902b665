"""Which of what comes was to be expected: the diary explains it, or a crisis that is on."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from monitor.records import DiaryEntry
from monitor.registers.diary import AFTER, BEFORE, expected
from monitor.steps.watch import Watch
from monitor.store.crises import standing_crises
from monitor.store.rates import Text, words_of
from monitor.store.registers import entries


def explained(watch: Watch, office: str, texts: Sequence[Text]) -> Mapping[str, str]:
    """Item → the title of what explains it; of the others nothing."""
    on = {one.story_id: one.title for one in standing_crises(watch.ledger)}
    found = {text.item_id: on[text.story_id] for text in texts if text.story_id in on}
    return found | _by_diary(watch, office, [one for one in texts if one.item_id not in found])


def _by_diary(watch: Watch, office: str, texts: Sequence[Text]) -> dict[str, str]:
    diary = [one for one in entries(watch.ledger, "diary") if one.office_id == office]
    near = [text for text in texts if any(_is_near(one, text.seen_at) for one in diary)]
    words = words_of(watch.coverage, [text.item_id for text in near]) if near else {}
    found = {}
    for text in near:
        said = words[text.item_id]
        entry = expected(diary, text.seen_at, said.text, said.themes.get(office, ()))
        if entry:
            found[text.item_id] = entry.title
    return found


def _is_near(entry: DiaryEntry, at: datetime) -> bool:
    return entry.starts_at - BEFORE <= at <= (entry.ends_at or entry.starts_at) + AFTER
