"""The demo's own data folder and configuration, which it may throw away, and no other."""

import shutil
from importlib.resources import files
from pathlib import Path

from monitor.demo.script import FOLDER
from monitor.errors import InputRefused

MARK = ".monitor-demo"


def start_clean(folder: Path) -> None:
    """Empties the folder of an earlier demo; refuses one that no demo made."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise InputRefused(f"{folder} holds something that no demo made; name another --data")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).write_text("The next `monitor demo` empties this folder.\n", encoding="utf-8")


def write_config(folder: Path, newsroom: str) -> Path:
    """A configuration like any other, for the demo's invented area; its folder."""
    config = folder / "config"
    (config / "rules").mkdir(parents=True, exist_ok=True)
    sources = FOLDER.joinpath("sources.toml").read_text(encoding="utf-8")
    rules = files("monitor.areas").joinpath("alerts.toml").read_text(encoding="utf-8")
    (config / "sources.toml").write_text(sources.replace("{newsroom}", newsroom), encoding="utf-8")
    (config / "rules" / "alerts.toml").write_text(rules, encoding="utf-8")
    for name in ("watchlist.toml", "oncall.toml"):
        text = FOLDER.joinpath(name).read_text(encoding="utf-8")
        (config / "rules" / name).write_text(text, encoding="utf-8")
    return config
