"""Call a runner: `PYTHON -P call.py RUNNER DOCUMENT OUT`. Standard library only: any interpreter runs it."""

import json
import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    runner, document, out = sys.argv[1:]
    given = runpy.run_path(runner)["read"](document)
    Path(out).write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
