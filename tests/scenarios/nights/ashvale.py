"""The desk that the scripts are played on: the invented area of the demo, with three people."""

import tempfile
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from monitor.demo.script import FOLDER
from monitor.records import Settings, Slack
from monitor.settings import default_context, load_settings
from monitor.settings.load import load_rulebook

SHIPPED = files("monitor.areas").joinpath("alerts.toml").read_text(encoding="utf-8")
CHANNEL = "C0ALERTS"
SAM, RUTH, GWEN = "Sam Okafor", "Ruth Adeyemi", "Gwen Pryce"
ANY = '[[rules]]\nid = "N00"\nname = "None"\nseverity = "S4"\nlead = "PCC"\ntones = ["negative"]\n'

ONCALL = """
[oncall]
quiet_from = "20:00"
quiet_until = "07:30"
[[oncall.people]]
id = "sam"
name = "Sam Okafor"
[[oncall.people]]
id = "ruth"
name = "Ruth Adeyemi"
[[oncall.people]]
id = "gwen"
name = "Gwen Pryce"
[oncall.roles]
on-call = "sam"
backup = "ruth"
head = "ruth"
chief-executive = "gwen"
[oncall.chains]
S1 = [
    { role = "on-call", after_minutes = 0 },
    { role = "backup", after_minutes = 10 },
    { role = "chief-executive", after_minutes = 30 },
]
S2 = [{ role = "on-call", after_minutes = 0 }, { role = "backup", after_minutes = 30 }]
S3 = [{ role = "on-call", after_minutes = 0 }]
S4 = [{ role = "on-call", after_minutes = 0 }]
"""


def write_desk(folder: Path, rules: str) -> Path:
    """A whole configuration with this rulebook."""
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    sources = FOLDER.joinpath("sources.toml").read_text(encoding="utf-8")
    watchlist = FOLDER.joinpath("watchlist.toml").read_text(encoding="utf-8")
    written = {
        "sources.toml": sources.replace("{newsroom}", "http://127.0.0.1:1"),
        "rules/watchlist.toml": watchlist,
        "rules/oncall.toml": ONCALL,
        "rules/alerts.toml": rules,
    }
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@cache
def settings_with(rules: str) -> Settings:
    """The desk with this rulebook."""
    if rules == ANY:
        with tempfile.TemporaryDirectory() as folder:
            whole = load_settings(write_desk(Path(folder), rules))
            return replace(whole, context=default_context())  # the rows of who answers for what
    settings = settings_with(ANY)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "alerts.toml"
        book.write_text(rules, encoding="utf-8")
        found, manners = load_rulebook(book, settings)
    return replace(settings, rules=found, manners=manners)


def telling(settings: Settings, slack: str) -> Settings:
    """The same, whose alerts go to the Slack at this address."""
    told = replace(settings.oncall, slack=Slack(channel=CHANNEL, api_url=slack))
    return replace(settings, oncall=told)
