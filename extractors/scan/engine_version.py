"""Which recogniser and which language model stand ready, asked without loading either."""

import os
import subprocess
from functools import cache
from hashlib import sha256
from pathlib import Path

LANGUAGE = "vie"
_SECONDS = 60.0


@cache
def engine_version() -> str:
    """Return version of Tesseract and digest of its Vietnamese model; "missing" where one of them is not there."""
    named = ["--tessdata-dir", folder] if (folder := os.environ.get("TESSDATA")) else []
    try:
        version = _told("--version").split("\n", 1)[0]
        # The first line names the folder in quotes: List of available languages in "/usr/share/…/tessdata/" (3):
        models = Path(_told(*named, "--list-langs").split('"')[1])
        model = sha256((models / f"{LANGUAGE}.traineddata").read_bytes()).hexdigest()[:12]
    except (OSError, subprocess.SubprocessError, IndexError):
        return "missing"
    return f"{version} {LANGUAGE} {model}"


def _told(*options: str) -> str:
    done = subprocess.run(["tesseract", *options], capture_output=True, text=True, check=True, timeout=_SECONDS)
    return done.stdout or done.stderr
