"""The areas that come ready made, as records and as a configuration to begin with."""

from pathlib import Path

from monitor.errors import InputRefused
from monitor.records import Office, Rule
from monitor.settings.examples import EXAMPLES
from monitor.settings.load import (
    ALERTS,
    AREAS,
    ONCALL,
    RELEASES,
    SOURCES,
    TONE,
    WATCHLIST,
    read_rules,
    read_tables,
)

NEW = "new"  # an area that is not ready made
TEMPLATE = "template"
SHARED = {
    "alerts",
    "oncall",
    "releases",
    "shared",
    "tone",
    TEMPLATE,
}  # files there that are not an area

# What each file of a configuration is put together from; {} is the area.
PARTS = {
    SOURCES: ("sources/head", "sources/{}", "sources/shared"),
    WATCHLIST: ("{}", "shared"),
    ALERTS: ("alerts",),
    ONCALL: ("oncall",),
    TONE: ("tone",),
    RELEASES: ("releases",),
}


def ready_areas() -> list[str]:
    """The names of the ready-made areas."""
    return sorted(file.stem for file in AREAS.glob("*.toml") if file.stem not in SHARED)


def configuration_of(area: str) -> dict[str, str]:
    """The text of each file of a configuration for this area, or for a new one."""
    stem = TEMPLATE if area == NEW else _known(area, [*ready_areas(), NEW])
    files = {
        name: "\n".join(_text(part.format(stem)) for part in parts) for name, parts in PARTS.items()
    }
    return files | {f"{EXAMPLES}/{one.name}": _text(f"examples/{one.stem}") for one in _examples()}


def _examples() -> list[Path]:
    """What shows of each rule when it fires and when not: the same in every area."""
    return sorted((AREAS / "examples").glob("*.toml"))


def read_profile(area: str) -> tuple[Office, ...]:
    """The offices of a ready-made area; InputRefused names those that there are."""
    path = AREAS / f"{_known(area, ready_areas())}.toml"
    offices: tuple[Office, ...] = read_tables(path, WATCHLIST)["offices"]
    return offices


def default_rules() -> tuple[Rule, ...]:
    """The rules that every area starts with."""
    rules: tuple[Rule, ...] = read_rules(AREAS / "alerts.toml")["rules"]
    return rules


def _known(area: str, areas: list[str]) -> str:
    if area not in areas:
        raise InputRefused(f"there is no ready-made area {area!r}; there are {', '.join(areas)}")
    return area


def _text(part: str) -> str:
    return (AREAS / f"{part}.toml").read_text(encoding="utf-8")
