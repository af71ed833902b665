"""Agreement with people, on tables so small that a person can count them."""

import pytest

from monitor.understand.agreement import Judged, agreement, by_scorer, weighted_kappa


def judged(said: str, found: str, scorer: str = "vader-2") -> Judged:
    return Judged(said=said, found=found, score=0.0, confidence=0.5, scorer=scorer)


PEOPLE = [
    judged("negative", "negative"),
    judged("negative", "neutral"),
    judged("neutral", "neutral"),
    judged("positive", "negative"),
]


def test_taking_praise_for_blame_costs_twice_as_much_as_taking_it_for_neither() -> None:
    # Said: 2 negative, 1 neutral, 1 positive; found: 2, 2, 0. By chance (2·2·½ + 1·2·½ + 1·2 +
    # 1·2·½) / 16 = 6/16 stand apart; observed (½ + 1) / 4 = 6/16: no better than chance.
    assert agreement(PEOPLE)["weighted_kappa"] == 0.0
    milder = [*PEOPLE[:3], judged("positive", "neutral")]
    # Found: 1, 3, 0. By chance (2·3·½ + 1·1·½ + 1·1 + 1·3·½) / 16 = 6/16; observed 4/16.
    assert agreement(milder)["weighted_kappa"] == 0.3333


def test_what_is_no_rank_counts_for_agreement_and_not_for_kappa() -> None:
    told = agreement(
        [
            *PEOPLE,
            judged("mixed", "mixed"),
            judged("negative", "unsure"),
            judged("mixed", "neutral"),
        ]
    )
    assert (told["n"], told["agreement"]) == (7, 0.4286)  # 3 of 7
    assert (told["kappa_n"], told["weighted_kappa"]) == (4, 0.0)
    assert told["confusion"] == {
        "mixed": {"mixed": 1, "neutral": 1},
        "negative": {"negative": 1, "neutral": 1, "unsure": 1},
        "neutral": {"neutral": 1},
        "positive": {"negative": 1},
    }


@pytest.mark.parametrize(
    ("confusion", "kappa"),
    [
        ({}, None),
        ({("neutral", "neutral"): 9}, None),  # nobody could disagree
        ({("negative", "negative"): 3, ("positive", "positive"): 5}, 1.0),
        ({("negative", "positive"): 4, ("positive", "negative"): 4}, -1.0),
    ],
)
def test_kappa_at_its_ends(confusion: dict[tuple[str, str], int], kappa: float | None) -> None:
    assert weighted_kappa(confusion) == kappa


def test_scorers_are_never_mixed() -> None:
    told = by_scorer([judged("neutral", "neutral", "model-1"), judged("neutral", "positive")])
    assert {name: one["agreement"] for name, one in told.items()} == {"model-1": 1, "vader-2": 0}


def test_without_a_label_there_is_no_figure() -> None:
    told = agreement([])
    assert (told["n"], told["agreement"], told["weighted_kappa"]) == (0, None, None)
