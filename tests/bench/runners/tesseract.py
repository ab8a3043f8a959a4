"""Bare Tesseract, page segmentation 3 (its default), on the very images the scanned PDF holds: text, no tables."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any


def read(path: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdfimages", "-all", path, f"{folder}/page"], check=True)
        return {"text": "\n".join(_recognise(image) for image in sorted(Path(folder).iterdir()))}


def _recognise(image: Path) -> str:
    command = ["tesseract", str(image), "stdout", "-l", "vie", "--psm", "3"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
