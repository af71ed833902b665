"""`monitor diary`: what is to come, and explains coverage or clashes."""

import argparse

from monitor.cli import register, register_options
from monitor.registers.table import REGISTERS

REGISTER = REGISTERS["diary"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    register_options.add_arguments(parser, REGISTER)


def run(args: argparse.Namespace) -> int:
    return register.run(args, REGISTER)
