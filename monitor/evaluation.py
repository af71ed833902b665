"""How well the system reads coverage that a person has labelled."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from monitor.steps.explaining import Explanation, Reader, explain, item_from, output_from
from monitor.steps.outputs import Archive, Beside, besides_of
from monitor.understand.pickup.index import index_outputs
from monitor.understand.pickup.records import Days

LABELS = ("negative", "neutral", "positive")
ALERTED = {"S1", "S2", "S3"}
PUSHED = {"S1", "S2"}
DEGREES = {"verbatim", "edited", "quote-only", "mention"}
# What somebody who tells three degrees apart calls ours.
COARSE = {
    "verbatim": "verbatim",
    "edited": "partial",
    "quote-only": "partial",
    "mention": "mention-only",
    "none": "none",
}
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document as the system reads it, beside what a person says of it."""

    kind: str
    label: Mapping[str, Any]
    read: Explanation

    @property
    def offices(self) -> set[str]:
        return {mention.office_id for mention in self.read.understanding.mentions}


@dataclass(frozen=True, slots=True)
class Pair:
    """A release and an article: how a person says it was used, how we say so, and the passages."""

    release_id: str
    article_id: str
    wanted: str
    found: str
    beside: Beside | None


def evaluate(
    reader: Reader, docs: Rows, labels: Rows, pairs: Sequence[Pair] = ()
) -> dict[str, Any]:
    """Every figure of `monitor evaluate`; documents without a label are left out."""
    by_id = {label["id"]: label for label in labels}
    read = [
        Labelled(doc.get("kind", ""), by_id[doc["id"]], _read(reader, doc))
        for doc in docs
        if doc["id"] in by_id
    ]
    return {
        "mentions": _mentions(read),
        "tone": _tone([one for one in read if one.kind == "news"]),
        "origin": _origin(read),
        "severity": _severity(read),
        "pickup": _pickup(pairs) if pairs else None,
    }


def _read(reader: Reader, doc: Mapping[str, Any]) -> Explanation:
    known = ("id", "url", "outlet", "title", "text")
    item = item_from(reader, {key: doc.get(key) for key in known})
    return explain(reader, item, doc.get("area") or "")


def _mentions(read: Iterable[Labelled]) -> dict[str, Any]:
    hits: Counter[tuple[str, str]] = Counter()
    for one in read:
        wanted = set(map(str, one.label["mentions"]))
        for office in one.offices | wanted:
            kind = "right" if office in one.offices & wanted else "extra"
            hits[office, kind if office in one.offices else "missed"] += 1
    offices = sorted({office for office, _ in hits})
    total = Counter(
        {kind: sum(hits[o, kind] for o in offices) for kind in ("right", "extra", "missed")}
    )
    return _scores(total) | {
        "per_office": {
            office: _scores(Counter({kind: hits[office, kind] for kind in total}))
            for office in offices
        }
    }


def _scores(counts: Mapping[str, int]) -> dict[str, Any]:
    right, extra, missed = (counts.get(kind, 0) for kind in ("right", "extra", "missed"))
    return {
        "precision": _share(right, right + extra),
        "recall": _share(right, right + missed),
        "f1": _share(2 * right, 2 * right + extra + missed),
    }


def _tone(news: Iterable[Labelled]) -> dict[str, Any]:
    """An item that the system finds no office in, or is unsure of, counts as wrong."""
    confusion: Counter[tuple[str, str]] = Counter()
    claims: list[tuple[float, bool]] = []
    for one in news:
        if (wanted := one.label.get("tone_toward_pcc")) in LABELS:
            found = one.read.tone.label if one.read.tone else "none"
            confusion[wanted, found] += 1
            if one.read.tone and found != "unsure":
                claims.append((one.read.tone.confidence, found == wanted))
    n, right = confusion.total(), sum(confusion[label, label] for label in LABELS)
    f1 = [_f1(confusion, label) for label in LABELS]
    negatives = sum(count for (wanted, _), count in confusion.items() if wanted == "negative")
    return {
        "n": n,
        "accuracy": _share(right, n),
        "macro_f1": round(sum(f1) / len(f1), 4) if n else None,
        "negative_recall": _share(confusion["negative", "negative"], negatives),
        "calibration_error": _calibration_error(claims),
        "confusion": {
            wanted: {found: count for (w, found), count in sorted(confusion.items()) if w == wanted}
            for wanted in LABELS
        },
    }


def _calibration_error(claims: list[tuple[float, bool]]) -> float | None:
    """How far confidence is from the share that is right, in ten steps of confidence."""
    steps: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in claims:
        steps.setdefault(min(9, int(confidence * 10)), []).append((confidence, right))
    gaps = (abs(sum(confidence - right for confidence, right in step)) for step in steps.values())
    return round(sum(gaps) / len(claims), 4) if claims else None


def _f1(confusion: Mapping[tuple[str, str], int], label: str) -> float:
    wanted = sum(count for (one, _), count in confusion.items() if one == label)
    found = sum(count for (_, one), count in confusion.items() if one == label)
    right = confusion.get((label, label), 0)
    return 2 * right / (wanted + found) if wanted + found else 0.0


def _origin(read: Iterable[Labelled]) -> dict[str, Any]:
    """Whether the office began it; an item that the system finds no office in counts as wrong."""
    confusion: Counter[tuple[str, bool, str]] = Counter(
        (one.kind, one.label["proactive"], _origin_of(one))
        for one in read
        if one.label.get("proactive") is not None
    )
    kinds = sorted({kind for kind, _, _ in confusion})
    return _begun(confusion) | {
        "per_kind": {
            kind: _begun(Counter({key: n for key, n in confusion.items() if key[0] == kind}))
            for kind in kinds
        }
    }


def _origin_of(one: Labelled) -> str:
    facts = [fact for fact in one.read.understanding.facts if fact.office_id in one.offices]
    return facts[0].origin.value if facts else "none"


def _begun(confusion: Counter[tuple[str, bool, str]]) -> dict[str, Any]:
    """`balanced_accuracy` is the mean of what is found of either answer."""
    sides = {wanted: Counter[str]() for wanted in (True, False)}
    for (_, wanted, found), count in confusion.items():
        sides[wanted][found] += count
    ours, others = sides[True]["proactive"], sides[False]
    elsewhere = others.total() - others["proactive"] - others["none"]
    recalls = (_share(ours, sides[True].total()), _share(elsewhere, others.total()))
    known = [recall for recall in recalls if recall is not None]
    return {
        "n": confusion.total(),
        "accuracy": _share(ours + elsewhere, confusion.total()),
        "balanced_accuracy": round(sum(known) / 2, 4) if len(known) == 2 else None,
        "confusion": {
            "proactive" if wanted else "not proactive": dict(sorted(found.items()))
            for wanted, found in sides.items()
        },
    }


def _severity(read: Iterable[Labelled]) -> dict[str, Any]:
    found = Counter(
        (str(one.label.get("severity")), level)
        for one in read
        for level in ("all", *_levels(one.read.severity))
    )
    urgent = ("issue", "crisis")
    return {
        "issue_or_crisis_recall": _share(
            sum(found[label, "alerted"] for label in urgent),
            sum(found[label, "all"] for label in urgent),
        ),
        "none_push_rate": _share(found["none", "pushed"], found["none", "all"]),
    }


def _levels(severity: str) -> list[str]:
    return ["alerted"] * (severity in ALERTED) + ["pushed"] * (severity in PUSHED)


def compare_pickups(docs: Rows, pickups: Rows) -> list[Pair]:
    """Each labelled pair of a release and an article, as the system sees it."""
    by_id = {doc["id"]: doc for doc in docs}
    releases = [
        by_id[one] for one in sorted({pair["release_id"] for pair in pickups} & by_id.keys())
    ]
    outputs = [
        output_from({key: doc.get(key) for key in ("id", "title", "text")}) for doc in releases
    ]
    days = {doc["id"]: on for doc in releases if (on := _days_of(doc))}
    index = index_outputs(outputs, days)
    archive = Archive(index, {one.id: one for one in outputs})
    return [_pair(archive, by_id.get(pair["article_id"], {}), pair) for pair in pickups]


def _pair(archive: Archive, article: Mapping[str, Any], pair: Mapping[str, Any]) -> Pair:
    found = besides_of(
        archive, article.get("title") or "", article.get("text", ""), _days_of(article)
    )
    beside = next((one for one in found if one.output.id == pair["release_id"]), None)
    wanted = pair["degree"]
    told = beside.pickup.degree or "none" if beside else "none"
    return Pair(
        release_id=pair["release_id"],
        article_id=pair["article_id"],
        wanted=wanted,
        found=told if wanted in DEGREES else COARSE[told],
        beside=beside,
    )


def _pickup(pairs: Sequence[Pair]) -> dict[str, Any]:
    counts = Counter(kind for pair in pairs for kind in _compared(pair.found, pair.wanted))
    return _scores(counts) | {"degree_accuracy": _share(counts["degree"], counts["reused"])}


def _compared(found: str, wanted: str) -> Iterable[str]:
    if wanted != "none":
        yield "reused"
        yield "right" if found != "none" else "missed"
        if found == wanted:
            yield "degree"
    elif found != "none":
        yield "extra"


def _days_of(doc: Mapping[str, Any]) -> Days | None:
    """When a document came out: on a day, in a month or in a year, as far as anybody knows."""
    known = str(doc.get("date") or doc.get("date_inferred") or doc.get("published") or "")[:10]
    try:
        first = date.fromisoformat(f"{known}-01-01"[:10])
    except ValueError:
        return None
    months = {4: 12, 7: 1}.get(len(known), 0)
    return Days(first, _months_later(first, months) - timedelta(days=1) if months else first)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
