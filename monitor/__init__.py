"""The press room's night watch: hears of trouble before the phone rings."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("pressroom-monitor")
except PackageNotFoundError:  # run from a checkout that nobody installed
    __version__ = "0+checkout"
