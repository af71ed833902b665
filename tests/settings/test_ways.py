"""Mistakes in the ways out, and the secrets that open them."""

from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.settings import load_settings, missing_secrets, ready_ways, secret_names, secrets_of
from tests.settings import GOOD, ONCALL, write

TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
WAYS = ONCALL.replace(
    'name = "Sam Okafor"\n',
    'name = "Sam Okafor"\n'
    'email = "sam@ashvale.example"\n'
    'phone = "+447700900123"\n'
    "ways = [\n"
    '    { by = "slack" },\n'
    '    { by = "sms", after_minutes = 5, when = "out of hours" },\n'
    '    { by = "press-room", severities = ["S1"] },\n'
    "]\n",
) + (
    f"""
[oncall.email]
host = "mail.ashvale.example"
sender = "night-watch@ashvale.example"
user = "night-watch"

[oncall.sms]
template_id = "{TEMPLATE}"

[[oncall.elsewhere]]
id = "press-room"
name = "The press room's Teams"
"""
)

# The mistake, what becomes of what, and how it is told: line and words.
MISTAKES = [
    (
        "a way that nobody wrote down",
        'by = "press-room"',
        'by = "pres-room"',
        "13: there is no way `pres-room`, did you mean `press-room`?",
    ),
    (
        "a way without its table",
        f'[oncall.sms]\ntemplate_id = "{TEMPLATE}"\n',
        "",
        "12: there is no table [oncall.sms]: say there how `sms` is reached",
    ),
    (
        "text messages to nobody's telephone",
        'phone = "+447700900123"\n',
        "",
        "11: Sam Okafor has no `phone`",
    ),
    (
        "a telephone as people write it",
        "+447700900123",
        "07700 900 123",
        "9: `phone` is '07700 900 123'; write it as +447700900123",
    ),
    (
        "a telephone that is none",
        "+447700900123",
        "extension 12",
        "9: `phone` is 'extension 12'; write it as +447700900123",
    ),
    (
        "an address that is none",
        "sam@ashvale.example",
        "sam at ashvale",
        "8: `email` is 'sam at ashvale'; write it as press@office.example",
    ),
    (
        "an address that would write a header",
        "sam@ashvale.example",
        "sam@ashvale.example\\r\\nBcc: all@ashvale.example",
        "8: `email` is 'sam@ashvale.example\\r\\nBcc: all@ashvale.example'; "
        "write it as press@office.example",
    ),
    (
        "a wait before the alert",
        "after_minutes = 5,",
        "after_minutes = -5,",
        "12: `after_minutes` must be between 0 and 10080 (a week), not -5.0",
    ),
    (
        "hours that there are not",
        "out of hours",
        "at night",
        '12: `when` is "at night"; it must be one of always, in hours or out of hours',
    ),
    (
        "the same way twice",
        '    { by = "press-room", severities = ["S1"] },\n',
        '    { by = "slack" },\n',
        "13: the way `slack` stands there twice",
    ),
    (
        "two ways with one id",
        '[[oncall.elsewhere]]\nid = "press-room"\n',
        '[[oncall.elsewhere]]\nid = "press-room"\n[[oncall.elsewhere]]\nid = "press-room"\n',
        "45: the id `press-room` is used twice",
    ),
    (
        "text messages without a template",
        f'template_id = "{TEMPLATE}"\n',
        "",
        "39: `template_id` is missing",
    ),
    (
        "a template that is none",
        TEMPLATE,
        "alerts",
        "40: `template_id` is the 36 characters that Notify shows below the template, not 'alerts'",
    ),
    (
        "a key sent in the clear",
        f'template_id = "{TEMPLATE}"\n',
        f'template_id = "{TEMPLATE}"\napi_url = "http://notify.example"\n',
        "41: `api_url` must begin with https://: it is sent the key",
    ),
    (
        "a server that is an address",
        "mail.ashvale.example",
        "smtp://mail.ashvale.example",
        "35: `host` is 'smtp://mail.ashvale.example'; write it as mail.office.example",
    ),
    (
        "a port beyond all ports",
        'user = "night-watch"',
        "port = 70000",
        "37: `port` must be between 1 and 65535, not 70000",
    ),
    (
        "mail without encryption over the network",
        'user = "night-watch"',
        'security = "none"',
        '37: `security` may be "none" only for a mail server on this machine',
    ),
    (
        "a sender that is none",
        "night-watch@ashvale.example",
        "night-watch",
        "36: `sender` is 'night-watch'; write it as press@office.example",
    ),
]


def mistakes_of(folder: Path, oncall: str) -> list[str]:
    write(folder, GOOD | {"rules/oncall.toml": oncall})
    with pytest.raises(ConfigError) as caught:
        load_settings(folder)
    assert {one.file for one in caught.value.problems} == {"rules/oncall.toml"}
    return [f"{one.line}: {one.what}" for one in caught.value.problems]


def test_ways_without_mistakes_are_taken(tmp_path: Path) -> None:
    write(tmp_path, GOOD | {"rules/oncall.toml": WAYS})
    oncall = load_settings(tmp_path).oncall
    assert oncall.people[0].ways[1].after_minutes == 5
    assert secret_names(oncall) == {
        "slack": "MONITOR_SLACK_BOT_TOKEN",
        "email": "MONITOR_SMTP_PASSWORD",
        "sms": "MONITOR_NOTIFY_KEY",
        "press-room": "MONITOR_ELSEWHERE_PRESS_ROOM",
    }


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [pytest.param(*rest, id=name) for name, *rest in MISTAKES],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    assert before in WAYS
    assert told in mistakes_of(tmp_path, WAYS.replace(before, after))


def test_a_mail_server_on_this_machine_may_do_without_encryption(tmp_path: Path) -> None:
    here = WAYS.replace("mail.ashvale.example", "localhost")
    here = here.replace('user = "night-watch"', 'security = "none"')
    write(tmp_path, GOOD | {"rules/oncall.toml": here})
    oncall = load_settings(tmp_path).oncall
    assert secret_names(oncall)["email"] == ""


def test_a_password_is_never_sent_in_the_clear(tmp_path: Path) -> None:
    bare = WAYS.replace('user = "night-watch"', 'user = "night-watch"\nsecurity = "none"')
    told = mistakes_of(tmp_path, bare.replace("mail.ashvale.example", "localhost"))
    assert told == ["37: a password is never sent without encryption: set `security`"]


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        ("email", "the id `email` is taken by the project's own way"),
        ("Press room", "`id` is 'Press room'; write it in small letters, as press-room"),
    ],
)
def test_an_id_that_cannot_be_used_is_told(tmp_path: Path, taken: str, said: str) -> None:
    told = mistakes_of(tmp_path, WAYS.replace("press-room", taken))
    assert f"43: {said}" in told


# ---------------------------------------------------------------- secrets


def test_a_way_without_its_secret_stays_shut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, GOOD | {"rules/oncall.toml": WAYS})
    oncall = load_settings(tmp_path).oncall
    for name in secret_names(oncall).values():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MONITOR_NOTIFY_KEY", "hush")
    secrets = secrets_of(oncall)
    assert ready_ways(oncall, secrets) == ["sms"]
    assert missing_secrets(oncall, secrets) == [
        ("slack", "MONITOR_SLACK_BOT_TOKEN"),
        ("email", "MONITOR_SMTP_PASSWORD"),
        ("press-room", "MONITOR_ELSEWHERE_PRESS_ROOM"),
    ]
    assert "hush" not in repr(secrets)
