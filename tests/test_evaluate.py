"""`make evaluate SUITE=quick` runs and no figure is under its floor."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.evaluation.baseline import compare, load_baseline
from tests.evaluation.review_track import score_reviewed

ROOT = Path(__file__).parents[1]


def test_no_figure_falls_under_its_floor():
    line = [sys.executable, "-m", "tests.evaluation", "--suite", "quick"]
    seen = subprocess.run(line, capture_output=True, text=True, check=False, cwd=ROOT)
    assert seen.returncode == 0, seen.stdout + seen.stderr
    assert "cells exact" in seen.stdout


@pytest.mark.slow
def test_a_scan_is_right_once_a_person_corrected_what_is_doubted():
    change = compare("reviewed scan", score_reviewed("seed_2022", "office200"), load_baseline())
    assert not change.lost and not change.fallen
