"""Tesseract as a function, and what is said when it is missing, crashes, hangs or answers with rubbish."""

import os
import stat
import sys

import numpy
import pytest

from extractors.model import Unreadable
from extractors.scan import ocr


def picture(text="Quyết định", size=30):
    """A line of print as the recogniser gets it."""
    from PIL import Image, ImageDraw, ImageFont

    from tests.making.fonts import find_fonts

    image = Image.new("L", (size * len(text), 2 * size), 255)
    ImageDraw.Draw(image).text(
        (size // 2, size // 3), text, fill=0, font=ImageFont.truetype(str(find_fonts()[0]), size)
    )
    return numpy.asarray(image)


@pytest.fixture
def engine_that(tmp_path, monkeypatch):
    """Put a program of the test's own in the place of Tesseract."""

    def install(script):
        program = tmp_path / "tesseract"
        program.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path))
        ocr.engine.cache_clear()

    yield install
    ocr.engine.cache_clear()


def failure():
    with pytest.raises(Unreadable) as caught:
        ocr.read_lines([picture()])
    return caught.value


def test_lines_are_read_in_order_with_boxes_and_confidence():
    first, second = ocr.read_lines([picture("Quyết định"), picture("Chuyển đổi số")])
    assert [word.text for word in first] == ["Quyết", "định"]
    assert [word.text for word in second] == ["Chuyển", "đổi", "số"]
    assert all(0.5 < word.confidence <= 1 for word in first + second)
    assert first[0].x1 <= first[1].x0 and all(word.bottom <= 60 for word in first)


def test_no_pictures_need_no_engine(engine_that):
    engine_that("raise SystemExit(3)")
    assert ocr.read_lines([]) == []


def test_the_engine_says_its_name_and_version():
    name, version, language = ocr.engine().split()
    assert (name, language) == ("tesseract", "vie") and version[0].isdigit()


def test_missing_program_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.engine.cache_clear()
    problem = failure()
    assert problem.code == "ocr_missing" and "apt-get install tesseract-ocr tesseract-ocr-vie" in problem.sentence
    with pytest.raises(Unreadable, match="not installed"):
        ocr.engine()


def test_missing_vietnamese_model_is_told_from_a_crash(tmp_path, monkeypatch):
    monkeypatch.setenv("TESSDATA", str(tmp_path))
    problem = failure()
    assert problem.code == "ocr_missing" and "no Vietnamese model" in problem.sentence


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import sys; sys.exit(134)", "stopped with status 134"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "stopped with status -11"),
        ("pass", "missing"),
        ("import sys; open(sys.argv[2] + '.tsv', 'wb').write(b'\\xff\\xfe\\x00garbage')", "no text"),
        ("import sys; open(sys.argv[2] + '.tsv', 'w').write('<html>busy</html>')", "no table of words"),
        (
            "import sys; open(sys.argv[2] + '.tsv', 'w').write("
            "'level\\tpage_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n5\\t9\\t0\\t0\\t1\\t1\\t90\\tx')",
            "no table of words",
        ),
    ],
)
def test_a_crash_or_rubbish_is_one_sentence(engine_that, script, words):
    engine_that(script)
    problem = failure()
    assert problem.code == "ocr_failed" and words in problem.sentence


def test_an_engine_that_hangs_is_ended(engine_that, monkeypatch):
    engine_that("import time; time.sleep(60)")
    monkeypatch.setattr(ocr, "_SECONDS_TO_START", 0.5)
    monkeypatch.setattr(ocr, "_SECONDS_A_PICTURE", 0.0)
    problem = failure()
    assert problem.code == "ocr_failed" and "no answer" in problem.sentence


def test_the_environment_is_left_as_it_was(monkeypatch):
    monkeypatch.setenv("OMP_THREAD_LIMIT", "3")
    ocr.read_lines([picture("Số")])
    assert os.environ["OMP_THREAD_LIMIT"] == "3"


def test_slashes_of_fractions_and_eths_are_what_they_look_like(engine_that):
    row = "level\\tpage_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n5\\t1\\t0\\t0\\t9\\t9\\t90\\t12⁄QÐ-UBND"
    engine_that(f"import sys; open(sys.argv[2] + '.tsv', 'w', encoding='utf-8').write('{row}')")
    assert [word.text for word in ocr.read_lines([picture()])[0]] == ["12/QĐ-UBND"]
