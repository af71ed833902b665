"""`monitor run`: the daemon."""

import argparse
import logging

from monitor.cli.command import show
from monitor.daemon import run_daemon
from monitor.settings import SLACK_BOT_TOKEN, load_settings, read_secret


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(args: argparse.Namespace) -> int:
    settings = load_settings(args.config)
    token = read_secret(SLACK_BOT_TOKEN)
    logging.getLogger("monitor").setLevel(logging.INFO)
    if not (token and settings.oncall.slack):
        show("No Slack token: alerts go to this terminal. Ctrl-C stops.")
    return run_daemon(settings, args.config, args.data, token, show)
