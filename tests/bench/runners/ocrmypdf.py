"""OCRmyPDF, a searchable PDF and its text beside it: text, no tables."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any


def read(path: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "text.txt")
        options = ["--quiet", "--force-ocr", "-l", "vie", "--jobs", "1", "--sidecar", str(text)]
        subprocess.run([sys.executable, "-m", "ocrmypdf", *options, path, f"{folder}/out.pdf"], check=True)
        return {"text": text.read_text(encoding="utf-8")}
