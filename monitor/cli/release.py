"""`monitor release`: what the office puts out of itself."""

import argparse

from monitor.cli import register, register_options
from monitor.registers.table import REGISTERS

REGISTER = REGISTERS["release"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    register_options.add_arguments(parser, REGISTER)


def run(args: argparse.Namespace) -> int:
    return register.run(args, REGISTER)
