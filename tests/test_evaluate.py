"""`make evaluate SUITE=quick` runs and no figure is under its floor."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_no_figure_falls_under_its_floor():
    line = [sys.executable, "-m", "tests.evaluation", "--suite", "quick"]
    seen = subprocess.run(line, capture_output=True, text=True, check=False, cwd=ROOT)
    assert seen.returncode == 0, seen.stdout + seen.stderr
    assert "cells exact" in seen.stdout
