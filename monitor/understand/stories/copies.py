"""Near-copies: wire and group copy with another headline, a town added, a paragraph cut."""

import numpy as np

from monitor.records import Fingerprint, Report
from monitor.understand.stories.clashes import kinds_missing
from monitor.understand.stories.figures import FigureKind
from monitor.understand.stories.names import NameKind
from monitor.understand.stories.postings import look_up
from monitor.understand.stories.shelf import Shelf

NEWEST = 64  # reports looked at for each run: of forty copies of one text any will do
LIKEST = 8  # reports looked at more closely
SHARED = 4  # runs kept of about ten words: two short posts may share a phrase by chance
COPY = 0.36  # of the shorter text: independent reports of one event reach 0.35
SWAPPED_ONCE = 0.60  # and where each names, say, a place that the other has not
SAME_ARTICLE = 0.20  # and where one owner gave both the number of one article
_NAMES = {NameKind.PERSON, NameKind.PLACE, NameKind.OFFICE}
_FIGURES = set(FigureKind)


def most_copied(shelf: Shelf, report: Report) -> tuple[float, int]:
    """The share of the shorter text that this report has in common with the one that it most
    likely is a copy of, and that one's number; 0 and -1 if it is no copy."""
    said = report.fingerprint
    _, reports, _ = look_up(shelf.runs, np.array(said.runs, dtype=np.uint64), NEWEST)
    shared = np.bincount(reports)
    numbers = np.flatnonzero(shared >= SHARED)
    if not len(numbers):
        return 0.0, -1
    shares = shared[numbers] / np.minimum(np.array(shelf.run_count)[numbers], len(said.runs))
    twin = shelf.articles.get((report.owner, said.article), -1) if said.article else -1
    for place in np.argsort(-shares, kind="stable")[:LIKEST].tolist():
        number, share = int(numbers[place]), float(shares[place])
        enough = SAME_ARTICLE if number == twin else COPY
        if share >= enough and not _is_template(shelf, number, said, share):
            return share, number
    return 0.0, -1


def _is_template(shelf: Shelf, number: int, said: Fingerprint, share: float) -> bool:
    """Whether the same words tell another event: last week's town, date or sum in place of ours."""
    names, figures = shelf.names[number].tolist(), shelf.figures[number].tolist()
    swapped = len(_NAMES & _swapped(said.names, names))
    swapped += len(_FIGURES & _swapped(said.figures, figures))
    return swapped > 1 or (swapped == 1 and share < SWAPPED_ONCE)


def _swapped(ours: tuple[int, ...], theirs: list[int]) -> set[int]:
    """The kinds of which each has something that the other has not."""
    return kinds_missing(ours, theirs) & kinds_missing(theirs, ours)
