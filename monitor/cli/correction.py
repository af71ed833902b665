"""`monitor correction`: what is said of us and is not so, and what we did about it."""

import argparse

from monitor.cli import register, register_options
from monitor.registers.table import REGISTERS

REGISTER = REGISTERS["correction"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    register_options.add_arguments(parser, REGISTER)


def run(args: argparse.Namespace) -> int:
    return register.run(args, REGISTER)
