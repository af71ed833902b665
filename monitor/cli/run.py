"""`monitor run`: the daemon."""

import argparse
import logging

from monitor.cli.command import show
from monitor.daemon import run_daemon
from monitor.settings import load_settings, ready_ways, secrets_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(args: argparse.Namespace) -> int:
    settings = load_settings(args.config)
    secrets = secrets_of(settings.oncall)
    logging.getLogger("monitor").setLevel(logging.INFO)
    if not ready_ways(settings.oncall, secrets):
        show("No way out is set up: alerts go to this terminal. Ctrl-C stops.")
    return run_daemon(settings, args.config, args.data, secrets, show)
