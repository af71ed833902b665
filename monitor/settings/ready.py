"""The areas that come ready made, as records and as a configuration to begin with."""

from monitor.errors import InputRefused
from monitor.records import Office, Rule
from monitor.settings.load import (
    ALERTS,
    AREAS,
    ONCALL,
    RELEASES,
    SOURCES,
    TONE,
    WATCHLIST,
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
    return {
        name: "\n".join(_text(part.format(stem)) for part in parts) for name, parts in PARTS.items()
    }


def read_profile(area: str) -> tuple[Office, ...]:
    """The offices of a ready-made area; InputRefused names those that there are."""
    path = AREAS / f"{_known(area, ready_areas())}.toml"
    offices: tuple[Office, ...] = read_tables(path, WATCHLIST)["offices"]
    return offices


def default_rules() -> tuple[Rule, ...]:
    """The rules that every area starts with."""
    rules: tuple[Rule, ...] = read_tables(AREAS / "alerts.toml", ALERTS)["rules"]
    return rules


def _known(area: str, areas: list[str]) -> str:
    if area not in areas:
        raise InputRefused(f"there is no ready-made area {area!r}; there are {', '.join(areas)}")
    return area


def _text(part: str) -> str:
    return (AREAS / f"{part}.toml").read_text(encoding="utf-8")
