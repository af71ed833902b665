"""`monitor coverage`: coverage that no feed shows, such as a radio interview."""

import argparse

from monitor.cli import register, register_options
from monitor.registers.table import REGISTERS

REGISTER = REGISTERS["coverage"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    register_options.add_arguments(parser, REGISTER)


def run(args: argparse.Namespace) -> int:
    return register.run(args, REGISTER)
