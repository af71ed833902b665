"""A story, and what the registers have on it → the dossier that people go by."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from monitor.alert.crisis.belonging import enquiries_on, marks_of, outputs_on, redress_on
from monitor.alert.crisis.dossier import Appearance, Deed, Dossier, Said
from monitor.records import Alert, Crisis, Delivery, DeliveryState
from monitor.steps.naming import told_with_of
from monitor.store.alerts import alerts_of_stories
from monitor.store.coverage import Coverage
from monitor.store.crises import acts_of, list_crises
from monitor.store.dossiers import Look, districts_of, look_in_coverage, look_in_lake, said_in
from monitor.store.ledger import Ledger
from monitor.store.outbox import list_deliveries
from monitor.store.registers import entries

_FIELDS = tuple(one.name for one in fields(Appearance))


class Asked(NamedTuple):
    """Whose dossier is wanted: a story that counts, of an office, at a moment."""

    office: str
    story: str
    told_with: Mapping[str, str]  # stories that people had told with another
    now: datetime


def live_dossier(coverage: Coverage, ledger: Ledger, asked: Asked) -> Dossier:
    """What a step of the flow knows at this moment; quotations and districts are left out."""
    return _dossier(look_in_coverage(coverage, asked.now), ledger, asked)


def published_dossier(
    lake: Path, ledger: Ledger, office: str, story: str, now: datetime
) -> Dossier:
    """What any process can know while the daemon works, quotations and districts included."""
    asked = Asked(office, story, told_with_of(ledger), now)
    found = _dossier(look_in_lake(lake, now), ledger, asked)
    said = (Said(**row) for row in said_in(lake, story))
    return replace(
        found, districts=tuple(districts_of(lake, story, office)), said=tuple(dict.fromkeys(said))
    )


def _dossier(look: Look, ledger: Ledger, asked: Asked) -> Dossier:
    of_story = {"story_id": asked.story}
    rows = look("items_of_dossier", of_story | {"office_id": asked.office})
    found = tuple(Appearance(**{name: row[name] for name in _FIELDS}) for row in rows)
    stories = [asked.story, *(one for one, into in asked.told_with.items() if into == asked.story)]
    alerts = [one for one in alerts_of_stories(ledger, stories) if one.office_id == asked.office]
    crises = [one for one in list_crises(ledger) if _is_of(one, asked.office, stories)]
    ids = [*(one.id for one in alerts), *(one.id for one in crises)]
    used = [row["output_id"] for row in look("outputs_of_dossier", of_story)]
    names = [row["surface"] for row in look("names_of_dossier", of_story)]
    marks = marks_of(found, [*stories, *ids], used, names, asked.now)
    enquiries = enquiries_on(marks, _entries(ledger, "enquiries", asked.office))
    return Dossier(
        story_id=asked.story,
        office_id=asked.office,
        title=_title(found, alerts, crises),
        appearances=found,
        alerts=tuple(sorted(alerts, key=lambda one: one.created_at)),
        deliveries=tuple(_messages(ledger, ids)),
        deeds=tuple(Deed(**asdict(one)) for one in acts_of(ledger, ids)),
        outputs=outputs_on(marks, _entries(ledger, "outputs", asked.office), enquiries),
        redress=redress_on(marks, _entries(ledger, "redress", asked.office)),
        enquiries=enquiries,
    )


def _messages(ledger: Ledger, ids: Sequence[str]) -> list[Delivery]:
    """Those of summaries that told of these alerts among them."""
    own = list_deliveries(ledger, ids)
    summaries = {one.receipt for one in own if one.state is DeliveryState.HELD and one.receipt}
    return [*own, *list_deliveries(ledger, sorted(summaries))]


def _is_of(crisis: Crisis, office: str, stories: Sequence[str]) -> bool:
    return crisis.office_id == office and crisis.story_id in stories


def _entries(ledger: Ledger, register: str, office: str) -> list[Any]:
    return [one for one in entries(ledger, register) if one.office_id == office]


def _title(found: Sequence[Appearance], alerts: Sequence[Alert], crises: Sequence[Crisis]) -> str:
    if crises:
        return crises[0].title
    return found[0].title if found else alerts[0].card.headline if alerts else ""
