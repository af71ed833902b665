"""Reads `sources.toml` and `rules/*.toml` whole and reports every mistake at once."""

import difflib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date, time
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from monitor.errors import ConfigError, Problem
from monitor.records import (
    Context,
    KeyMessage,
    Manners,
    Office,
    OnCall,
    PickupThresholds,
    Polling,
    Rule,
    Settings,
    Source,
    ToneRules,
)
from monitor.settings.calendars import with_places
from monitor.settings.check import mistakes
from monitor.settings.check_rules import wrong_with_manners, wrong_with_rules
from monitor.settings.found import Found
from monitor.settings.lists import expanded, wrong_with_lists
from monitor.settings.locate import line_of

SOURCES = "sources.toml"
WATCHLIST = "rules/watchlist.toml"
ALERTS = "rules/alerts.toml"
ONCALL = "rules/oncall.toml"
TONE = "rules/tone.toml"
RELEASES = "rules/releases.toml"

FILES: dict[str, dict[str, Any]] = {
    SOURCES: {"polling": Polling, "sources": tuple[Source, ...]},
    WATCHLIST: {"offices": tuple[Office, ...], "context": Context},
    ALERTS: {
        "lists": dict[str, tuple[str, ...]],
        "rules": tuple[Rule, ...],
        "alerting": Manners,
    },
    ONCALL: {"oncall": OnCall},
    TONE: {"tone": ToneRules},
    RELEASES: {"messages": tuple[KeyMessage, ...], "pickup": PickupThresholds},
}
MAY_BE_MISSING: dict[str, Any] = {
    "context": Context(),
    "alerting": Manners(),
    "lists": {},
    "messages": (),
    "pickup": PickupThresholds(),
}
AREAS = Path(__file__).parents[1] / "areas"
STANDING = {TONE: AREAS / "tone.toml", RELEASES: AREAS / "releases.toml"}  # where a file is missing


def load_settings(config: Path) -> Settings:
    """The checked configuration of a folder; raises ConfigError with all mistakes of all files."""
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for name, tables in FILES.items():
        texts[name] = read_text(_standing(config, name), problems)
        parts |= parse_tables(name, texts[name], tables, problems)
    parts, unknown = _with_lists(parts)
    problems += [
        Problem(found.file, line_of(texts[found.file], found.path), found.what)
        for found in (*unknown, *mistakes(parts))
    ]
    if problems:
        raise ConfigError(sorted(problems, key=lambda one: (one.file, one.line, one.what)))
    if parts["context"] == Context():  # a watchlist without it would know no other commissioner
        parts["context"] = default_context()
    parts["oncall"] = with_places(parts["oncall"], config / "rules")
    return Settings(manners=parts.pop("alerting"), **parts)


def _with_lists(parts: dict[str, Any]) -> tuple[dict[str, Any], list[Found]]:
    """The tables with rules that hold the words of the lists they name, and what is wrong there."""
    if "rules" not in parts or "lists" not in parts:
        return parts, []
    rules, lists = parts["rules"], parts["lists"]
    rest = {name: table for name, table in parts.items() if name != "lists"}
    return rest | {"rules": expanded(rules, lists)}, list(wrong_with_lists(rules, lists))


def _standing(config: Path, name: str) -> Path:
    """The file of this configuration, or what comes with the project where it may be missing."""
    given = config / name
    return STANDING[name] if name in STANDING and not given.exists() else given


def load_rulebook(path: Path, settings: Settings) -> tuple[tuple[Rule, ...], Manners]:
    """The rules of another file, checked beside the rest of a configuration, which does not change.

    `path` is the file, or a folder that holds `alerts.toml` or `rules/alerts.toml`. ConfigError
    with all mistakes.
    """
    places = [path, path / "alerts.toml", path / ALERTS]
    given = next((one for one in places if one.is_file()), path / "alerts.toml")
    beside = {"offices": settings.offices, "context": settings.context, "oncall": settings.oncall}
    tables = read_rules(given, beside)
    return tables["rules"], tables["alerting"]


def read_rules(path: Path, beside: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """The rules and their manners of a file, their lists of words written out, checked with what
    is known `beside`; ConfigError with all mistakes."""
    tables, unknown = _with_lists(read_tables(path, ALERTS, name=str(path)))
    text = path.read_text(encoding="utf-8-sig")
    problems = [
        Problem(str(path), line_of(text, found.path), found.what)
        for found in (
            *unknown,
            *wrong_with_rules({**beside, **tables}),
            *wrong_with_manners(tables["alerting"]),
        )
    ]
    if problems:
        raise ConfigError(sorted(problems, key=lambda one: (one.line, one.what)))
    return tables


def default_tone() -> ToneRules:
    """How tone is told where a configuration does not say."""
    tone: ToneRules = read_tables(STANDING[TONE], TONE)["tone"]
    return tone


def tone_of(config: Path) -> ToneRules:
    """How tone is told in a folder that may hold nothing else; ConfigError with all mistakes."""
    given = config / TONE
    if not given.exists():
        return default_tone()
    tone: ToneRules = read_tables(given, TONE, name=TONE)["tone"]
    return tone


def default_context() -> Context:
    """What every area must tell apart."""
    context: Context = read_tables(AREAS / "shared.toml", WATCHLIST, {"context"})["context"]
    return context


def read_tables(
    path: Path, like: str, only: Set[str] = frozenset(), name: str = ""
) -> dict[str, Any]:
    """The tables of one file that is written like another; ConfigError with all its mistakes.

    `name` is what people call the file, where its own name does not tell.
    """
    problems: list[Problem] = []
    tables = {table: shape for table, shape in FILES[like].items() if not only or table in only}
    parts = parse_tables(name or path.name, read_text(path, problems), tables, problems)
    if problems:
        raise ConfigError(problems)
    return parts


def read_text(path: Path, problems: list[Problem]) -> str:
    """The file's text; "" with the mistake noted if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")  # Notepad begins a file with a mark
    except UnicodeDecodeError:
        problems.append(Problem(str(path), 1, "is not UTF-8 text"))
    except OSError as error:
        problems.append(Problem(str(path), 1, f"cannot be read: {error.strerror}"))
    return ""


def parse_tables(
    name: str, text: str, tables: dict[str, Any], problems: list[Problem]
) -> dict[str, Any]:
    """The file's tables as records; a table with mistakes is left out and its mistakes noted."""
    if any(problem.file.endswith(name) for problem in problems):
        return {}
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is no TOMLDecodeError
        problems.append(Problem(name, _line_in(str(error), text), f"not TOML: {error}"))
        return {}
    problems += _unknown_tables(name, text, document, tables)
    parts = {}
    for table, shape in tables.items():
        if table in MAY_BE_MISSING and table not in document:
            parts[table] = MAY_BE_MISSING[table]
            continue
        try:
            parts[table] = _as_records(document, table, shape)
        except ValidationError as error:
            for detail in error.errors():
                path = (table, *detail["loc"])
                what = _in_words(detail, table, shape)
                problems.append(Problem(name, line_of(text, path), what))
        except KeyError:
            problems.append(Problem(name, 1, f"the table `{table}` is missing"))
        except RecursionError:
            problems.append(Problem(name, line_of(text, (table,)), f"`{table}` is nested too deep"))
    return parts


def _as_records(document: dict[str, Any], table: str, shape: Any) -> Any:  # noqa: ANN401
    # By way of JSON, pydantic is strict about numbers and still takes lists for tuples and
    # strings for dates, which its strict mode for Python values refuses.
    as_json = json.dumps(document[table], default=_plain)
    return TypeAdapter(shape).validate_json(as_json)


def _plain(value: date | time) -> str:
    return value.isoformat()


def _unknown_tables(
    name: str, text: str, document: dict[str, Any], tables: dict[str, Any]
) -> Iterator[Problem]:
    for key in document.keys() - tables.keys():
        yield Problem(name, line_of(text, (key,)), f"unknown table `{key}`{_meant(key, tables)}")


def _meant(key: str, known: Any) -> str:  # noqa: ANN401
    close = difflib.get_close_matches(key, list(known), n=1)
    return f", did you mean `{close[0]}`?" if close else ""


def _in_words(detail: ErrorDetails, table: str, shape: Any) -> str:  # noqa: ANN401
    """What is wrong with the key at the end of this path, in a press officer's words."""
    loc = detail["loc"]
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), table)
    match detail["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return f"unknown key `{key}`{_meant(key, _keys_at(shape, loc[:-1]))}"
        case "missing" | "missing_argument":
            return f"`{key}` is missing"
        case "enum" | "literal_error":
            given, allowed = str(detail["input"]), detail["ctx"]["expected"].replace("'", "")
            options = [one for one in allowed.replace(" or ", ", ").split(", ") if one]
            is_key = key == "[key]"  # the input is itself a key, such as a severity of `chains`
            wrong = f"unknown key `{given}`" if is_key else f"`{key}` is {_written(detail)}"
            return f"{wrong}; it must be one of {_either(options)}{_meant(given, options)}"
        case "json_invalid":
            return f"`{key}` is nested too deep"
        case _:
            wanted = detail["msg"].removeprefix("Input ")
            return f"`{key}` {wanted[:1].lower()}{wanted[1:]}, not {_written(detail)}"


def _either(options: Sequence[str]) -> str:
    *others, last = options
    return f"{', '.join(others)} or {last}" if others else last


def _written(detail: ErrorDetails) -> str:
    """The value nearly as TOML writes it: `true`, not `True`."""
    return json.dumps(detail["input"], ensure_ascii=False)[:60]


def _keys_at(shape: Any, path: Sequence[str | int]) -> list[str]:  # noqa: ANN401
    """The keys that a record of the configuration knows, found by walking the types."""
    for part in path:
        if isinstance(part, int):
            shape = get_args(shape)[0]
        elif is_dataclass(shape) and isinstance(shape, type):
            hints = {name.removesuffix("_"): hint for name, hint in get_type_hints(shape).items()}
            shape = hints[part]
            if get_origin(shape) is UnionType:  # a table that may be left out
                shape = get_args(shape)[0]
        else:
            shape = get_args(shape)[-1]
    if isinstance(shape, type) and is_dataclass(shape):
        return [one.name.removesuffix("_") for one in fields(shape)]
    return []


def _line_in(message: str, text: str) -> int:
    """tomllib ends its messages with `(at line 3, column 5)` or `(at end of document)`, if any."""
    if "(at end of document)" in message:
        return max(1, len(text.splitlines()))
    line = message.partition("(at line ")[2].partition(",")[0]
    return int(line) if line.isdigit() else 1
