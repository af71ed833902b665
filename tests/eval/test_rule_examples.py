"""The eighty examples of the forty rules, two for each, that developers and CI have at hand.

Half of them are sentences, which are read as an article of Ashvale's press. The others describe a
state of the store: it is put up here, rule by rule, in our own words.
"""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from monitor.cli.rules_cast import ashvale
from monitor.records import (
    ChainState,
    ClashState,
    DistrictState,
    HealthState,
    Origin,
    RateState,
    ReleaseState,
    Rule,
    Severity,
    ShareState,
    StoryState,
    Tier,
)
from monitor.settings import default_context, default_rules
from monitor.settings.examples import Carriers, Example, Placed, SourceState, family
from monitor.steps.explaining import Reader, make_reader
from monitor.steps.staging import USUAL_TIME
from monitor.steps.trying_rules import answers

EXAMPLES = Path(__file__).parents[3] / "shared" / "requirements" / "rules_examples.jsonl"
if not EXAMPLES.exists():
    pytest.skip("the examples of the forty rules are not at hand here", allow_module_level=True)
ROWS: Final = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]

HEADQUARTERS = (
    "Traders attacked Ashvale PCC Helen Marsh over the cost of the office's new headquarters."
)
CALLS = "Readers are angry: Ashvale PCC Helen Marsh has let calls to 101 go unanswered."
# What is put beside, or in place of, a row's sentence.
STAGED: Final[dict[tuple[str, bool], dict[str, Any]]] = {
    ("R10", True): {"tier": Tier.SOCIAL, "spread": Carriers(authors=36, items=36)},
    ("R18", True): {"tier": Tier.SOCIAL, "addressed": True},
    ("R18", False): {"tier": Tier.SOCIAL, "addressed": True},
    ("R19", True): {"tier": Tier.NATIONAL, "outlet": "The Daily Courier"},
    ("R19", False): {"tier": Tier.NATIONAL, "outlet": "The Daily Courier"},
    ("R20", True): {
        "text": HEADQUARTERS,
        "tone": -0.6,
        "spread": Carriers(owners=("Vale Papers", "BBC", "Courier Group"), items=3),
    },
    ("R20", False): {
        "text": HEADQUARTERS,
        "tone": -0.6,
        "spread": Carriers(owners=("Vale Papers",), outlets=tuple("ABCDEF"), items=6),
    },
    ("R21", True): {"state": RateState(stream="news", hours=1, count=9, usual=0.8, unusual=True)},
    ("R21", False): {
        "state": RateState(
            stream="news", hours=1, count=12, usual=0.8, unusual=True, expected="Precept day"
        )
    },
    ("R22", True): {"state": ShareState(items=9, negative=7, usual_items=250, usual_negative=50)},
    ("R22", False): {"state": ShareState(items=2, negative=2, usual_items=250, usual_negative=50)},
    ("R23", True): {"state": StoryState(negative_days=6)},
    ("R23", False): {"state": StoryState(negative_days=0, rested_hours=24 * 200, new_items=1)},
    ("R24", True): {
        "state": RateState(
            stream="social",
            hours=0.5,
            count=26,
            usual=2,
            unusual=True,
            before=13,
            authors=21,
            office_hours=False,
        )
    },
    ("R24", False): {
        "state": RateState(
            stream="social",
            hours=0.5,
            count=26,
            usual=2,
            unusual=True,
            before=13,
            authors=1,
            office_hours=False,
        )
    },
    ("R28", True): {
        "text": "The precept that Ashvale PCC Helen Marsh has set will rise by 51 pounds a year.",
        "release": ("differs",),
    },
    ("R28", False): {
        "text": "The precept that Ashvale PCC Helen Marsh has set rises by about 15 pounds a year.",
        "release": ("picked up",),
    },
    ("R30", True): {"tier": Tier.SOCIAL},
    ("R30", False): {"tier": Tier.SOCIAL},
    ("R31", True): {"origin": Origin.UNLOGGED},
    ("R31", False): {"origin": Origin.PROACTIVE},
    ("R32", True): {"state": ReleaseState(hours=48, pickups=0)},
    ("R32", False): {
        "state": ReleaseState(hours=48, pickups=0, silent=("Ashvale Gazette", "BBC Ashvale"))
    },
    ("R33", True): {"tone": -0.6, "release": ("picked up", "turned")},
    ("R33", False): {"tone": 0.1, "release": ("picked up",)},
    ("R34", True): {
        "text": "The Ashvale PCC is to name Ann Oduya as preferred candidate to lead the force.",
        "release": ("picked up", "early"),
    },
    ("R34", False): {
        "text": "Last year the Ashvale PCC had three candidates to lead the force on a shortlist.",
        "release": ("picked up",),
    },
    ("R35", True): {
        "state": ClashState(
            title="Burglary figures",
            hours=1,
            other="Burglary team to close",
            kind="news",
            shared="burglary",
        )
    },
    ("R35", False): {
        "state": ClashState(title="Rural crime event", hours=168, other="Road safety", kind="news")
    },
    ("R36", True): {"state": DistrictState(district="Mere Coast", days=28, elsewhere=19)},
    ("R36", False): {"state": DistrictState(district="Mere Coast", days=14, elsewhere=3)},
    ("R37", False): {"tier": Tier.OWN},
    ("R39", True): {
        "state": SourceState(
            source="BBC Ashvale",
            tier=Tier.REGIONAL,
            health=HealthState.QUIET,
            reason="nothing new for nine hours",
        )
    },
    ("R39", False): {
        "state": SourceState(
            source="Harrow Mere parish", tier=Tier.HYPERLOCAL, health=HealthState.WELL
        )
    },
    ("R40", True): {
        "state": ChainState(
            trouble="undelivered", severity=Severity.S1, minutes=10, what="Slack", id="x"
        )
    },
    ("R40", False): {
        "state": ChainState(
            trouble="rate limited", severity=Severity.S3, minutes=0.5, what="Slack", id="x"
        )
    },
}
# The describer's words for what stands there: a post names its office by handle or in full.
AS_IT_STANDS: Final = {
    ("R18", True): ("Someone replies to the office's post:", "@AshvalePCC"),
    ("R29", True): (", who left office in 2021,", ""),
    ("R30", True): ("Helen Marsh", "Ashvale commissioner Helen Marsh"),
}


@cache
def rules() -> tuple[Rule, ...]:
    return default_rules()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['rule']}-{row['fires']}")
def test_an_example_does_what_its_rule_promises(row: dict[str, Any]) -> None:
    rule_id, wanted = row["rule"], row["fires"]
    text = row["text"].replace(*AS_IT_STANDS.get((rule_id, wanted), ("", "")))
    example = Example(fires=wanted, text=text, outlet="Ashvale Gazette")
    example = replace(example, **STAGED.get((rule_id, wanted), {}))
    placed = Placed(rule_id=rule_id, file="", line=0, example=example)
    (answer,) = answers(family(rule_id, rules()), [placed], reader_of)
    assert (answer.firing is not None) is wanted, [one.failed for one in answer.tries]


@cache
def reader_of(_office: str) -> Reader:
    return make_reader(ashvale(), rules(), USUAL_TIME, (), default_context())
