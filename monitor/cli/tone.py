"""`monitor tone`: how a sentence sounds towards a target, and a person's word on tone."""

import argparse
import json

from monitor.cli import tone_labels
from monitor.cli.command import FINE, TO_FIX, as_json, complain, open_lines, show
from monitor.errors import InputRefused
from monitor.records import Shade, Target
from monitor.settings import tone_of
from monitor.understand.tone.choosing import scorers
from monitor.understand.tone.scorer import Scorer

WANTED = 'an object such as {"sentence": "Helen Marsh spoke.", "from": 0, "to": 11} is wanted'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    what = "the tone of sentences towards the words from `from` to `to`, an object a line"
    score = actions.add_parser("score", help=what, description=what, allow_abbrev=False)
    score.add_argument("file", nargs="?", default="-", metavar="FILE", help="- is standard input")
    score.add_argument("--jsonl", action="store_true", help="an object a line: the only form")
    score.add_argument(
        "--scorer", choices=("model", "vader"), default="model", help="who tells it (model)"
    )
    tone_labels.add_actions(actions)


def run(args: argparse.Namespace) -> int:
    return _score(args) if args.action == "score" else tone_labels.run(args)


def _score(args: argparse.Namespace) -> int:
    """Each line is answered at once; one that cannot be read is told, and the others go on."""
    ready = scorers(tone_of(args.config).words, notice=complain)
    scorer = ready.best if args.scorer == "model" else ready.vader
    worst = FINE
    with open_lines(args.file) as lines:
        for line in lines:
            if line.strip():
                answer = _answer(scorer, line)
                worst = TO_FIX if "error" in answer else worst
                show(as_json(answer, indent=None))
    return worst


def _answer(scorer: Scorer, line: str | bytes) -> dict[str, object]:
    try:
        target = _target(json.loads(line))
    except (ValueError, InputRefused, RecursionError) as error:
        return {"error": str(error)}
    (shade,) = scorer.shades([target])
    label, share = _likeliest(shade)
    return {
        "label": label,
        "score": round(shade.score, 4),
        "confidence": round(share, 4),
        "scorer": scorer.name,
    }


def _target(values: object) -> Target:
    if not isinstance(values, dict):
        raise InputRefused(WANTED)
    sentence, start, end = (values.get(key) for key in ("sentence", "from", "to"))
    if not isinstance(sentence, str):
        raise InputRefused("`sentence` must be text")
    if type(start) is not int or type(end) is not int:  # true is an int to isinstance
        raise InputRefused("`from` and `to` must be whole numbers")
    if not 0 <= start < end <= len(sentence):
        raise InputRefused(
            f"`from` {start} and `to` {end} mark no words in {len(sentence)} characters"
        )
    return Target(sentence=sentence, start=start, end=end)


def _likeliest(shade: Shade) -> tuple[int, float]:
    """The label with the greatest share; neutral where two are as great."""
    shares = {0: shade.neutral, -1: shade.negative, 1: shade.positive}
    return max(shares.items(), key=lambda one: one[1])
