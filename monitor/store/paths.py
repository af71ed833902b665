"""What stands where in a data folder."""

from pathlib import Path


def coverage_of(data: Path) -> Path:
    return data / "coverage.duckdb"


def lake_of(data: Path) -> Path:
    return data / "analyst"


def ledger_of(data: Path) -> Path:
    return data / "ledger.sqlite"
