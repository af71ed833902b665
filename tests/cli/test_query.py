"""`monitor query`: one question to the lake, which is only read."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Monitor

REFUSED = "one SELECT at a time; the lake is only read\n"
ROW = "[/b] Row, “no” :fire: in council"
TITLES = "SELECT title, tier FROM items ORDER BY title DESC"


def fingerprint(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_answer_is_a_table(monitor: Monitor, published: Path) -> None:
    ended = monitor("--data", published, "query", TITLES)
    assert (ended.code, ended.told) == (0, "")
    header, *rows = [
        [cell.strip() for cell in line.strip("│┃").replace("┃", "│").split("│")]
        for line in ended.out.splitlines()
        if line[0] in "│┃"
    ]
    assert header == ["title", "tier"]
    assert rows == [[ROW, "local"], ["Helen Marsh opens a custody hub", "local"]]


def test_a_table_takes_titles_and_columns_as_they_stand(monitor: Monitor, published: Path) -> None:
    sql = "SELECT ':fire: [red]a[/] [/b]' AS \"[bold]:fire:\", NULL AS n"
    out = monitor("--data", published, "query", sql).out
    assert ":fire: [red]a[/] [/b]" in out
    assert "[bold]:fire:" in out
    assert "None" not in out


def test_a_table_cuts_nothing_off(monitor: Monitor, published: Path) -> None:
    sql = "SELECT string_agg(i, '/' ORDER BY i) AS url FROM range(1000, 1100) t(i)"
    out = monitor("--data", published, "query", sql).out
    lines = [line.strip("│ ") for line in out.splitlines() if line.startswith("│")]
    assert "".join(lines) == "/".join(map(str, range(1000, 1100)))


def test_an_answer_as_csv_is_read_back_whole(monitor: Monitor, published: Path) -> None:
    ended = monitor("--data", published, "query", TITLES, "--csv")
    assert (ended.code, ended.told) == (0, "")
    assert list(csv.reader(io.StringIO(ended.out))) == [
        ["title", "tier"],
        [ROW, "local"],
        ["Helen Marsh opens a custody hub", "local"],
    ]


def test_an_answer_as_json_is_a_list_of_objects(monitor: Monitor, published: Path) -> None:
    sql = """SELECT title, first_seen_at, published_at::DATE AS day, is_coverage, NULL AS nothing,
             1.50::DECIMAL(4,2) AS price, 'nan'::DOUBLE AS nan, [1, 2] AS list, {'a': 1} AS struct
             FROM items WHERE title LIKE 'Helen%'"""
    ended = monitor("--data", published, "query", sql, "--json")
    assert (ended.code, ended.told) == (0, "")
    assert json.loads(ended.out, parse_constant=pytest.fail) == [
        {
            "title": "Helen Marsh opens a custody hub",
            "first_seen_at": "2026-10-20T21:40:00.000000Z",
            "day": "2026-10-20",
            "is_coverage": True,
            "nothing": None,
            "price": "1.50",
            "nan": None,
            "list": [1, 2],
            "struct": {"a": 1},
        }
    ]


def test_times_are_told_as_london_reads_them(monitor: Monitor, published: Path) -> None:
    sql = "SELECT first_seen_at FROM items LIMIT 1"
    out = monitor("--data", published, "query", sql, "--csv").out
    assert out.splitlines() == ["first_seen_at", "2026-10-20 22:40:00+01:00"]


def test_no_rows_are_an_answer_too(monitor: Monitor, published: Path) -> None:
    sql = "SELECT title FROM items WHERE false"
    assert monitor("--data", published, "query", sql, "--json").out == "[]\n"
    assert monitor("--data", published, "query", sql, "--csv").out == "title\r\n"
    assert "title" in monitor("--data", published, "query", sql).out


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) AS n FROM items;",
        "FROM items SELECT count(*) AS n",
        "-- how many?\nWITH a AS (SELECT * FROM items) SELECT count(*) AS n FROM a",
        "SELECT count(*) AS n FROM (SHOW TABLES) WHERE name IN ('items', 'alerts')",
        "VALUES (2) ORDER BY 1",
    ],
)
def test_what_only_asks_is_answered(monitor: Monitor, published: Path, sql: str) -> None:
    ended = monitor("--data", published, "query", sql, "--csv")
    assert (ended.code, ended.out.splitlines()[1]) == (0, "2")


@pytest.mark.parametrize(
    "sql",
    [
        "DROP VIEW items",
        "INSERT INTO items VALUES (1)",
        "UPDATE items SET title = ''",
        "DELETE FROM items",
        "CREATE TABLE x (i INTEGER)",
        "CREATE TEMP TABLE x AS SELECT 1",
        "COPY (SELECT 1) TO '{data}/out.csv'",
        "COPY (SELECT 1) TO '{data}/analyst/items/2026-10.parquet' (FORMAT parquet)",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{data}/analyst/x.parquet' (FORMAT parquet)",
        "EXPLAIN ANALYZE DELETE FROM items",
        "ATTACH '{data}/x.duckdb'",
        "EXPORT DATABASE '{data}/out'",
        "SET enable_external_access = true",
        "PRAGMA database_list",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CHECKPOINT",
        "BEGIN",
        "CALL pragma_version()",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP VIEW items",
        ";",
        "",
        "-- nothing",
    ],
)
def test_what_does_more_than_ask_is_refused(monitor: Monitor, published: Path, sql: str) -> None:
    before = fingerprint(published)
    ended = monitor("--data", published, "query", sql.format(data=published))
    assert (ended.code, ended.out, ended.told) == (1, "", REFUSED)
    assert fingerprint(published) == before


@pytest.mark.parametrize(
    "asked",
    [
        "read_text('{data}/secret.txt')",
        "read_csv('{data}/secret.txt')",
        "read_blob('{data}/ledger.sqlite')",
        "read_blob('{data}/analyst/../ledger.sqlite')",
        "read_blob('{data}/analyst/items/../../ledger.sqlite')",
        "read_blob('{data}/coverage.duckdb')",
        "read_text('/etc/hostname')",
        "glob('{data}/*')",
        "read_csv('http://127.0.0.1:9/x.csv')",
    ],
)
def test_no_other_file_can_be_read(monitor: Monitor, published: Path, asked: str) -> None:
    secret = published / "secret.txt"
    secret.write_text("a,b\nhush,2\n", encoding="utf-8")
    question = f"SELECT * FROM {asked.format(data=published)}"
    ended = monitor("--data", published, "query", question)
    secret.unlink()
    assert (ended.code, ended.out) == (1, "")
    assert ended.told.startswith("Permission Error: Cannot access file ") or "httpfs" in ended.told
    assert "hush" not in ended.told


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELEC 1", 'Parser Error: syntax error at or near "SELEC"'),
        ("SELECT * FROM itmes", "Catalog Error: Table with name itmes does not exist!"),
        ("SELECT titel FROM items", 'Binder Error: Referenced column "titel" not found'),
        ("SELECT CAST('x' AS INTEGER)", "Conversion Error: Could not convert string 'x' to INT32"),
        ("SELECT ?", "Invalid Input Error: Values were not provided"),
    ],
)
def test_a_mistaken_question_is_told_as_the_database_sees_it(
    monitor: Monitor, published: Path, sql: str, told: str
) -> None:
    ended = monitor("--data", published, "query", sql)
    assert (ended.code, ended.out) == (1, "")
    assert ended.told.startswith(told)
    assert "Traceback" not in ended.told


@pytest.mark.parametrize("sql", ["SELECT 1", "DROP VIEW items"])
def test_before_anything_is_published_the_way_there_is_told(
    monitor: Monitor, tmp_path: Path, sql: str
) -> None:
    ended = monitor("--data", tmp_path, "query", sql)
    told = f"nothing is published in {tmp_path}/analyst yet; `monitor once` does it\n"
    assert (ended.code, ended.out, ended.told) == (1, "", told)
    assert list(tmp_path.iterdir()) == []


def test_a_lake_whose_files_went_away_is_told_in_words(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "analyst").mkdir()
    (tmp_path / "analyst" / "analyst.duckdb").write_bytes(b"not a database")
    ended = monitor("--data", tmp_path, "query", "SELECT 1")
    assert (ended.code, ended.out) == (1, "")
    assert "not a valid DuckDB database file" in ended.told


def test_the_text_of_the_press_is_not_in_the_lake(monitor: Monitor, published: Path) -> None:
    ended = monitor("--data", published, "query", "SELECT * FROM items", "--csv")
    assert "Words of the press" not in ended.out
    assert "text" not in ended.out.splitlines()[0].split(",")
