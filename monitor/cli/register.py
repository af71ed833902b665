"""What the commands of the registers do: add, list, show, edit, import, export."""

import argparse
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from monitor.cli.command import (
    FINE,
    TO_FIX,
    complain,
    read_input,
    show,
    you,
)
from monitor.cli.register_options import option_of
from monitor.cli.register_pages import entered_page, list_page, show_page
from monitor.clock import now_utc
from monitor.errors import ConfigError, InputRefused
from monitor.registers.entries import rowed
from monitor.registers.fields import words_of
from monitor.registers.sheet import Line, read, written
from monitor.registers.table import Register, belongs, columns_of
from monitor.settings import load_settings
from monitor.settings.load import SOURCES
from monitor.steps.entering import Refused, Setting, enter
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.paths import ledger_of
from monitor.store.registers import entries


def run(args: argparse.Namespace, register: Register) -> int:
    path = ledger_of(args.data)
    writing = args.action in {"add", "edit", "import"}
    if not path.exists():
        if not writing:
            complain(f"there is no ledger in {args.data} yet")
            return TO_FIX
        complain(f"nothing has run in {args.data} yet: the entry waits there for the first pass")
        args.data.mkdir(parents=True, exist_ok=True)
    with closing(open_ledger(path)) as ledger:
        if writing:
            return _write(args, register, ledger)
        if args.action == "export":
            return _export(args.file, register, ledger)
        page = list_page if args.action == "list" else show_page
        show(page(ledger, register, args, now_utc()))
    return FINE


def _write(args: argparse.Namespace, register: Register, ledger: Ledger) -> int:
    lines = _lines(args, register)
    by, now = args.by or you(), now_utc()
    setting = _setting(args.config, register, ledger)
    try:
        entered = enter(ledger, register, lines, setting, by, now)
    except Refused as refused:
        for line, fault in refused.mistakes:
            where = f"{args.file}:{line}, " if args.action == "import" else ""
            complain(f"{where}{option_of(fault.field).lstrip('-')}: {fault.what}")
        return TO_FIX
    show(entered_page(ledger, register, entered, args, now))
    return FINE


def _lines(args: argparse.Namespace, register: Register) -> list[Line]:
    """What is to be entered; an edit and a new entry are sheets of one line."""
    if args.action == "import":
        lines, wrong = read(register, read_input(args.file))
        if wrong:
            raise InputRefused("\n".join(f"{args.file}, {one}" for one in wrong))
        return lines
    given = {
        name: words
        for name in columns_of(register.kind)
        if (words := getattr(args, f"field_{name}", None)) is not None
    }
    if given.get("text") == "-":
        given["text"] = read_input("-")
    if args.action == "edit":
        if not given:
            raise InputRefused("say what is to be changed, as `--note TEXT`; --help has all fields")
        return [Line(0, args.entry, given)]
    usual = dict.fromkeys(register.now, "now")
    read_from = [_of_file(register, file, given) for file in getattr(args, "files", [])]
    if len(read_from) > 1 and {"title", "number"} & given.keys():
        raise InputRefused("one title or number cannot be that of several files")
    return [Line(0, "", usual | words | given) for words in read_from or [{}]]


def _of_file(register: Register, file: str, given: Mapping[str, str]) -> dict[str, str]:
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        raise InputRefused(f"{file}: {error.strerror}") from None
    # Here, because nobody who answers an enquiry should wait for what reads PDF.
    from monitor.collect.document import read_document

    document = read_document(Path(file).name, content)
    if document.issued_on and register.at == "issued_at" and "issued_at" not in given:
        complain(f"{file} is dated {document.issued_on}: say --issued-at when it went out")
    return {name: words_of(getattr(document, of)) for of, name in register.from_file.items()}


def _setting(config: Path, register: Register, ledger: Ledger) -> Setting:
    """A mistake in the configuration must not keep people's work out."""
    try:
        if (config / SOURCES).exists():
            settings = load_settings(config)
            return Setting(tuple(one.id for one in settings.offices), settings.sources)
    except ConfigError:
        complain("the configuration has mistakes, see `monitor check`: no outlet is known by it")
    known = {getattr(one, "office_id", "") for one in entries(ledger, register.shelf)}
    return Setting(tuple(sorted(known - {""})))


def _export(file: str, register: Register, ledger: Ledger) -> int:
    standing = [one for one in entries(ledger, register.shelf) if belongs(register, one)]
    sheet = written(register, [rowed(register, one) for one in standing])
    if file == "-":
        sys.stdout.write(sheet)
        return FINE
    try:
        Path(file).write_bytes(sheet.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise InputRefused(f"{file}: {error.strerror}") from None
    show(f"{len(standing)} {register.plural} in {file}.")
    return FINE
