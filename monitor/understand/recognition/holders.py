"""Where an article means a holder: by the whole name, then by the surname, then by he or she."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from monitor.records import Holder, Mention
from monitor.understand.phrases import Span
from monitor.understand.recognition.beside import NOBODY
from monitor.understand.recognition.evidence import Weight, weigh_name
from monitor.understand.recognition.people import (
    Holders,
    in_post,
    is_everyday,
    namesake_sign,
    of_that_day,
    surnames_in,
)
from monitor.understand.recognition.pronouns import Bearer, pronouns_in
from monitor.understand.recognition.reading import (
    Reading,
    WatchedOffice,
    is_sure,
    is_taken,
    make_mention,
    titles_of,
)
from monitor.understand.recognition.scene import MOST, Scene

CERTAIN = 1.0
OWN_NAME: Weight = (CERTAIN, ("the office's own name",))
SURNAME: Weight = (0.85, ("surname after the whole name",))
POLITE: Weight = (0.75, ("surname, and a commissioner's title in the article",))
PRONOUN: Weight = (0.6, ("he or she, right after the commissioner",))
ELECTED = 8  # days from the vote to the first in post, or one more


def by_whole_name(one: WatchedOffice, scene: Scene, reading: Reading) -> list[Mention]:
    """The office's own names, and its holders' as far as nobody else of that name is meant."""
    titles = titles_of(one, scene, reading)
    ours = any(title.whose != NOBODY for title in titles)
    named, signs = reading.named[one.office.id], _signs(one, reading)
    mentions = []
    for span, holder in named:
        if holder is None:
            mentions.append(make_mention(one, reading, span, OWN_NAME))
            continue
        held, sign = _is_held(holder, reading.on), signs.get(holder.id, "")
        titled = ours if sign or not held else bool(titles)
        other = next((h.name for _, h in named if h and h.name != holder.name), "")
        weight = weigh_name(scene, titled, held, other, sign)
        mention = make_mention(one, reading, span, weight, holder)
        personal = not titles and reading.subject.party
        mentions.append(replace(mention, subject="personal") if personal else mention)
    return mentions


def by_surname(
    one: WatchedOffice, scene: Scene, reading: Reading, before: Sequence[Mention]
) -> Iterator[Mention]:
    """A surname means whom the text named whole before it; a polite one may come first."""
    first = _first_named(reading, before)
    titled = scene.touched and bool(titles_of(one, scene, reading))
    grounded = titled or any(map(is_sure, before))
    for span, holders, polite in surnames_in(one.names, reading.article.told, MOST):
        if not is_taken(reading, span):
            weighed = _weigh_surname(reading, span, holders, polite, first)
            if weighed and (weighed[0] == SURNAME or grounded):
                yield make_mention(one, reading, span, *weighed)


def by_pronoun(
    one: WatchedOffice, reading: Reading, before: Sequence[Mention]
) -> Iterator[Mention]:
    """He and she, whoever of ours was named last and is that sex."""
    sure = {
        reading.article.span_of(mention)[0]: mention
        for mention in before
        if is_sure(mention) and mention.where != "headline"
    }
    bearers = [Bearer(at, at + len(m.surface), _name(one, reading, m)) for at, m in sure.items()]
    holders = {holder.id: holder for holder in one.office.holders}
    for span, bearer in pronouns_in(reading.article, sorted(bearers), MOST):
        holder = holders.get(sure[bearer.start].holder_id)
        yield make_mention(one, reading, span, PRONOUN, holder)


def _signs(one: WatchedOffice, reading: Reading) -> dict[str, str]:
    """Of each holder the first sign in the article that somebody else of that name is meant."""
    return {
        holder.id: sign
        for span, holder in reversed(reading.named[one.office.id])
        if holder and (sign := namesake_sign(one.names, holder, reading.article.told, span))
    }


def _is_held(holder: Holder, on: date | None) -> bool:
    """Whether somebody is the commissioner to that day's papers: from the count of the votes."""
    return in_post(holder, on) or (on is not None and 0 < (holder.from_ - on).days <= ELECTED)


def _first_named(reading: Reading, before: Sequence[Mention]) -> dict[str, int]:
    """Where the text first names each holder; one whom the headline alone names, at its start."""
    sure = [mention for mention in before if is_sure(mention)]
    headline = {mention.holder_id: -1 for mention in sure if mention.where == "headline"}
    in_text = (mention for mention in reversed(sure) if mention.where != "headline")
    return headline | {
        mention.holder_id: reading.article.span_of(mention)[0] for mention in in_text
    }


def _weigh_surname(
    reading: Reading, span: Span, holders: Holders, polite: bool, first: dict[str, int]
) -> tuple[Weight, Holder] | None:
    named = tuple(holder for holder in holders if holder.id in first)
    holder = of_that_day(named or holders, reading.on)
    if named and (polite or _follows(reading, span, first[holder.id])):
        return SURNAME, holder
    return (POLITE, holder) if polite and in_post(holder, reading.on) else None


def _follows(reading: Reading, span: Span, first: int) -> bool:
    """Whether a surname comes after the whole name, or stands in the headline above it."""
    if span[0] > first:
        return True
    in_headline = reading.article.where(span[0]) == "headline"
    return in_headline and not is_everyday(reading.article.told[slice(*span)])


def _name(one: WatchedOffice, reading: Reading, mention: Mention) -> str:
    """Whose sex a pronoun has to fit: that of the holder named, or of who held the post."""
    for holder in one.office.holders:
        leads = not mention.holder_id and holder.role in ("pcc", "acting_pcc", "temporary_pcc")
        if holder.id == mention.holder_id or (leads and in_post(holder, reading.on)):
            return holder.name
    return ""
