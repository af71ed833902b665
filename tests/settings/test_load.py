"""Every mistake of a configuration is told at once, with file, line and words."""

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.rota import ladder, quiet_until
from monitor.alert.rulebook import make_ready
from monitor.errors import ConfigError
from monitor.records import Kind, Selectors, Severity, Tier
from monitor.settings import load_settings
from monitor.understand.recognition.mentions import watch
from tests.settings import ALERTS, GOOD, ONCALL, SOURCES, WATCHLIST, write

ROOT = Path(__file__).parents[2]
TIERS = (
    "national, regional, local, hyperlocal, specialist, official, partner, social or own, "
    "did you mean"
)

KINDS = (
    "feed, sitemap, page, google-news, google-alerts, gdelt, guardian, bluesky, mastodon, reddit, "
    "youtube, x, facebook or instagram"
)

# The mistake, what becomes what in the good configuration, and how it is told.
SOURCES_MISTAKES = [
    (
        "unknown key",
        "deadline_seconds",
        "deadline_second",
        "4: unknown key `deadline_second`, did you mean `deadline_seconds`?",
    ),
    ("unknown key like no other", "deadline_seconds = 30", "colour = 1", "4: unknown key `colour`"),
    (
        "text for a number",
        "poll_minutes = 15",
        'poll_minutes = "15"',
        '13: `poll_minutes` should be a valid number, not "15"',
    ),
    (
        "true for a number",
        "poll_minutes = 15",
        "poll_minutes = true",
        "13: `poll_minutes` should be a valid number, not true",
    ),
    (
        "a date for a number",
        "poll_minutes = 15",
        "poll_minutes = 2026-01-31",
        '13: `poll_minutes` should be a valid number, not "2026-01-31"',
    ),
    (
        "half of something counted",
        "deadline_seconds = 30",
        "at_once = 2.5",
        "4: `at_once` should be a valid integer, not 2.5",
    ),
    (
        "text for a yes or no",
        "enabled = false",
        'enabled = "false"',
        '31: `enabled` should be a valid boolean, not "false"',
    ),
    (
        "a number for a yes or no",
        "enabled = false",
        "enabled = 0",
        "31: `enabled` should be a valid boolean, not 0",
    ),
    (
        "missing key",
        'url = "https://gazette.example/feed"\n',
        "",
        "6: a source of kind feed needs `url`",
    ),
    (
        "missing contact",
        'contact = "mailto:press@ashvale.example"\n',
        "",
        "2: `contact` is missing",
    ),
    (
        "misspelt tier",
        'tier = "local"',
        'tier = "locla"',
        f'11: `tier` is "locla"; it must be one of {TIERS} `local`?',
    ),
    (
        "misspelt kind",
        'kind = "feed"',
        'kind = "fed"',
        f'9: `kind` is "fed"; it must be one of {KINDS}, did you mean `feed`?',
    ),
    (
        "one id twice",
        'id = "ashvale-pcc"',
        'id = "gazette"',
        "16: the id `gazette` is used twice",
    ),
    ("empty id", 'id = "gazette"', 'id = " "', "7: `id` is empty"),
    (
        "another scheme",
        "https://gazette.example/feed",
        "ftp://gazette.example/feed",
        "10: `url` must begin with http:// or https://, not 'ftp://gazette.example/feed'",
    ),
    (
        "no scheme",
        "https://gazette.example/feed",
        "gazette.example/feed",
        "10: `url` must begin with http:// or https://, not 'gazette.example/feed'",
    ),
    (
        "no host",
        "https://gazette.example/feed",
        "https:///feed",
        "10: `url` names no host: 'https:///feed'",
    ),
    (
        "a space in the host",
        "https://gazette.example/feed",
        "https://gaz ette.example/feed",
        "10: `url` names no host: 'https://gaz ette.example/feed'",
    ),
    (
        "an address that is none",
        "https://gazette.example/feed",
        "https://[::1/feed",
        "10: `url` is not an address: Invalid IPv6 URL",
    ),
    (
        "a port beyond all ports",
        "https://gazette.example/feed",
        "https://gazette.example:99999/feed",
        "10: `url` is not an address: Port out of range 0-65535",
    ),
    (
        "a password in the address",
        "https://gazette.example/feed",
        "https://sam:hunter2@gazette.example/feed",
        "10: `url` holds a password; secrets come from the environment",
    ),
    (
        "a password and no host",
        "https://gazette.example/feed",
        "https://hunter2@/feed",
        "10: `url` holds a password; secrets come from the environment",
    ),
    (
        "a password with a slash in it",
        "https://gazette.example/feed",
        "https://sam:hunt/er2@gazette.example/feed",
        "10: `url` is not an address",
    ),
    (
        "a password behind no scheme",
        "https://gazette.example/feed",
        "sam:hunter2@gazette.example/feed",
        "10: `url` must begin with http:// or https://, not what stands there",
    ),
    (
        "polled more than once a minute",
        "poll_minutes = 15",
        "poll_minutes = 0.5",
        "13: less than a minute from poll to poll would burden the publisher",
    ),
    (
        "polled never",
        "poll_minutes = 15",
        "poll_minutes = inf",
        "13: `poll_minutes` must be between 1 and 10080 (a week), not inf",
    ),
    (
        "polled at no time",
        "poll_minutes = 15",
        "poll_minutes = nan",
        "13: `poll_minutes` must be between 1 and 10080 (a week), not nan",
    ),
    (
        "fastest too fast",
        "poll_minutes = 15",
        "poll_minutes = 15\nfastest_minutes = 0.5",
        "13: less than a minute from poll to poll would burden the publisher",
    ),
    (
        "fastest slower than the slowest",
        "poll_minutes = 15",
        "poll_minutes = 15\nfastest_minutes = 16",
        "14: `fastest_minutes` is slower than `poll_minutes`",
    ),
    *(
        (
            f"{key} {wrong}",
            "poll_minutes = 15",
            f"poll_minutes = 15\n{key} = {wrong}",
            f"14: `{key}` must not be below 0",
        )
        for key in ("cache_minutes", "silent_hours", "monthly_dollars")
        for wrong in ("-1", "inf", "nan")
    ),
    (
        "an identity that is none",
        "poll_minutes = 15",
        'identity = "adress"',
        '13: `identity` is "adress"; it must be one of ladder, guid, address or title, '
        "did you mean `address`?",
    ),
    (
        "a text that is none",
        "poll_minutes = 15",
        'text = "articles"',
        '13: `text` is "articles"; it must be one of feed or article, did you mean `article`?',
    ),
    (
        "a page that does not say where its entries stand",
        'kind = "feed"',
        'kind = "page"',
        "6: a page needs `select`: where its entries stand, as CSS selectors",
    ),
    (
        "selectors of what is no page",
        "poll_minutes = 15",
        'select = { entry = "li" }',
        '13: `select` is only for sources of kind = "page"',
    ),
    (
        "selectors without the entry",
        "poll_minutes = 15",
        'select = { title = "h2" }',
        "13: `entry` is missing",
    ),
    (
        "an unknown selector",
        "poll_minutes = 15",
        'select = { entry = "li", titel = "h2" }',
        "13: unknown key `titel`, did you mean `title`?",
    ),
    (
        "posts that cost money without a limit",
        'kind = "feed"\nurl = "https://gazette.example/feed"',
        'kind = "x"\nquery = "northmoor"',
        "6: one request may cost 1.5 dollars: set a limit above that",
    ),
    (
        "no gap from request to request",
        "deadline_seconds = 30",
        "host_gap_seconds = -1",
        "4: `host_gap_seconds` must be between 0 and 60, not -1.0",
    ),
    (
        "no request to a host",
        "deadline_seconds = 30",
        "host_at_once = 0",
        "4: `host_at_once` must be above 0, not 0",
    ),
    (
        "a deadline before the start",
        "deadline_seconds = 30",
        "deadline_seconds = -1",
        "4: `deadline_seconds` must be above 0, not -1.0",
    ),
    (
        "a page without end",
        "deadline_seconds = 30",
        "max_megabytes = inf",
        "4: `max_megabytes` must be above 0, not inf",
    ),
    (
        "nothing at once",
        "deadline_seconds = 30",
        "at_once = 0",
        "4: `at_once` must be above 0, not 0",
    ),
    (
        "a contact that would break the request",
        "mailto:press@ashvale.example",
        "mailto:press\\r\\nX: y",
        "3: `contact` must be an address at which publishers reach you",
    ),
    (
        "own source without its office",
        'office = "ashvale"\n',
        "",
        "15: an own source must name its `office`",
    ),
    (
        "own source of an unknown office",
        'office = "ashvale"',
        'office = "ashvael"',
        "22: an own source names its `office`; there is no office `ashvael`, "
        "did you mean `ashvale`?",
    ),
    (
        "office on a source that is not own",
        'tier = "own"',
        'tier = "local"',
        '22: `office` is only for sources of tier = "own"',
    ),
    (
        "unknown table",
        "[[sources]]",
        "[[source]]",
        "6: unknown table `source`, did you mean `sources`?",
    ),
    (
        "a number where a table stands",
        '[polling]\ncontact = "mailto:press@ashvale.example"\ndeadline_seconds = 30',
        "polling = 3",
        "2: `polling` should be an object, not 3",
    ),
]

WATCHLIST_MISTAKES = [
    (
        "a holder who leaves before arriving",
        "to = 2021-05-12",
        "to = 2011-05-12",
        "22: Peter Lyle leaves before taking office",
    ),
    (
        "a misspelt key of a holder",
        "also =",
        "alos =",
        "15: unknown key `alos`, did you mean `also`?",
    ),
    (
        "a day in words",
        "from = 2021-05-13",
        'from = "13 May 2021"',
        "14: `from` should be a valid date in the format YYYY-MM-DD, invalid character in year, "
        'not "13 May 2021"',
    ),
    (
        "a role in short",
        'role = "pcc"',
        'role = "deputy"',
        '13: `role` is "deputy"; it must be one of pcc, deputy_pcc, acting_pcc, temporary_pcc or '
        "assistant_pcc, did you mean `deputy_pcc`?",
    ),
    ("two holders of one id", 'id = "lyle"', 'id = "marsh"', "18: the id `marsh` is used twice"),
    ("an empty name", '"Ashvale PCC"', '" "', "5: name 1 is empty"),
    ("a holder without a name", 'name = "Helen Marsh"', 'name = ""', "12: name 1 is empty"),
    ("an empty other name", '["PCC Marsh"]', '["PCC Marsh", ""]', "15: name 2 is empty"),
    (
        "one string for a list",
        '["PCC Marsh"]',
        '"PCC Marsh"',
        '15: `also` should be a valid array, not "PCC Marsh"',
    ),
    (
        "a number in a list of names",
        '"Ashvale PCC"',
        "3",
        "5: `names` should be a valid string, not 3",
    ),
    (
        "holders in the singular",
        "[[offices.holders]]",
        "[[offices.holder]]",
        "10: unknown key `holder`, did you mean `holders`?",
    ),
]

WORDS = '[[rules.when]]\nwords = ["resign*"]\n'
NOTE = 'item_words = ["timetable"]'


def _a_clause(keys: str) -> str:
    return f"[[rules.when]]\n{keys}\n"


ALERTS_MISTAKES = [
    ("a rule without condition", WORDS, "", "1: R01 has no condition: it would always fire"),
    ("an empty word", '"resign*"', '"resign*", ""', "7: word 2 is empty"),
    ("a star alone", '"resign*"', '"*"', "7: word 1 is empty"),
    (
        "a severity that is none",
        'severity = "S2"',
        'severity = "S5"',
        '4: `severity` is "S5"; it must be one of S1, S2, S3 or S4',
    ),
    ("one rule twice", 'id = "N01"', 'id = "R01"', "14: the id `R01` is used twice"),
    (
        "a tone that is none",
        NOTE,
        'tones = ["negativ"]',
        "18: there is no tone `negativ`, did you mean `negative`?",
    ),
    (
        "a place that is none",
        NOTE,
        f'{NOTE}\nwhere = ["headlines"]',
        '19: `where` is "headlines"; it must be one of headline, lead or body, '
        "did you mean `headline`?",
    ),
    (
        "watching something else",
        NOTE,
        'watches = "sources"',
        '18: `watches` is "sources"; it must be one of source, all-sources, rate, share, story, '
        "release, district, diary or delivery, did you mean `source`?",
    ),
    *(
        (
            f"watching sources and {condition}",
            NOTE,
            f'watches = "source"\n{condition}',
            f"19: `{condition.split(' ')[0]}` means nothing in a rule that watches source: it "
            "would never fire",
        )
        for condition in ('item_words = ["timetable"]', 'tones = ["negative"]', "owners = 2")
    ),
    (
        "a watch that does not say when",
        NOTE,
        'watches = "release"',
        "13: a rule that watches release needs `after_hours`",
    ),
    (
        "a story that is never told of",
        NOTE,
        'watches = "story"',
        "13: a rule that watches stories needs `days` or `after_hours`",
    ),
    (
        "a week of eight days",
        NOTE,
        'watches = "story"\ndays = 8',
        "19: a story is active on seven of seven days at most",
    ),
    (
        "more than all of it",
        NOTE,
        'watches = "share"\nat_least = 6\nshare = 60.0',
        "20: `share` must be between 0 and 1, not 60.0",
    ),
    (
        "a share of nothing",
        NOTE,
        f"{NOTE}\nshare = 0.5",
        "19: `share` is only for rules with `watches`",
    ),
    (
        "a misspelt tier to be raised by",
        'tiers = ["national"]',
        'tiers = ["nationl"]',
        f'11: `tiers` is "nationl"; it must be one of {TIERS} `national`?',
    ),
    (
        "an unknown key of what raises",
        "owners = 2",
        "owner = 2",
        "10: unknown key `owner`, did you mean `owners`?",
    ),
    ("raised to nothing", 'to = "S1"\n', "", "8: `to` is missing"),
    (
        "raised to where it stands",
        'to = "S1"',
        'to = "S2"',
        "9: R01 is S2 already: raising it to S2 changes nothing",
    ),
    (
        "raised whatever happens",
        'owners = 2\ntiers = ["national"]\n',
        "",
        "8: without a condition R01 is always S1: give it that severity",
    ),
    (
        "a window without time",
        "owners = 2",
        "owners = 2\nhours = 0.0",
        "11: `hours` must be above 0 and at most 1344 (eight weeks), not 0.0",
    ),
    (
        "a window longer than memory",
        "owners = 2",
        "owners = 2\nhours = 2000.0",
        "11: `hours` must be above 0 and at most 1344 (eight weeks), not 2000.0",
    ),
    (
        "fewer than no owners",
        "owners = 2",
        "owners = -2",
        "10: `owners` must not be below 0",
    ),
    (
        "a tone beyond all tones",
        NOTE,
        "tone_below = -25.0",
        "18: `tone_below` must be between -1 and 1, not -25.0",
    ),
    (
        "no tone at all",
        NOTE,
        "tone_below = -0.2\ntone_above = 0.2",
        "18: no tone is above 0.2 and below -0.2: it can never fire",
    ),
    (
        "only what is no coverage",
        NOTE,
        'tiers = ["own", "partner"]',
        "18: own and partner items are no coverage: it can never fire",
    ),
    (
        "a clause that asks for nothing",
        WORDS,
        _a_clause('where = ["headline"]'),
        "6: the clause asks for nothing: it would always hold",
    ),
    (
        "somebody whom no sentence knows",
        'words = ["resign*"]',
        'words = ["resign*"]\nof = ["mayors"]',
        '8: `of` is "mayors"; it must be one of commissioner, deputy, office, staff, chief, force, '
        "officer, panel, service, MP, council, federation, government, watchdog, inspectorate, "
        "party, victim, charity, campaigner, public, suspect or other",
    ),
    (
        "somebody wanted and excluded",
        'words = ["resign*"]',
        'words = ["resign*"]\nof = ["MP"]\nnot_of = ["MP"]',
        "9: MP stands in `of` and in `not_of`: it can never fire",
    ),
    (
        "near to nobody",
        'words = ["resign*"]',
        'words = ["resign*"]\nwithin = 5',
        "8: `within` counts words to somebody of `of` or `beside`: name them",
    ),
    (
        "a word that is forbidden as well",
        'words = ["resign*"]',
        'words = ["resign now"]\nunless = ["resign*"]',
        "7: `unless` forbids “resign now”, which `words` asks for: it can never fire",
    ),
    (
        "one of several words forbidden",
        'words = ["resign*"]',
        'words = ["go", "resign now"]\nunless = ["resign*"]',
        "7: `unless` forbids “resign now”, which `words` asks for",
    ),
    (
        "a pattern that would run away",
        '"resign*"',
        '"(a+)+$"',
        "7: “(a+)+$” holds `(`, but words are looked for as they stand",
    ),
    (
        "a star within a word",
        '"resign*"',
        '"res*gn"',
        "7: “res*gn”: a star may only stand at a word's end",
    ),
    (
        "a word that is everywhere",
        '"resign*"',
        '"a*"',
        "7: “a*” would be found everywhere: write 3 letters before the star",
    ),
    (
        "an alert of a rule that is none",
        NOTE,
        'beside_rules = ["R10"]',
        "18: there is no rule `R10`, did you mean `R01`?",
    ),
    ("a theme of no plan", NOTE, 'themes = ["roads"]', "18: there is no theme `roads`"),
    (
        "a district of no area",
        NOTE,
        'districts = ["Kestley"]',
        "18: there is no district `Kestley`",
    ),
    ("a topic that is none", NOTE, 'topics = ["rodeos"]', "18: there is no topic `rodeos`"),
    (
        "an election that nobody knows",
        NOTE,
        "election_days = 90",
        "18: no election is given in `[alerting]`: it can never fire",
    ),
    (
        "a role that nobody has",
        NOTE,
        f'{NOTE}\nnotify = ["bakup"]',
        "19: there is no role `bakup`, did you mean `backup`?",
    ),
    (
        "a budget of nothing",
        NOTE,
        f"{NOTE}\n[alerting]\nbudget = 0",
        "20: `budget` must be 1 or more, not 0",
    ),
    (
        "a period that ends before it begins",
        NOTE,
        f"{NOTE}\n[[alerting.sensitive]]\nname = 'Spring'\nfrom = 2028-05-04\nto = 2028-03-25",
        "19: Spring ends before it begins",
    ),
]

ONCALL_MISTAKES = [
    (
        "a role of nobody we know",
        'backup = "ruth"',
        'backup = "rut"',
        "15: there is no person `rut`, did you mean `ruth`?",
    ),
    (
        "a rung for no role",
        'role = "backup"',
        'role = "bakup"',
        "20: there is no role `bakup`, did you mean `backup`?",
    ),
    (
        "a rung after a number in quotes",
        "after_minutes = 10",
        'after_minutes = "10"',
        '20: `after_minutes` should be a valid integer, not "10"',
    ),
    (
        "a rung before the alert",
        "after_minutes = 10",
        "after_minutes = -10",
        "20: `after_minutes` must be between 0 and 10080 (a week), not -10",
    ),
    (
        "a rung after the end of time",
        "after_minutes = 10",
        "after_minutes = 99999999999999",
        "20: `after_minutes` must be between 0 and 10080 (a week), not 99999999999999",
    ),
    (
        "a chain for no severity",
        "S2 = ",
        "S9 = ",
        "22: unknown key `S9`; it must be one of S1, S2, S3 or S4",
    ),
    (
        "a number for a member of Slack",
        'id = "ruth"',
        'id = "ruth"\nslack = 5',
        "11: `slack` should be a valid string, not 5",
    ),
    (
        "an hour in words",
        'quiet_from = "20:00"',
        'quiet_from = "8pm"',
        "2: `quiet_from` is '8pm'; write it as 20:00",
    ),
    (
        "a clock with 24 as an hour",
        'quiet_until = "07:30"',
        'quiet_until = "24:00"',
        "3: `quiet_until` is '24:00'; write it as 20:00",
    ),
    (
        "a minute of one digit",
        'quiet_from = "20:00"',
        'quiet_from = "20:0"',
        "2: `quiet_from` is '20:0'; write it as 20:00",
    ),
    (
        "digits that are not ours",
        'quiet_from = "20:00"',
        'quiet_from = "²0:00"',
        "2: `quiet_from` is '²0:00'; write it as 20:00",
    ),
    (
        "a channel's name for its id",
        'channel = "C0123456789"',
        'channel = "#press-alerts"',
        "25: `channel` is '#press-alerts'; write the channel's id, such as C0123456789",
    ),
    (
        "an address of Slack with another scheme",
        'channel = "C0123456789"',
        'channel = "C0123456789"\napi_url = "slack.example"',
        "26: `api_url` must begin with http:// or https://, not 'slack.example'",
    ),
]

MISTAKES = [
    pytest.param(file, before, after, told, id=name)
    for file, rows in (
        ("sources.toml", SOURCES_MISTAKES),
        ("rules/watchlist.toml", WATCHLIST_MISTAKES),
        ("rules/alerts.toml", ALERTS_MISTAKES),
        ("rules/oncall.toml", ONCALL_MISTAKES),
    )
    for name, before, after, told in rows
]


def told_of(folder: Path) -> list[str]:
    """The mistakes as `monitor check` prints them, the folder left out."""
    with pytest.raises(ConfigError) as caught:
        load_settings(folder)
    return [
        f"{problem.file}:{problem.line}: {problem.what}".replace(f"{folder}/", "")
        for problem in caught.value.problems
    ]


@pytest.mark.parametrize(("file", "before", "after", "told"), MISTAKES)
def test_a_mistake_is_told_with_its_file_line_and_words(
    tmp_path: Path, file: str, before: str, after: str, told: str
) -> None:
    assert before in GOOD[file]
    write(tmp_path, GOOD | {file: GOOD[file].replace(before, after, 1)})
    assert told_of(tmp_path) == [f"{file}:{told}"]


@pytest.mark.parametrize(
    ("file", "before", "after", "line"),
    [
        pytest.param("sources.toml", "= 15", "= 15 minutes", 13, id="words after a number"),
        pytest.param(
            "sources.toml", 'kind = "feed"', 'kind = "feed"\nkind = 1', 10, id="key twice"
        ),
        pytest.param("sources.toml", "= 15", "= " + "9" * 5000, 1, id="an endless number"),
        pytest.param("rules/watchlist.toml", "2021-05-13", "2021-02-30", 14, id="30 February"),
        pytest.param("rules/alerts.toml", '["resign*"]', '["resign*"', 8, id="open list"),
        pytest.param("rules/oncall.toml", "[oncall.slack]", "[oncall.slack", 24, id="open header"),
        pytest.param("rules/oncall.toml", "C0123456789", "C01\x0023456789", 25, id="a null"),
        pytest.param("rules/oncall.toml", '"C0123', '"""#press', 25, id="open quotation"),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(
    tmp_path: Path, file: str, before: str, after: str, line: int
) -> None:
    assert before in GOOD[file]
    write(tmp_path, GOOD | {file: GOOD[file].replace(before, after, 1)})
    (told,) = told_of(tmp_path)
    assert told.startswith(f"{file}:{line}: not TOML: ")


@pytest.mark.parametrize("file", GOOD)
@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(None, "cannot be read: No such file or directory", id="missing"),
        pytest.param(b'name = "\xff"\n', "is not UTF-8 text", id="not UTF-8"),
        pytest.param("x = 1\n", "unknown table `x`", id="a table nobody knows"),
    ],
)
def test_a_file_that_is_missing_or_not_text_is_told_beside_the_others(
    tmp_path: Path, file: str, text: str | bytes | None, told: str
) -> None:
    files: dict[str, str | bytes] = {name: text for name, text in GOOD.items() if name != file}
    write(tmp_path, files if text is None else files | {file: text})
    assert f"{file}:1: {told}" in told_of(tmp_path)


def test_an_empty_file_lacks_its_tables(tmp_path: Path) -> None:
    write(tmp_path, GOOD | {"sources.toml": "", "rules/oncall.toml": "# nobody yet\n"})
    assert told_of(tmp_path) == [
        "rules/oncall.toml:1: the table `oncall` is missing",
        "sources.toml:1: the table `polling` is missing",
        "sources.toml:1: the table `sources` is missing",
    ]


def test_an_empty_folder_lacks_all_files_and_each_is_named_in_full(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^4 mistakes in the configuration$") as caught:
        load_settings(tmp_path)
    assert [problem.file for problem in caught.value.problems] == [
        str(tmp_path / name) for name in sorted(GOOD)
    ]


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    write(tmp_path, {name: text for name, text in GOOD.items() if name != "sources.toml"})
    (tmp_path / "sources.toml").mkdir()
    assert told_of(tmp_path) == ["sources.toml:1: cannot be read: Is a directory"]


@pytest.mark.parametrize(
    "retyped",
    [
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="Notepad's mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(lambda text: text.replace(" = ", "\t=\t"), id="tabs around ="),
        pytest.param(lambda text: text.replace("\n", "\n\t"), id="tabs before keys"),
        pytest.param(lambda text: text + "# ends here", id="no last line end"),
    ],
)
def test_how_an_editor_writes_a_file_does_not_matter(
    tmp_path: Path, retyped: Callable[[str], str | bytes]
) -> None:
    plain = load_settings(write(tmp_path / "plain"))
    written = write(tmp_path / "other", {name: retyped(text) for name, text in GOOD.items()})
    assert load_settings(written) == plain


def test_mistakes_of_all_files_are_told_at_once_in_order(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "sources.toml": SOURCES.replace("poll_minutes = 15", "poll_minutes = 0")
            .replace('tier = "own"', 'tier = "owned"')
            .replace('id = "courier"', 'id = "gazette"'),
            "rules/watchlist.toml": WATCHLIST.replace("to = 2021", "to = 2001"),
            "rules/alerts.toml": ALERTS.replace('"S2"', '"S7"').replace("words =", "wrods ="),
            "rules/oncall.toml": "[oncall\n",
        },
    )
    told = told_of(tmp_path)
    assert [one.split(": ")[0] for one in told] == [
        "rules/alerts.toml:4",
        "rules/alerts.toml:7",
        "rules/alerts.toml:18",
        "rules/oncall.toml:1",
        "rules/watchlist.toml:22",
        "sources.toml:20",
    ]
    assert told[3].startswith("rules/oncall.toml:1: not TOML: ")
    assert told[4] == "rules/watchlist.toml:22: Peter Lyle leaves before taking office"


def test_a_table_that_is_well_formed_is_checked_whatever_is_wrong_with_another(
    tmp_path: Path,
) -> None:
    polling = SOURCES.replace("deadline_seconds = 30", "deadline = 30")
    several = polling.replace("= 15", "= 0").replace('"courier"', '"gazette"')
    write(tmp_path, GOOD | {"sources.toml": several, "rules/watchlist.toml": ""})
    assert told_of(tmp_path) == [
        "rules/watchlist.toml:1: the table `offices` is missing",
        "sources.toml:4: unknown key `deadline`, did you mean `deadline_seconds`?",
        "sources.toml:13: less than a minute from poll to poll would burden the publisher",
        "sources.toml:25: the id `gazette` is used twice",
    ]


def test_several_mistakes_of_one_line_are_all_told(tmp_path: Path) -> None:
    rung = '{ role = "bakup", after_minutes = -1 }'
    oncall = ONCALL.replace('{ role = "backup", after_minutes = 10 }', rung)
    write(tmp_path, GOOD | {"rules/oncall.toml": oncall.replace('id = "ruth"', 'id = "sam"')})
    assert told_of(tmp_path) == [
        "rules/oncall.toml:10: the id `sam` is used twice",
        "rules/oncall.toml:15: there is no person `ruth`",
        "rules/oncall.toml:20: `after_minutes` must be between 0 and 10080 (a week), not -1",
        "rules/oncall.toml:20: there is no role `bakup`, did you mean `backup`?",
    ]


def test_a_rota_on_which_nobody_stands_is_a_mistake(tmp_path: Path) -> None:
    text = ONCALL.replace('on-call = "sam"\nbackup = "ruth"\n', "").partition("[oncall.chains]")[0]
    write(tmp_path, GOOD | {"rules/oncall.toml": f"{text}[oncall.chains]\n"})
    assert told_of(tmp_path) == ["rules/oncall.toml:13: `roles` is empty: nobody could be told"]


def test_an_office_without_any_name_would_be_found_everywhere(tmp_path: Path) -> None:
    text = '[[offices]]\nid = "ashvale"\nname = "Ashvale"\ntitle = "PCC"\nnames = []\n'
    write(tmp_path, GOOD | {"rules/watchlist.toml": text})
    assert told_of(tmp_path) == ["rules/watchlist.toml:5: ashvale has no name by which it is found"]


NEEDS = {
    "feed": ["url"],
    "sitemap": ["url"],
    "page": ["url"],
    "google-news": ["query", "url"],
    "google-alerts": ["url"],
    "gdelt": ["query"],
    "guardian": ["query"],
    "bluesky": ["query"],
    "mastodon": ["query"],
    "reddit": ["query", "url"],
    "youtube": ["query", "url"],
    "x": ["query"],
    "facebook": ["query"],
    "instagram": ["query"],
}


def of_kind(folder: Path, kind: str, **given: str) -> Path:
    """A configuration with one more source, of this kind."""
    more = {"select": '{ entry = "li" }'} if kind == "page" else {}
    more |= {"monthly_dollars": "5"} if kind == "x" else {}
    keys = more | {key: f'"{text}"' for key, text in given.items()}
    lines = "\n".join(f"{key} = {text}" for key, text in keys.items())
    one = f'[[sources]]\nid = "more"\nname = "More"\nkind = "{kind}"\n{lines}\n'
    whole = f'{SOURCES}\n{one}tier = "social"\ngroup = "More"\n'
    return write(folder, GOOD | {"sources.toml": whole})


@pytest.mark.parametrize("kind", NEEDS)
def test_a_source_has_what_its_kind_is_asked_with(tmp_path: Path, kind: str) -> None:
    either = " or ".join(f"`{key}`" for key in NEEDS[kind])
    (told,) = told_of(of_kind(tmp_path, kind))
    assert told.endswith(f": a source of kind {kind} needs {either}")
    for key in NEEDS[kind]:
        text = {"url": "https://m.example/f", "query": "northmoor"}[key]
        assert load_settings(of_kind(tmp_path, kind, **{key: text})).sources[-1].id == "more"


def test_every_kind_of_source_is_known_here() -> None:
    assert list(NEEDS) == list(get_args(Kind))


def test_a_page_is_read_by_its_selectors(tmp_path: Path) -> None:
    source = load_settings(of_kind(tmp_path, "page", url="https://m.example/news")).sources[-1]
    assert source.select == Selectors(entry="li")
    assert (source.select.link, source.select.title) == ("a", "")


def test_a_rule_may_watch_sources_and_nothing_else(tmp_path: Path) -> None:
    for watches in ("source", "all-sources"):
        text = ALERTS.replace(NOTE, f'watches = "{watches}"')
        settings = load_settings(write(tmp_path, GOOD | {"rules/alerts.toml": text}))
        assert settings.rules[1].watches == watches


def test_a_list_that_a_rule_names_stands_for_its_words(tmp_path: Path) -> None:
    text = "[lists]\ngoing = ['quit', 'resign*']\n" + ALERTS.replace(
        '["resign*"]', '["must go", "@going"]'
    )
    settings = load_settings(write(tmp_path, GOOD | {"rules/alerts.toml": text}))
    assert settings.rules[0].when[0].words == ("must go", "quit", "resign*")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000/f", "http://localhost/f", "http://[::1]/f", "http://127.9.9.9"],
)
def test_our_own_machine_may_be_polled_as_often_as_we_like(tmp_path: Path, address: str) -> None:
    often = SOURCES.replace("https://gazette.example/feed", address).replace("= 15", "= 0.01")
    settings = load_settings(write(tmp_path, GOOD | {"sources.toml": often}))
    assert settings.sources[0].poll_minutes == 0.01


@pytest.mark.parametrize("host", ["localhost.example", "127.0.0.1.example", "128.0.0.1", "[::2]"])
def test_a_host_that_only_looks_like_our_own_machine_is_a_publisher(
    tmp_path: Path, host: str
) -> None:
    often = SOURCES.replace("https://gazette.example", f"http://{host}").replace("= 15", "= 0.01")
    write(tmp_path, GOOD | {"sources.toml": often})
    assert told_of(tmp_path) == [
        "sources.toml:13: less than a minute from poll to poll would burden the publisher"
    ]


@pytest.mark.parametrize("wrong", ["ftp://sam:hunter2@gazette.example", "sam:hunter2@gazette"])
def test_a_password_in_an_address_is_not_repeated(tmp_path: Path, wrong: str) -> None:
    text = SOURCES.replace("https://gazette.example/feed", wrong)
    write(tmp_path, GOOD | {"sources.toml": text})
    assert "hunter2" not in "".join(told_of(tmp_path))


def test_nesting_without_end_is_a_mistake_like_any_other(tmp_path: Path) -> None:
    for depth in (300, 5_000):
        deep = SOURCES + f"note = {'[' * depth}{']' * depth}\n"
        dotted = SOURCES + f"{'.'.join('x' * depth)} = 1\n"
        for text in (deep, dotted):
            write(tmp_path, GOOD | {"sources.toml": text})
            (told,) = told_of(tmp_path)
            assert told.startswith("sources.toml:")


def test_a_good_configuration_is_read_to_its_last_value(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path))
    gazette, own, courier = settings.sources
    assert (gazette.name, gazette.tier, gazette.poll_minutes) == ("Ashvale Gazette", Tier.LOCAL, 15)
    assert (own.tier, own.office, own.poll_minutes) == (Tier.OWN, "ashvale", 15)
    assert (courier.group, courier.enabled) == ("Courier Group", False)
    (office,) = settings.offices
    assert office.names == ("Ashvale PCC", "Police and Crime Commissioner for Ashvale")
    marsh, lyle = office.holders
    assert (marsh.from_, marsh.to, marsh.also) == (date(2021, 5, 13), None, ("PCC Marsh",))
    assert (lyle.from_, lyle.to) == (date(2012, 11, 22), date(2021, 5, 12))
    rule, note = settings.rules
    assert [clause.words for clause in rule.when] == [("resign*",)]
    assert [(one.to, one.owners, one.tiers) for one in rule.raise_] == [
        (Severity.S1, 2, (Tier.NATIONAL,))
    ]
    assert (note.raise_, note.item_words) == ((), ("timetable",))
    assert settings.oncall.roles == {"on-call": "sam", "backup": "ruth"}
    assert [step.after_minutes for step in settings.oncall.chains[Severity.S1]] == [0, 10]
    assert settings.oncall.slack
    assert settings.oncall.slack.channel == "C0123456789"


def test_the_configuration_of_this_repository_has_no_mistakes() -> None:
    settings = load_settings(ROOT)
    assert [office.id for office in settings.offices] == ["thames-valley"]
    assert len(settings.sources) > 40
    assert {rule.severity for rule in settings.rules} == set(Severity)


VALUES = st.one_of(
    st.sampled_from(
        [
            "true",
            "1",
            "-1",
            "0",
            "nan",
            "inf",
            "1e999",
            "[]",
            "{}",
            "[[]]",
            '""',
            '"*"',
            "{ a = 1 }",
        ]
    ),
    st.sampled_from(
        ["2021-05-13", "07:30:00", "2021-05-13T07:30:00Z", "[1, 'a']", '"S1"', "'7:5'"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=12).map(lambda text: f'"{text}"'),
    st.text(st.characters(codec="utf-8"), max_size=12),
)
EDITS = st.tuples(
    st.sampled_from(sorted(GOOD)),
    st.integers(0, 40),
    st.sampled_from(["delete", "double", "garble value", "garble key", "to the end"]),
    VALUES,
)


def edited(text: str, at: int, edit: str, value: str) -> str:
    """The text after a slip of the hand in one of its lines."""
    lines = text.split("\n")
    at %= len(lines)
    key, _, old = lines[at].partition("=")
    after = {
        "delete": [],
        "double": [lines[at], lines[at]],
        "garble value": [f"{key}= {value}"],
        "garble key": [f"{value} ={old}"],
        "to the end": [],
    }[edit]
    moved = [lines[at]] if edit == "to the end" else []
    return "\n".join([*lines[:at], *after, *lines[at + 1 :], *moved])


@settings(max_examples=200)
@given(st.lists(EDITS, min_size=1, max_size=4))
def test_no_slip_of_the_hand_is_worse_than_a_mistake_that_is_told(
    slips: list[tuple[str, int, str, str]],
) -> None:
    files = dict(GOOD)
    for file, at, edit, value in slips:
        files[file] = edited(files[file], at, edit, value)
    with tempfile.TemporaryDirectory() as folder:
        try:
            accepted = load_settings(write(Path(folder), files))
        except ConfigError as error:
            for problem in error.problems:
                assert problem.what
                assert 1 <= problem.line <= len(files[problem.file].split("\n"))
            return
    watch(accepted.offices)
    make_ready(accepted.rules)
    now = datetime(2026, 10, 20, 21, 40, tzinfo=UTC)
    quiet_until(accepted.oncall, now)
    for severity in Severity:
        assert ladder(accepted.oncall, (), severity, now)[0].person_id
    for source in accepted.sources:
        assert now + timedelta(minutes=source.poll_minutes) >= now
