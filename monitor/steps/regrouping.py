"""What people said of stories → the story that counts, for alerts and for analysts."""

from monitor.steps.watch import Watch
from monitor.store.coverage import set_stories
from monitor.store.story_rulings import count_story_rulings, list_story_rulings
from monitor.understand.stories.rulings import merges_of, moves_of


def take_story_rulings(watch: Watch) -> bool:
    """Makes coverage show what stands in the ledger; whether there was anything new.

    Put up anew when a process starts and when somebody has spoken, so that nothing is lost when
    either file comes back from a backup.
    """
    words = count_story_rulings(watch.ledger)
    if words == watch.memory.story_rulings:
        return False
    standing = list_story_rulings(watch.ledger)
    merges = merges_of(standing)
    set_stories(watch.coverage, merges, moves_of(standing, merges))
    watch.memory.story_rulings = words
    watch.memory.shelf = None  # reports stand by their stories there
    return True
