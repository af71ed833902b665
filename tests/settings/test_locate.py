"""The line of a key in a TOML file, as the person who wrote it would count."""

import pytest

from monitor.settings.locate import line_of

TEXT = """\
# A remark.
title = "Ashvale"

[polling]   # how we behave
contact = "mailto:press@ashvale.example"
  "max megabytes" = 10

[[offices]]
id = "ashvale"
names = [
    "Ashvale PCC",
    "Ashvale commissioner",
]

[[offices.holders]]
id = "marsh"
[[offices.holders]]
id = "lyle"

[[ offices ]]
'id' = "westmark"
[[offices.holders]]
id = "doe"

[oncall.roles]
on-call = "sam"
[oncall.chains]
S1 = [
    { role = "on-call", after_minutes = 0 },
]
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param(("title",), 2, id="key before any table"),
        pytest.param(("polling",), 4, id="table with a remark behind it"),
        pytest.param(("polling", "contact"), 5, id="key of a table"),
        pytest.param(("polling", "max megabytes"), 6, id="quoted and indented key"),
        pytest.param(("offices",), 8, id="list of tables: its first"),
        pytest.param(("offices", 0), 8, id="first of a list"),
        pytest.param(("offices", 0, "names", 1), 10, id="item of a list: the list"),
        pytest.param(("offices", 0, "holders"), 15, id="list within a list: its first"),
        pytest.param(("offices", 0, "holders", 1, "id"), 18, id="key of the second in the first"),
        pytest.param(("offices", 1), 20, id="header with spaces"),
        pytest.param(("offices", 1, "id"), 21, id="key in single quotes"),
        pytest.param(("offices", 1, "holders", 0, "id"), 23, id="counts begin anew in the second"),
        pytest.param(("offices", 1, "holders", 0, "name"), 22, id="missing key: its table"),
        pytest.param(("oncall",), 25, id="table that has no header of its own"),
        pytest.param(("oncall", "people"), 25, id="missing key of a table without header"),
        pytest.param(("oncall", "roles", "on-call"), 26, id="key with a hyphen"),
        pytest.param(("oncall", "chains", "S1", 0, "role"), 29, id="key within braces"),
        pytest.param(("oncall", "chains", "S1", 1), 28, id="no such table in a list: the list"),
        pytest.param(("rules",), 1, id="nothing of the kind"),
        pytest.param((), 1, id="nothing at all"),
    ],
)
def test_a_key_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


def test_lines_are_counted_as_editors_count_them() -> None:
    remark = "# one\u2028line\x0cstill\x85the same\r\n"
    assert line_of(f"{remark}a = 1\r\n[b]\r\nc = 2\r\n", ("b", "c")) == 4


def test_a_remark_that_looks_like_a_key_is_none() -> None:
    assert line_of("[a]\n# b = 1\n#[c]\nb = 2\n", ("a", "b")) == 4


def test_the_first_of_two_equal_keys_is_told() -> None:
    assert line_of("[a]\nb = 1\nb = 2\n", ("a", "b")) == 2


def test_an_empty_text_has_one_line() -> None:
    assert line_of("", ("a", 3, "b")) == 1
