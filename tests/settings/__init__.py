"""A configuration without mistakes, for tests that then make some."""

from collections.abc import Mapping
from pathlib import Path

SOURCES = """\
# What is polled.
[polling]
contact = "mailto:press@ashvale.example"
deadline_seconds = 30

[[sources]]
id = "gazette"
name = "Ashvale Gazette"
kind = "feed"
url = "https://gazette.example/feed"
tier = "local"
group = "Mereside Media"
poll_minutes = 15

[[sources]]
id = "ashvale-pcc"
name = "Ashvale PCC news"
kind = "feed"
url = "https://ashvale-pcc.example/feed"
tier = "own"
group = "OPCC"
office = "ashvale"

[[sources]]
id = "courier"
name = "The Daily Courier"
kind = "feed"
url = "https://courier.example/feed"
tier = "national"
group = "Courier Group"
enabled = false
"""

WATCHLIST = """\
[[offices]]
id = "ashvale"
name = "Ashvale"
title = "Police and Crime Commissioner for Ashvale"
names = [
    "Ashvale PCC",
    "Police and Crime Commissioner for Ashvale",
]

[[offices.holders]]
id = "marsh"
name = "Helen Marsh"
role = "pcc"
from = 2021-05-13
also = ["PCC Marsh"]

[[offices.holders]]
id = "lyle"
name = "Peter Lyle"
role = "pcc"
from = 2012-11-22
to = 2021-05-12
"""

ALERTS = """\
[[rules]]
id = "R01"
name = "Call for the commissioner to go"
severity = "S2"
lead = "PCC"
[[rules.when]]
words = ["resign*"]
[[rules.raise]]
to = "S1"
owners = 2
tiers = ["national"]

[[rules]]
id = "N01"
name = "A note"
severity = "S4"
lead = "PCC"
item_words = ["timetable"]
"""

ONCALL = """\
[oncall]
quiet_from = "20:00"
quiet_until = "07:30"

[[oncall.people]]
id = "sam"
name = "Sam Okafor"

[[oncall.people]]
id = "ruth"
name = "Ruth Adeyemi"

[oncall.roles]
on-call = "sam"
backup = "ruth"

[oncall.chains]
S1 = [
    { role = "on-call", after_minutes = 0 },
    { role = "backup", after_minutes = 10 },
]
S2 = [{ role = "on-call", after_minutes = 0 }]

[oncall.slack]
channel = "C0123456789"
"""

GOOD = {
    "sources.toml": SOURCES,
    "rules/watchlist.toml": WATCHLIST,
    "rules/alerts.toml": ALERTS,
    "rules/oncall.toml": ONCALL,
}


def write(folder: Path, files: Mapping[str, str | bytes] = GOOD) -> Path:
    """Writes these files and gives their folder back."""
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder
