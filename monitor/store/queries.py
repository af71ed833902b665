"""Named SQL: `-- name: x`, then a sentence, then the statement, in `.sql` files beside this one."""

import re
from functools import cache
from importlib.resources import files

_NAMED = re.compile(r"^-- name: (\w+)\n(.*?)(?=^-- name: |\Z)", re.MULTILINE | re.DOTALL)


@cache
def named(family: str) -> dict[str, str]:
    """Every query of a family ("coverage" or "ledger") by name."""
    queries: dict[str, str] = {}
    folder = files("monitor.store").joinpath("sql", family)
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        for name, sql in _NAMED.findall(file.read_text(encoding="utf-8")):
            if name in queries:
                raise ValueError(f"two queries are named {name}")
            queries[name] = sql.strip().removesuffix(";")
    return queries


@cache
def migrations(family: str) -> tuple[tuple[int, str], ...]:
    """The steps from an empty database to today's schema, in order: number and SQL."""
    folder = files("monitor.store").joinpath("sql", "migrations", family)
    steps = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple((int(step.name[:4]), step.read_text(encoding="utf-8")) for step in steps)
