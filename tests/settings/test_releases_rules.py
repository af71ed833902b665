"""`rules/releases.toml` may be missing; what stands there is checked to the line."""

from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.records import Settings
from monitor.settings import load_settings
from monitor.settings.load import RELEASES
from tests.settings import write

MESSAGE = """
[[messages]]
id = "shops-first"
campaign = "Retail crime"
text = "Every shop theft will be followed up"
words = ["shoplift*"]
from = 2026-09-01
"""


def load(folder: Path, text: str) -> Settings:
    write(folder)
    (folder / RELEASES).write_text(text, "utf-8")
    return load_settings(folder)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(folder, text)
    return [f"{one.file}:{one.line}: {one.what}" for one in caught.value.problems]


def test_without_the_file_there_are_no_messages(tmp_path: Path) -> None:
    write(tmp_path)
    assert load_settings(tmp_path).messages == ()


def test_a_message_is_read_with_its_dates(tmp_path: Path) -> None:
    message = load(tmp_path, MESSAGE).messages[0]
    assert (message.id, message.campaign, message.words) == (
        "shops-first",
        "Retail crime",
        ("shoplift*",),
    )
    assert f"{message.from_:%d %B %Y}" == "01 September 2026"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (MESSAGE + MESSAGE, "rules/releases.toml:10: the id `shops-first` is used twice"),
        (MESSAGE + "to = 2026-08-31\n", "rules/releases.toml:8: shops-first ends before it begins"),
        (MESSAGE + 'variants = [""]\n', "rules/releases.toml:8: variant 1 is empty"),
        (MESSAGE.replace("shoplift*", "*"), "rules/releases.toml:6: word 1 is empty"),
        (MESSAGE.replace("words", "wrods"), "unknown key `wrods`, did you mean `words`?"),
        ("[pickup]\ncopied = 1.5\n", "`copied` must be between 0 and 1, not 1.5"),
        ("[pickup]\ncopied = nan\n", "`copied` must be between 0 and 1"),
        ("[pickup]\nblock = -1\n", "`block` must be 0 or more, not -1"),
        ("[pickup]\ncopeid = 0.5\n", "unknown key `copeid`, did you mean `copied`?"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert any(told in problem for problem in problems(tmp_path, text))
