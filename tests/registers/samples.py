"""Entries of an invented press office, as its registers hold them."""

from datetime import UTC, datetime, timedelta

from monitor.records import DiaryEntry, Enquiry, HandEntry, Output, Redress, Tier
from monitor.registers.table import REGISTERS, Entry

NOW = datetime(2026, 10, 20, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

RELEASE = Output(
    id="aa01",
    office_id="northmoor",
    number="PR-844",
    title="Safer streets for Northmoor",
    entered_by="Ruth Amory",
    entered_at=NOW - DAY,
)
ENQUIRY = Enquiry(
    id="bb01",
    office_id="northmoor",
    received_at=NOW - 3 * HOUR,
    outlet="Radio Northmoor",
    subject="The custody hub",
    entered_by="Ruth Amory",
    entered_at=NOW - 3 * HOUR,
)
REDRESS = Redress(
    id="cc01",
    office_id="northmoor",
    outlet="Hallby Echo",
    wrong="The commissioner closed the station.",
    needed_at=NOW - 5 * HOUR,
    entered_by="Ruth Amory",
    entered_at=NOW - 5 * HOUR,
)
LETTER = DiaryEntry(
    id="dd01",
    office_id="northmoor",
    kind="sensitive release",
    whose="force",
    title="Inspection of custody",
    starts_at=NOW,
    words=("custody", "inspect*"),
    themes=("justice",),
    entered_by="Ruth Amory",
    entered_at=NOW - DAY,
)
RADIO = HandEntry(
    id="ee01",
    outlet="Radio Northmoor",
    tier=Tier.REGIONAL,
    owner="Moor Radio",
    title="A caller on policing",
    published_at=NOW - HOUR,
    entered_by="Ruth Amory",
    entered_at=NOW,
)
SAMPLES: dict[str, Entry] = {
    "release": RELEASE,
    "statement": Output(
        id="aa02",
        office_id="northmoor",
        kind="statement",
        title="On the custody hub",
        outlet="Radio Northmoor",
        entered_by="Ruth Amory",
        entered_at=NOW,
    ),
    "enquiry": ENQUIRY,
    "correction": REDRESS,
    "diary": LETTER,
    "coverage": RADIO,
}
assert SAMPLES.keys() == REGISTERS.keys()
