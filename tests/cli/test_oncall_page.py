"""The table of the rota that `docs/oncall.md` shows is the one that its rota makes."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.alert.rota.sweep import Rota
from monitor.cli.oncall_pages import next_lines
from monitor.settings import load_settings
from tests.alert.rotas import a_change
from tests.settings import GOOD, write

PAGE = (Path(__file__).parents[2] / "docs" / "oncall.md").read_text(encoding="utf-8")


def test_the_docs_show_the_table_that_their_rota_makes(tmp_path: Path) -> None:
    rota = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0]
    oncall = load_settings(write(tmp_path, GOOD | {"rules/oncall.toml": rota})).oncall
    shown = PAGE.partition("$ monitor oncall next --days 40\n")[2].partition("\n\n")[0]
    begin = datetime(2026, 11, 22, 21, 31, tzinfo=UTC)
    wedding = a_change(
        "sam", "ruth", datetime(2026, 12, 3, 18, tzinfo=UTC), datetime(2026, 12, 4, 9, tzinfo=UTC)
    )
    away = a_change(
        "gwen", "", datetime(2026, 12, 25, tzinfo=UTC), datetime(2026, 12, 29, tzinfo=UTC),
        kind="leave",
    )  # fmt: skip
    made = next_lines(
        Rota(oncall=oncall, changes=(wedding, away)), begin, begin + timedelta(days=40)
    )
    lines = [line.removeprefix("    ") for line in shown.splitlines()]
    assert [line for line, _ in zip(made, lines, strict=False)] == lines
    assert len(lines) == 14
