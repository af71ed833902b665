"""The actions and options that the commands of the registers have in common."""

import argparse
from typing import get_origin

from monitor.cli.command import name_of
from monitor.registers.fields import choices_of
from monitor.registers.table import Register, columns_of

HELP = {
    "number": 'as the press office counts: "PR-844"',
    "title": "its headline",
    "text": "its words; - is standard input",
    "embargo_until": "when the press may use it",
    "issued_at": "when it went out; only what is cleared can have",
    "lists": "distribution lists, agencies and outlets that were sent it",
    "themes": "of the plan",
    "messages": "ids of key messages that it carries",
    "quotes": '"Speaker: words"',
    "outlet": "who it is for, who asks, or who published it",
    "programmes": "that it is about",
    "enquiry_id": "the enquiry that it answers",
    "cleared_by": "who cleared it, beside --cleared-at",
    "needed_at": "since when it is (now)",
    "received_at": "when they asked (now)",
    "published_at": "when it came out (now)",
    "decision": "what is to be done about it",
    "wrong": "what is said of us and is not so",
    "words": "by which its coverage is known; budget* inflects",
    "owner": "who owns the outlet",
}
TIMES = 'Times are London\'s: "2026-10-20 08:15", or now. Lists have bars between: "a | b".'


def add_arguments(parser: argparse.ArgumentParser, register: Register) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    adding = actions.add_parser("add", help="register a new one", allow_abbrev=False)
    if register.from_file:
        adding.add_argument("files", nargs="*", metavar="FILE", help="txt, md, html, docx, pdf")
    listing = actions.add_parser("list", help="in the order of time", allow_abbrev=False)
    _add_filters(listing, register)
    showing = actions.add_parser("show", help="all of one, and its history", allow_abbrev=False)
    editing = actions.add_parser("edit", help='change fields; "" empties one', allow_abbrev=False)
    for action in (showing, editing):
        action.add_argument("entry", metavar="ID", help="its number, its id, or how that begins")
    for action in (adding, editing):
        _add_fields(action, register)
        action.epilog = TIMES
    importing = actions.add_parser("import", help="a CSV file, or none of it", allow_abbrev=False)
    importing.add_argument("file", metavar="FILE", help="as `export` writes it; - is stdin")
    exporting = actions.add_parser("export", help="everything, as CSV", allow_abbrev=False)
    exporting.add_argument("file", nargs="?", default="-", metavar="FILE")
    for action in (adding, editing, importing):
        action.add_argument("--by", type=name_of, metavar="NAME", help="who enters it (you)")
    for action in (adding, listing, showing, editing, importing):
        action.add_argument("--json", action="store_true", help="facts as JSON")


def _add_fields(parser: argparse.ArgumentParser, register: Register) -> None:
    for name, hint in columns_of(register.kind).items():
        if name in register.stamped or (name == "kind" and len(register.kinds) == 1):
            continue
        options = (name == "kind" and register.kinds) or choices_of(register.kind, name)
        parser.add_argument(
            option_of(name),
            dest=f"field_{name}",
            choices=[*filter(None, options), ""] if options else None,
            metavar=_metavar(name, hint, bool(options)),
            help=", ".join(filter(None, options)) or HELP.get(name, ""),
        )


def _add_filters(parser: argparse.ArgumentParser, register: Register) -> None:
    columns = columns_of(register.kind)
    parser.add_argument("--since", default="", metavar="TIME", help="from this day on")
    parser.add_argument("--until", default="", metavar="TIME", help="to the end of this day")
    if "kind" in columns:
        kinds = register.kinds or choices_of(register.kind, "kind")
        parser.add_argument("--kind", choices=kinds, metavar="KIND", help=", ".join(kinds))
    if "office_id" in columns:
        parser.add_argument("--office", metavar="ID", help="when several are watched")
        parser.add_argument("--open", action="store_true", help="that wait for somebody")


def option_of(name: str) -> str:
    """`cleared_at` as an option: `--cleared-at`; `office_id` is `--office`."""
    return "--" + name.removesuffix("_id").replace("_", "-")


def _metavar(name: str, hint: object, chosen: bool) -> str:
    if chosen:
        return "WORD"
    if get_origin(hint) is tuple:
        return "LIST"
    return "ID" if name.endswith("_id") else "TIME" if hint is not str else "TEXT"
