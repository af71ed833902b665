"""Small rulebooks: a script about how alerts behave must not hang on the wording of the forty."""

from monitor.records import Severity

FROM_TWO_OWNERS = """
[[rules.raise]]
to = "S1"
owners = 2
"""


def rule(name: str, severity: Severity, *words: str, more: str = "") -> str:
    """A rule that fires on any of these words, wherever they stand in an item about the office."""
    listed = ", ".join(f'"{word}"' for word in words)
    when = f"when = [{{ words = [{listed}] }}]\n" if words else ""
    return (
        f'\n[[rules]]\nid = "{name}"\nname = "Rule {name}"\nseverity = "{severity}"\n'
        f'lead = "PCC"\n{when}{more}\n'
    )


RESIGN = rule("R01", Severity.S2, "resign*")
RESIGN_RISING = rule("R01", Severity.S2, "resign*", more=FROM_TWO_OWNERS)
INQUIRY = rule("R02", Severity.S1, "under investigation")
COUNTERS = rule("R08", Severity.S3, "front counter*")
