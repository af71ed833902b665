"""Each third-party library is imported in one room, and every named query works and is used."""

import ast
import re
import sqlite3
from pathlib import Path

import duckdb
import pytest

from monitor.store.coverage import open_coverage
from monitor.store.ledger import open_ledger
from monitor.store.queries import named

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "monitor"
ROOMS = {
    "apprise": {"network"},
    "apscheduler": {"daemon.py"},
    "docx": {"collect"},
    "duckdb": {"store"},
    "feedparser": {"collect"},
    "holidays": {"hours.py"},
    "httpcore2": {"network"},
    "httpx2": {"network"},
    "icalendar": {"alert"},
    "notifications_python_client": {"network"},
    "numpy": {"understand"},
    "onnxruntime": {"understand"},
    "protego": {"collect"},
    "pydantic": {"settings"},
    "pydantic_core": {"settings"},
    "re2": {"understand", "wordlists.py"},
    "pypdf": {"collect"},
    "recurring_ical_events": {"alert"},
    "requests": {"network"},
    "rich": {"cli"},
    "selectolax": {"collect"},
    "slack_sdk": {"network"},
    "spacy": {"understand"},
    "sqlite3": {"store"},
    "tokenizers": {"understand"},
    "trafilatura": {"collect"},
    "vaderSentiment": {"understand"},
}


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("library", ROOMS)
def test_a_library_stays_in_its_room(library: str) -> None:
    homes = {
        path.relative_to(SOURCE).parts[0]
        for path in SOURCE.rglob("*.py")
        if library in _imports(path)
    }
    assert homes == ROOMS[library]


def test_every_dependency_has_a_room() -> None:
    known = ROOMS.keys() | {"monitor"}
    standard = __import__("sys").stdlib_module_names
    used = set().union(*(_imports(path) for path in SOURCE.rglob("*.py")))
    assert used - standard - known == set()


def test_only_the_clock_module_reads_the_clock() -> None:
    readers = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"\.now\(|utcnow|time\.time\(", path.read_text(encoding="utf-8"))
    ]
    assert readers == ["clock.py"]


def test_no_sql_is_written_outside_the_store() -> None:
    writers = [
        path.relative_to(SOURCE).as_posix()
        for path in sorted(SOURCE.rglob("*.py"))
        if path.parent.name != "store"
        and re.search(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b [a-z*(]", path.read_text())
    ]
    # These two show people a question to try.
    assert writers == ["cli/demo.py", "cli/query.py"]


@pytest.mark.parametrize("name", named("coverage"))
def test_every_coverage_query_plans_against_the_migrated_schema(name: str, tmp_path: Path) -> None:
    db = open_coverage(tmp_path / "coverage.duckdb")
    db.execute(f"PREPARE planned AS {named('coverage')[name]}")
    db.close()


@pytest.mark.parametrize("name", named("ledger"))
def test_every_ledger_query_plans_against_the_migrated_schema(name: str, tmp_path: Path) -> None:
    db = open_ledger(tmp_path / "ledger.sqlite")
    sql = named("ledger")[name]
    db.execute(f"EXPLAIN {sql}", dict.fromkeys(re.findall(r":(\w+)", sql)))
    db.close()


@pytest.mark.parametrize("family", ["coverage", "ledger", "lake"])
def test_every_named_query_is_used_and_has_its_sentence(family: str) -> None:
    code = "\n".join(path.read_text() for path in (SOURCE / "store").glob("*.py"))
    for name, sql in named(family).items():
        assert re.match(r"-- [A-Z].*[.?]\n|-- [A-Z]", sql), f"{name} has no sentence"
        of_a_table = re.match(r"(?:lake|add|forget)_(\w+)", name)  # asked for each of several
        used = f'"{name}"' in code or (of_a_table and f'"{of_a_table[1]}"' in code)
        assert used, f"nobody asks {name}"


def test_a_query_against_a_wrong_schema_would_be_noticed(tmp_path: Path) -> None:
    with open_coverage(tmp_path / "c.duckdb") as coverage, pytest.raises(duckdb.Error):
        coverage.execute("PREPARE planned AS SELECT nothing FROM items")
    ledger = open_ledger(tmp_path / "l.sqlite")
    with pytest.raises(sqlite3.Error):
        ledger.execute("EXPLAIN SELECT nothing FROM alerts")
    ledger.close()
