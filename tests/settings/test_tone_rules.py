"""`rules/tone.toml` may be missing; what stands there is checked to the line."""

from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.settings import configuration_of, default_tone, load_settings
from monitor.settings.load import AREAS, TONE
from tests.settings import write

GOOD = """[tone.thresholds]
negative = -0.3
positive = 0.3
sure = 0.4
[tone.words]
neutral = ["murder*"]
[tone.words.strength]
"under fire" = -2.5
"""


def test_without_the_file_the_words_that_come_with_the_project_hold(tmp_path: Path) -> None:
    write(tmp_path)
    assert load_settings(tmp_path).tone == default_tone()
    assert default_tone().words.strength["slammed"] < 0


def test_a_new_configuration_has_the_file(tmp_path: Path) -> None:
    assert configuration_of("new")[TONE] == (AREAS / "tone.toml").read_text("utf-8")


def test_what_stands_there_holds(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / TONE).write_text(GOOD, "utf-8")
    tone = load_settings(tmp_path).tone
    assert (tone.thresholds.negative, tone.words.neutral) == (-0.3, ("murder*",))
    assert tone.words.strength == {"under fire": -2.5}


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("negative = -0.3", "negative = 0.3", "2: `negative` must be between -1 and 0, not 0.3"),
        ("positive = 0.3", "positive = nan", "3: `positive` must be between 0 and 1, not nan"),
        ("sure = 0.4", "sure = 4.0", "4: `sure` must be between 0 and 1, not 4.0"),
        ("sure = 0.4", "shure = 0.4", "4: unknown key `shure`, did you mean `sure`?"),
        ('["murder*"]', '["murder*", " "]', "6: word 2 is empty"),
        ("-2.5", "-25", "8: `under fire` must be between -4 and 4, not -25.0"),
        ("-2.5", '"bad"', '8: `under fire` should be a valid number, not "bad"'),
        ('["murder*"]', '["Under fire"]', "8: `under fire` is among the neutral words, too"),
        ("[tone.words]", "[tone.word]", "5: unknown key `word`, did you mean `words`?"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, good: str, bad: str, told: str) -> None:
    write(tmp_path)
    (tmp_path / TONE).write_text(GOOD.replace(good, bad, 1), "utf-8")
    with pytest.raises(ConfigError) as raised:
        load_settings(tmp_path)
    (one,) = raised.value.problems
    assert one.file == TONE
    assert f"{one.line}: {one.what}".startswith(told)
