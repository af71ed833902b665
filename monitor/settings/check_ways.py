"""Mistakes in the ways out of `rules/oncall.toml`, and in who is told by which."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from monitor.records import Elsewhere, Email, OnCall, Person, Slack, TextMessages
from monitor.settings.addresses import (
    is_host,
    is_loopback,
    wrong_with_mail,
    wrong_with_phone,
    wrong_with_url,
)
from monitor.settings.found import Found, ids, unknown
from monitor.settings.secrets import secret_names

FILE = "rules/oncall.toml"
OWN = ("console", "email", "slack", "sms")  # ids that are taken
WEEK = 7 * 24 * 60  # in minutes: nothing here waits longer

_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{7,}")  # history is read back by id alone
_TEMPLATE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ID = re.compile(r"[a-z][a-z0-9-]*")  # it becomes the name of a variable

Wrong = Iterator[tuple[str, str]]  # the key that holds a mistake, and the mistake


def wrong_with_ways(oncall: OnCall) -> Iterator[Found]:
    """Ways that lead nowhere, and people who are told by a way that is not there."""
    for table, wrong in (
        ("slack", _slack(oncall.slack)),
        ("email", _email(oncall.email)),
        ("sms", _sms(oncall.sms)),
    ):
        for key, what in wrong:
            yield Found(FILE, ("oncall", table, key), what)
    yield from _elsewhere(oncall.elsewhere)
    known = {*secret_names(oncall), "console"}
    for index, person in enumerate(oncall.people):
        for path, what in _person(person, known):
            yield Found(FILE, ("oncall", "people", index, *path), what)


def _slack(slack: Slack | None) -> Wrong:
    if slack and (what := wrong_with_url("api_url", slack.api_url)):
        yield "api_url", what
    if slack and not _CHANNEL_ID.fullmatch(slack.channel):
        what = f"`channel` is {slack.channel!r}; write the channel's id, such as C0123456789"
        yield "channel", what


def _email(email: Email | None) -> Wrong:
    if email is None:
        return
    if not is_host(email.host):
        yield "host", f"`host` is {email.host[:60]!r}; write it as mail.office.example"
    if not 0 < email.port < 65536:
        yield "port", f"`port` must be between 1 and 65535, not {email.port}"
    if what := wrong_with_mail("sender", email.sender):
        yield "sender", what
    if not email.user.isprintable() or not email.user.isascii():
        yield "user", "`user` holds letters that no mail server takes"
    if email.security == "none" and not is_loopback(email.host):
        yield "security", '`security` may be "none" only for a mail server on this machine'
    if email.security == "none" and email.user:
        yield "user", "a password is never sent without encryption: set `security`"


def _sms(sms: TextMessages | None) -> Wrong:
    if sms is None:
        return
    if not _TEMPLATE.fullmatch(sms.template_id):
        what = "`template_id` is the 36 characters that Notify shows below the template"
        yield "template_id", f"{what}, not {sms.template_id[:40]!r}"
    if what := wrong_with_url("api_url", sms.api_url):
        yield "api_url", what
    elif not sms.api_url.startswith("https:") and not _is_here(sms.api_url):
        yield "api_url", "`api_url` must begin with https://: it is sent the key"


def _is_here(url: str) -> bool:
    return is_loopback(urlsplit(url).hostname or "")


def _elsewhere(ways: Iterable[Elsewhere]) -> Iterator[Found]:
    given = [one.id for one in ways]
    yield from ids(FILE, ("oncall", "elsewhere"), given)
    for index, one in enumerate(given):
        path = ("oncall", "elsewhere", index, "id")
        if one in OWN:
            yield Found(FILE, path, f"the id `{one}` is taken by the project's own way")
        elif one.strip() and not _ID.fullmatch(one):
            yield Found(FILE, path, f"`id` is {one!r}; write it in small letters, as press-room")


def _person(person: Person, known: set[str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if person.email and (what := wrong_with_mail("email", person.email)):
        yield ("email",), what
    if person.phone and (what := wrong_with_phone("phone", person.phone)):
        yield ("phone",), what
    seen: Counter[object] = Counter()
    for place, way in enumerate(person.ways):
        path = ("ways", place)
        seen[way.by, way.when, way.severities] += 1
        if way.by not in known:
            yield path, _no_such_way(way.by, known)
        elif what := _without_address(way.by, person):
            yield path, what
        if not 0 <= way.after_minutes <= WEEK:  # nan is in no range
            allowed = f"between 0 and {WEEK} (a week)"
            yield path, f"`after_minutes` must be {allowed}, not {way.after_minutes}"
        if seen[way.by, way.when, way.severities] > 1:
            yield path, f"the way `{way.by}` stands there twice"


def _no_such_way(by: str, known: Iterable[str]) -> str:
    if by in OWN:
        return f"there is no table [oncall.{by}]: say there how `{by}` is reached"
    return unknown("way", by, known)


def _without_address(by: str, person: Person) -> str:
    if by == "email" and not person.email:
        return f"{person.name} has no `email`"
    if by == "sms" and not person.phone:
        return f"{person.name} has no `phone`"
    return ""
