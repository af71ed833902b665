"""When a rule fires: each condition alone, all of them together, and what makes it more urgent."""

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from monitor.alert.conditions import fires, firings, tried
from monitor.alert.rulebook import make_ready
from monitor.records import (
    Clause,
    Coverage,
    Facts,
    Firing,
    Flag,
    Origin,
    PartyKind,
    Quote,
    Raise,
    Sentence,
    Speaker,
    Spread,
    Tag,
    Tier,
)
from monitor.records import Party as Somebody
from tests.alert.samples import (
    HEADLINE,
    NOON,
    S1,
    S2,
    S3,
    S4,
    a_mention,
    a_rule,
    a_tone,
    an_item,
    coverage_of,
)

LEAD = "Commissioner Helen Marsh rejected the budget."
ELSEWHERE = "The Bishop of Lowfield will retire."
THREE = Spread(
    items=4,
    outlets=("Ashvale Gazette", "BBC Ashvale", "Norbury Post"),
    owners=("BBC", "Post Group", "Vale Papers"),
    authors=12,
)
FACTS = Facts(
    office_id="ashvale",
    subject="holder",
    prominence=3,
    quoted=False,
    origin=Origin.REACTIVE,
    origin_why="begun by others, with a word of ours",
    in_hours=True,
    districts=(Tag(id="Kestley", words=("Kestley",)),),
    themes=(Tag(id="roads", words=("speeding",)),),
    topics=(Tag(id="money", words=("precept",)),),
    flags=(Flag(kind="wrong title", words="police chief", sentence="", why="she is not"),),
)


def sentence(text: str, **names: PartyKind) -> Sentence:
    """A sentence in which these words name somebody: `Helen_Marsh="commissioner"`."""
    parties = []
    for name, kind in names.items():
        words = name.replace("_", " ")
        at = text.index(words)
        parties.append(Somebody(kind=kind, start=at, end=at + len(words)))
    ours = any(kind in ("commissioner", "office", "deputy") for kind in names.values())
    return Sentence(text=text, where="body", names_us=ours, parties=tuple(parties))


SENTENCES = (
    Sentence(text=HEADLINE, where="headline", names_us=True),
    Sentence(text=LEAD, where="lead", names_us=True),
    Sentence(text=ELSEWHERE, where="body", names_us=False),
)


def covered(*sentences: Sentence, **changes: Any) -> Coverage:
    values: dict[str, Any] = {"sentences": sentences or SENTENCES, "facts": FACTS} | changes
    return coverage_of(**values)


def firing(coverage: Coverage | None = None, **rule: Any) -> Firing | None:
    (ready,) = make_ready([a_rule(**rule)])
    return fires(ready, coverage or covered())


def fired(coverage: Coverage | None = None, **rule: Any) -> bool:
    return firing(coverage, **rule) is not None


def certain(coverage: Coverage | None = None, **rule: Any) -> Firing:
    found = firing(coverage, **rule)
    assert found
    return found


def failed(coverage: Coverage | None = None, **rule: Any) -> str:
    (ready,) = make_ready([a_rule(**rule)])
    return tried(ready, coverage or covered()).failed


def when(**clause: Any) -> tuple[Clause, ...]:
    return (Clause(**clause),)


# ---------------------------------------------------------------- words in one sentence


def test_words_may_stand_in_any_sentence_unless_the_clause_asks_for_its_place() -> None:
    assert fired(when=when(words=("retire",)))
    assert fired(when=when(words=("resign",), where=("headline",)))
    assert not fired(when=when(words=("retire",), where=("headline", "lead")))
    assert not fired(when=when(words=("veto",)))


def test_a_sentence_may_have_to_name_the_office() -> None:
    assert fired(when=when(words=("budget",), naming=True))
    assert not fired(when=when(words=("retire",), naming=True))


def test_also_words_must_stand_in_the_same_sentence() -> None:
    assert fired(when=when(words=("budget",), also=("rejected",)))
    assert not fired(when=when(words=("budget",), also=("retire",)))


def test_a_later_sentence_may_meet_what_the_first_one_does_not() -> None:
    two = covered(sentence("A budget row."), sentence("A budget veto."))
    found = certain(two, when=when(words=("budget",), also=("veto",)))
    assert (found.sentence, found.words) == ("A budget veto.", ("budget", "veto"))


def test_an_unless_word_silences_its_own_sentence_alone() -> None:
    assert not fired(when=when(words=("resign",), unless=("Councillors",)))
    assert fired(when=when(words=("resign",), unless=("Bishop", "budget")))
    assert fired(when=when(words=("resign", "rejected"), unless=("Councillors",)))


def test_an_unless_word_of_the_rule_silences_the_whole_item() -> None:
    assert not fired(when=when(words=("resign",)), unless=("Bishop",))
    assert fired(when=when(words=("resign",)), unless=("football",))


def test_an_item_word_may_stand_in_any_other_sentence() -> None:
    assert fired(when=when(words=("resign",)), item_words=("Bishop",))
    assert not fired(when=when(words=("resign",)), item_words=("football",))


def test_one_of_several_clauses_suffices() -> None:
    clauses = (Clause(words=("veto",)), Clause(words=("retire",)))
    assert fired(when=clauses)
    assert not fired(when=clauses[:1])


# ---------------------------------------------------------------- who does what to whom

SUSPENDED = sentence("Chief constable Tom Ridley has been suspended.", Tom_Ridley="chief")
OFFICERS = sentence(
    "Chief constable Tom Ridley said officers will be suspended.",
    Tom_Ridley="chief",
    officers="officer",
)


def test_the_words_must_be_about_somebody_of_the_clause() -> None:
    about_him = when(words=("suspended",), of=("chief",))
    assert fired(covered(SUSPENDED), when=about_him)
    assert not fired(covered(OFFICERS), when=about_him)
    assert failed(covered(OFFICERS), when=about_him) == "its words are about officer, not chief"


def test_the_words_must_not_be_about_somebody_who_is_excluded() -> None:
    assert fired(covered(SUSPENDED), when=when(words=("suspended",), not_of=("officer",)))
    assert not fired(covered(OFFICERS), when=when(words=("suspended",), not_of=("officer",)))


def test_the_sentence_must_tell_the_words_or_deeds_of_somebody() -> None:
    called = sentence(
        "Councillors called on Helen Marsh to resign.",
        Councillors="council",
        Helen_Marsh="commissioner",
    )
    assert fired(covered(called), when=when(words=("resign",), by=("council",)))
    assert not fired(covered(called), when=when(words=("resign",), by=("MP",)))


def test_a_sentence_that_is_somebodys_quotation_is_by_them() -> None:
    said = Sentence(text="She must resign.", where="body", names_us=False, speaker="MP")
    assert fired(covered(said), when=when(words=("resign",), by=("MP",)))
    assert not fired(covered(said), when=when(words=("resign",), by=("panel",)))


def test_somebody_may_have_to_be_named_beside_the_words_and_near_them() -> None:
    far = sentence(
        "Helen Marsh opened a fair on a day of sun and wind, and nobody would resign.",
        Helen_Marsh="commissioner",
    )
    beside: dict[str, Any] = {"words": ("resign",), "beside": ("commissioner",)}
    assert fired(covered(far), when=when(**beside))
    assert not fired(covered(far), when=when(**beside, within=5))
    assert not fired(covered(far), when=when(**beside | {"beside": ("panel",)}))


# ---------------------------------------------------------------- what the item is about


@pytest.mark.parametrize(
    ("subject", "about", "fires_on"),
    [
        ("holder", ("us",), True),
        ("holder", ("force",), False),
        ("force", ("force",), True),
        ("force", ("us",), False),
        ("service", ("service",), True),
        ("area", ("area",), True),
        ("area", ("us", "force"), False),
    ],
)
def test_an_item_must_be_about_what_the_rule_is_about(
    subject: Any, about: Any, fires_on: bool
) -> None:
    mentions = (a_mention(),) if subject == "holder" else ()
    facts = Facts(
        office_id="ashvale",
        subject=subject,
        prominence=1,
        quoted=False,
        origin=Origin.UNPROMPTED,
        origin_why="",
        in_hours=True,
    )
    found = coverage_of(sentences=SENTENCES, mentions=mentions, facts=facts)
    assert fired(found, about=about) is fires_on


def test_an_item_that_means_the_office_and_names_a_place_is_about_both() -> None:
    assert fired(about=("area",))


# ---------------------------------------------------------------- each other condition

NATIONAL = an_item(tier=Tier.NATIONAL, outlet="The Daily Courier")
LATE = an_item(published_at=NOON - timedelta(hours=7))
AN_MP = Quote(speaker=Speaker.MP, name="", start=0, end=5, where="body", direct=True)

# A condition, what meets it, and what does not.
CONDITIONS: dict[str, tuple[Any, dict[str, Any], dict[str, Any]]] = {
    "tones": (("negative",), {}, {"tone": a_tone(label="positive")}),
    "tone_below": (-0.5, {}, {"tone": a_tone(score=-0.4)}),
    "tone_above": (0.5, {"tone": a_tone(score=0.6)}, {"tone": a_tone()}),
    "tiers": ((Tier.NATIONAL,), {"item": NATIONAL}, {"item": an_item()}),
    "where": (("headline",), {}, {"mentions": (a_mention(where="body"),)}),
    "named": (
        2,
        {"mentions": (a_mention(), a_mention(where="body"))},
        {"mentions": (a_mention(),)},
    ),
    "owners": (3, {"spread": THREE}, {"spread": Spread()}),
    "outlets": (3, {"spread": THREE}, {"spread": Spread()}),
    "authors": (12, {"spread": THREE}, {"spread": Spread()}),
    "items": (4, {"spread": THREE}, {"spread": Spread()}),
    "speakers": ((Speaker.MP,), {"quotes": (AN_MP,)}, {"quotes": ()}),
    "origins": ((Origin.REACTIVE,), {}, {"facts": None}),
    "themes": (("roads",), {}, {"facts": None}),
    "districts": (("Kestley",), {}, {"facts": None}),
    "topics": (("money",), {}, {"facts": None}),
    "flags": (("wrong title",), {}, {"facts": None}),
    "office_hours": (True, {}, {"facts": None}),
    "fresh_hours": (6, {}, {"item": LATE}),
    "release": (("early",), {"release": ("picked up", "early")}, {"release": ("picked up",)}),
    "addressed": (True, {"addressed": True}, {"addressed": False}),
    "beside_rules": (("R09",), {"story_rules": ("R09",)}, {"story_rules": ("R10",)}),
    "election_days": (90, {"election_in": 90}, {"election_in": 91}),
}


@pytest.mark.parametrize("key", CONDITIONS)
def test_a_condition_alone_lets_through_what_meets_it_and_nothing_else(key: str) -> None:
    value, meets, fails = CONDITIONS[key]
    assert fired(covered(**meets), **{key: value})
    assert not fired(covered(**fails), **{key: value})
    assert failed(covered(**fails), **{key: value})


APART = {"tone_above", "named"}  # what meets them undoes another
TOGETHER = [pair for pair in combinations(CONDITIONS, 2) if not APART.intersection(pair)]


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_of_two_conditions_both_must_hold(one: str, other: str) -> None:
    rule = {key: CONDITIONS[key][0] for key in (one, other)}
    both = CONDITIONS[one][1] | CONDITIONS[other][1]
    assert fired(covered(**both), **rule)
    assert not fired(covered(**both | CONDITIONS[one][2]), **rule)
    assert not fired(covered(**both | CONDITIONS[other][2]), **rule)


def test_an_item_without_a_tone_counts_as_neutral() -> None:
    assert fired(covered(tone=None), tones=("neutral",))
    assert not fired(covered(tone=None), tones=("negative",))
    assert not fired(covered(tone=None), tone_below=-0.1)


def test_a_window_of_its_own_is_asked_for() -> None:
    coverage = covered(spread=THREE, by_hours=((6.0, Spread(owners=("BBC",))),))
    assert fired(coverage, owners=3)
    assert not fired(coverage, owners=3, hours=6.0)


def test_a_condition_that_is_not_given_does_not_matter() -> None:
    assert fired(covered(tone=None, facts=None, mentions=(a_mention(),)))


def test_a_rule_that_watches_something_else_fires_on_no_item() -> None:
    assert not fired(watches="source")


# ---------------------------------------------------------------- what a firing says


def test_a_firing_says_what_made_it() -> None:
    found = certain(
        covered(item=NATIONAL, spread=THREE),
        when=when(words=("budget",), also=("rejected",)),
        tones=("negative",),
        tiers=(Tier.NATIONAL,),
        owners=3,
        row="money",
        notify=("head",),
        signpost="101",
        note="Say nothing.",
    )
    assert (found.words, found.sentence) == (("budget", "rejected"), LEAD)
    assert found.because == (
        "“budget”, “rejected”",
        "The Daily Courier is national",
        "tone towards the office is negative",
        "3 owner groups carry it within a day: BBC, Post Group, Vale Papers",
    )
    assert (found.row, found.notify, found.signpost) == ("money", ("head",), "101")
    assert (found.note, found.lead, found.severity) == ("Say nothing.", "PCC", S2)


def test_a_firing_says_whom_the_words_are_about() -> None:
    found = certain(covered(SUSPENDED), when=when(words=("suspended",), of=("chief",)))
    assert found.because == ("“suspended” of the chief",)


# ---------------------------------------------------------------- more urgent


def test_a_raise_makes_it_more_urgent_and_says_why() -> None:
    higher = (Raise(to=S1, owners=3),)
    assert certain(raise_=higher).severity is S2
    found = certain(covered(spread=THREE), raise_=higher)
    assert found.severity is S1
    assert found.because[-1] == (
        "more urgent because 3 owner groups carry it within a day: BBC, Post Group, Vale Papers"
    )


def test_all_of_a_raise_must_hold_and_one_of_several_suffices() -> None:
    both = Raise(to=S1, owners=3, tiers=(Tier.NATIONAL,))
    assert certain(covered(spread=THREE), raise_=(both,)).severity is S2
    other = Raise(to=S1, when=when(words=("Bishop",)))
    assert certain(covered(spread=THREE), raise_=(both, other)).severity is S1


def test_the_most_urgent_raise_that_holds_counts() -> None:
    raises = (Raise(to=S3, tones=("negative",)), Raise(to=S2, tones=("negative",)))
    assert certain(severity=S4, raise_=raises).severity is S2


@pytest.mark.parametrize("to", [S2, S3, S4])
def test_nothing_makes_a_rule_less_urgent_or_says_so(to: Any) -> None:
    found = certain(raise_=(Raise(to=to, tones=("negative",)),))
    assert (found.severity, found.because) == (S2, ())


def test_firings_come_the_most_urgent_first_and_then_by_rule() -> None:
    rules = make_ready(
        [
            a_rule(id="R09", severity=S3),
            a_rule(id="R08", severity=S2),
            a_rule(id="R07", severity=S2, when=when(words=("veto",))),
            a_rule(id="R06", severity=S2),
            a_rule(id="R10", severity=S3, raise_=(Raise(to=S1, tones=("negative",)),)),
        ]
    )
    assert [one.rule_id for one in firings(rules, covered())] == ["R10", "R06", "R08", "R09"]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"severity": S3}, ["R06"]),
        ({"severity": S2}, ["R06"]),
        ({"severity": S4}, ["N01", "R06"]),
        ({"severity": S2, "shadow": True}, ["R06", "N01"]),
        ({"severity": S2, "when": when(words=("veto",))}, ["N01"]),
    ],
)
def test_a_catch_all_fires_where_no_other_rule_is_as_urgent(
    other: dict[str, Any], told: list[str]
) -> None:
    rules = make_ready([a_rule(id="N01", severity=S3, catch_all=True), a_rule(id="R06", **other)])
    assert [one.rule_id for one in firings(rules, covered())] == told
