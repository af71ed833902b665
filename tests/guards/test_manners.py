"""What the repository says of itself: pinned versions, no addresses, docs that hold."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from monitor.settings import load_settings

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_every_package_with_hashes_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.findall(r"^([a-z0-9.-]+)==\S+", text, re.MULTILINE)
    entries = re.split(r"\n(?=[a-z])", text.strip())
    assert len(packages) == len(entries) > 10
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "index-url" not in text


def test_both_locks_agree_on_what_users_get() -> None:
    ours, developers = (
        dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in LOCKS
    )
    assert ours.items() <= developers.items()


def test_the_lock_meets_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=]", line)[0].lower() for line in project["dependencies"]}
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / LOCKS[0]).read_text(), re.MULTILINE))
    assert wanted <= locked


def test_commands_in_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    readme += (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make (\w+)`", readme)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"make {target}"
    main = (ROOT / "monitor/cli/main.py").read_text(encoding="utf-8")
    for command in set(re.findall(r"`monitor (\w+)", readme)):
        assert f'"{command}":' in main, f"monitor {command}"


def test_files_named_in_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    made_at_run_time = ("data/",)
    for name in set(re.findall(r"`((?:monitor|docs|rules|tests|systemd)/[\w./-]+)`", readme)):
        assert name.startswith(made_at_run_time) or (ROOT / name).exists(), name


def test_sources_in_the_docs_are_right(tmp_path: Path) -> None:
    page = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 4
    manners = '[polling]\ncontact = "mailto:desk@example.org"\n'
    (tmp_path / "rules").mkdir()
    for name in ("watchlist", "alerts", "oncall"):
        file = ROOT / "rules" / f"{name}.toml"
        (tmp_path / "rules" / file.name).write_bytes(file.read_bytes())
    for block in blocks:
        (tmp_path / "sources.toml").write_text(manners + block, encoding="utf-8")
        assert load_settings(tmp_path).sources


def test_no_tracked_file_carries_a_path_of_somebodys_machine() -> None:
    found = subprocess.run(
        ["git", "grep", "-nE", r"/(home|root|Users|work)/[a-z]", "--", ":!*.lock"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in found.stdout.splitlines() if "git grep" not in line]
    assert [line for line in lines if "test_manners.py" not in line] == []
