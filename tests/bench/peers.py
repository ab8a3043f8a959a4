"""The tools of `peers.yml`, and an environment of its own for each of them, outside the project's dependencies."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
OURS = "boctach"
_LIST = Path(__file__).with_name("peers.yml")
_STAMP = "installed.txt"
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


class CannotInstallError(Exception):
    """Why a tool takes no part, as a sentence for the page."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: `runner` calls it, `packages` are pinned requirements, `programs` maps a program to its package."""

    name: str
    tracks: tuple[str, ...]
    calls: str
    packages: tuple[str, ...] = ()
    programs: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    @property
    def runner(self) -> Path:
        return Path(__file__).parent / "runners" / f"{self.name}.py"


@dataclass(frozen=True, slots=True)
class Installed:
    """A tool that is ready: the interpreter that runs it, and the versions to print."""

    peer: Peer
    python: str
    versions: str


def load_peers() -> tuple[list[Peer], dict[str, str]]:
    """The tools in the order of a round, and whom the ratios of each track are taken to."""
    import yaml

    data: dict[str, Any] = yaml.safe_load(_LIST.read_text(encoding="utf-8"))
    lists = ("tracks", "packages", "languages")
    entries = (
        {key: tuple(value) if key in lists else value for key, value in entry.items()}
        for entry in data["peers"].values()
    )
    return [Peer(name, **entry) for name, entry in zip(data["peers"], entries, strict=True)], data["against"]


def install(peer: Peer, folder: Path, pip_options: tuple[str, ...] = ()) -> Installed:
    """Make the tool's environment under `folder`, or take the one that holds the same packages already.

    CannotInstallError says what is missing.
    """
    _require_programs(peer)
    if not peer.packages:
        return Installed(peer, sys.executable, _versions(peer))
    home = folder / peer.name
    wanted = "\n".join((sys.version, *peer.packages))
    if not (home / _STAMP).exists() or (home / _STAMP).read_text(encoding="utf-8") != wanted:
        _make_environment(peer, home, pip_options)
        (home / _STAMP).write_text(wanted, encoding="utf-8")
    return Installed(peer, str(home / "bin" / "python"), _versions(peer))


def _require_programs(peer: Peer) -> None:
    missing = [f"{name} (Debian: {package})" for name, package in peer.programs.items() if not shutil.which(name)]
    if missing:
        raise CannotInstallError(f"not installed here: {', '.join(missing)}")
    if peer.languages:
        known = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
        ).stdout.split()
        if absent := [f"tesseract-ocr-{language}" for language in peer.languages if language not in known]:
            raise CannotInstallError(f"no Tesseract model here: Debian: {', '.join(absent)}")


def _make_environment(peer: Peer, home: Path, pip_options: tuple[str, ...]) -> None:
    shutil.rmtree(home, ignore_errors=True)
    python = str(home / "bin" / "python")
    install_command = (*_PIP, "--python", python, "install", "--quiet", *pip_options, *peer.packages)
    for command in ((sys.executable, "-m", "venv", "--without-pip", str(home)), install_command):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotInstallError(_reason(done.stderr))


def _reason(messages: str) -> str:
    """The last complaint without addresses.

    >>> _reason("WARNING: x\\nERROR: No matching distribution found for a==1 (see https://example.org/a)")
    'No matching distribution found for a==1 (see …)'
    """
    lines = [line for line in messages.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")] or lines or ["no reason given"]
    return re.sub(r"https?://[^\s)]+|host='[^']*'", "…", errors[-1].removeprefix("ERROR:").strip())


def _versions(peer: Peer) -> str:
    if peer.name == OURS:
        from importlib.metadata import version

        return f"boctach {version('boctach')}"
    tool = [peer.packages[0].replace("==", " ")] if peer.packages else []
    return ", ".join([*tool, *(["Tesseract " + _tesseract_version()] if "tesseract" in peer.programs else [])])


def _tesseract_version() -> str:
    done = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).split()[1]
