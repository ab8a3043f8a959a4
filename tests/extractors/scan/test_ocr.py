"""Tesseract as a function, and what is said when it is missing, crashes, hangs or answers with rubbish."""

import os
import stat
import sys

import numpy
import pytesseract
import pytest

from extractors.model import Unreadable
from extractors.scan import ocr, tesseract


def picture(text="Quyết định", size=30):
    """A line of print as the recogniser gets it."""
    from PIL import Image, ImageDraw, ImageFont

    from tests.making.fonts import find_fonts

    image = Image.new("L", (size * len(text), 2 * size), 255)
    ImageDraw.Draw(image).text(
        (size // 2, size // 3), text, fill=0, font=ImageFont.truetype(str(find_fonts()[0]), size)
    )
    pixels = numpy.asarray(image)
    inked = numpy.nonzero(pixels < 128)
    top, bottom, left, right = inked[0].min(), inked[0].max(), inked[1].min(), inked[1].max()
    return pixels[top - 4 : bottom + 5, left - 4 : right + 5]


@pytest.fixture
def engine_that(tmp_path, monkeypatch):
    """Put a program of the test's own in the place of Tesseract."""

    # Asked once a process: an engine of the test's own tells none.
    pytesseract.get_tesseract_version(cached=True)

    def install(script):
        program = tmp_path / "tesseract"
        program.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path))
        ocr.engine.cache_clear()

    yield install
    ocr.engine.cache_clear()


@pytest.fixture
def no_terminals(monkeypatch):
    """Let there be no terminals from now on, as on Windows: every call starts a process of its own."""

    def remove():
        monkeypatch.setattr(tesseract, "_terminal", lambda: None)
        if tesseract._here.staying:
            tesseract._here.staying.close()
            tesseract._here.staying = None

    return remove


def failure():
    with pytest.raises(Unreadable) as caught:
        ocr.read_lines([picture()])
    return caught.value


def test_lines_are_read_in_order_with_boxes_and_confidence():
    first, second = ocr.read_lines([picture("Quyết định"), picture("Chuyển đổi số")])
    assert [word.text for word in first] == ["Quyết", "định"]
    assert [word.text for word in second] == ["Chuyển", "đổi", "số"]
    assert all(0.5 < word.confidence <= 1 for word in first + second)
    assert first[0].x0 < first[1].x0 and all(word.bottom <= 60 for word in first)


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


# A stand-in answers like Tesseract: a row for the page of every picture it is told of, and these rows before it.
ANSWERING = """
import sys
for page, _ in enumerate(sys.stdin, 1):
    sys.stdout.write('1\\t%d\\t0\\t0\\t0\\t0\\t0\\t0\\t9\\t9\\t-1\\t\\n' % page)
    sys.stdout.write({rows!r} if page == 1 else '')
    sys.stdout.flush()
"""


def answering(*rows):
    """The script of an engine that gives these rows about the first picture."""
    return ANSWERING.format(rows="".join(rows))


def row(text, page=1):
    """A row about a word."""
    return f"5\t{page}\t1\t1\t1\t1\t0\t0\t9\t9\t90\t{text}\n"


@pytest.mark.parametrize("staying", [True, False], ids=["one process for all", "a process for each"])
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import sys; sys.exit(134)", "stopped with status 134"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "stopped with status -11"),
    ],
)
def test_a_crash_is_one_sentence(engine_that, no_terminals, script, words, staying):
    engine_that(script)
    if not staying:
        no_terminals()
    problem = failure()
    assert problem.code == "ocr_failed" and words in problem.sentence


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("pass", "stopped with status 0"),
        ("print('<html>busy</html>')", "stopped with status 0"),
        (answering("<html>busy</html>\n"), "no table of words"),
        (answering(row("Số", page=9)), "no table of words"),
        (answering(row("Số").replace("90", "sure")), "no table of words"),
        ("import sys; [sys.stdout.buffer.write(b'\\xff\\xfe\\n1\\t2\\t\\n') for _ in sys.stdin]", "no text"),
    ],
)
def test_rubbish_is_one_sentence(engine_that, script, words):
    engine_that(script)
    problem = failure()
    assert problem.code == "ocr_failed" and words in problem.sentence


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("pass", "missing"),
        ("import sys; open(sys.argv[2] + '.tsv', 'wb').write(b'\\xff\\xfe\\x00garbage')", "no text"),
        ("import sys; open(sys.argv[2] + '.tsv', 'w').write('<html>busy</html>')", "no table of words"),
    ],
)
def test_rubbish_of_a_process_for_one_call_is_one_sentence(engine_that, no_terminals, script, words):
    engine_that(script)
    no_terminals()
    problem = failure()
    assert problem.code == "ocr_failed" and words in problem.sentence


def test_a_process_for_one_call_that_tells_no_version_is_one_sentence(engine_that, no_terminals, monkeypatch):
    def told_none(cached=False):
        raise SystemExit('Invalid tesseract version: ""')

    engine_that("pass")
    no_terminals()
    monkeypatch.setattr(pytesseract.pytesseract, "get_tesseract_version", told_none)
    problem = failure()
    assert problem.code == "ocr_failed" and "stopped with status 1" in problem.sentence


def test_an_engine_that_hangs_is_ended(engine_that, monkeypatch):
    engine_that("import time; time.sleep(60)")
    monkeypatch.setattr(ocr, "_SECONDS_TO_START", 0.5)
    monkeypatch.setattr(ocr, "_SECONDS_A_PICTURE", 0.0)
    problem = failure()
    assert problem.code == "ocr_failed" and "no answer" in problem.sentence


def test_an_engine_that_never_stops_writing_is_ended(engine_that, monkeypatch):
    engine_that("while True: print('1\\t0\\tbusy', flush=True)")
    monkeypatch.setattr(ocr, "_SECONDS_TO_START", 0.5)
    monkeypatch.setattr(ocr, "_SECONDS_A_PICTURE", 0.0)
    problem = failure()
    assert problem.code == "ocr_failed" and "no answer" in problem.sentence


def test_after_a_failure_the_next_pictures_are_read(engine_that, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(ocr, "_NEVER", "x" * 10_000_000)  # more than a command line may hold
        assert failure().code == "ocr_failed"
    assert [word.text for word in ocr.read_lines([picture("Quyết định")])[0]] == ["Quyết", "định"]


def test_one_process_reads_call_after_call_and_each_call_gets_its_own_words():
    texts = ["Quyết định", "Chuyển đổi số", "Kế hoạch"]
    ocr.read_lines([picture(texts[0])])
    first = tesseract._here.staying
    read = [[" ".join(word.text for word in line) for line in ocr.read_lines(list(map(picture, texts)))] for _ in "ab"]
    assert read == [texts, texts] and tesseract._here.staying is first


def test_both_ways_of_asking_give_the_same(no_terminals):
    pictures = [picture("Quyết định"), picture("12/2024")]
    staying = ocr.read_lines(pictures)
    no_terminals()
    assert ocr.read_lines(pictures) == staying and tesseract._here.staying is None


def test_a_killed_engine_is_started_anew():
    ocr.read_lines([picture("Số")])
    tesseract._here.staying._process.kill()
    assert "stopped with status -9" in failure().sentence
    assert [word.text for word in ocr.read_lines([picture("Kế hoạch")])[0]] == ["Kế", "hoạch"]


def test_more_pictures_than_are_handed_over_at_once(monkeypatch):
    monkeypatch.setattr(ocr, "_AT_ONCE", 2)
    texts = ["Quyết định", "Kế hoạch", "Chuyển đổi số"]
    read = ocr.read_lines([picture(text) for text in texts])
    assert [" ".join(word.text for word in line) for line in read] == texts


def test_the_environment_is_left_as_it_was(monkeypatch, no_terminals):
    no_terminals()
    monkeypatch.setenv("OMP_THREAD_LIMIT", "3")
    ocr.read_lines([picture("Số")])
    assert os.environ["OMP_THREAD_LIMIT"] == "3"


def test_slashes_of_fractions_and_eths_are_what_they_look_like(engine_that):
    engine_that(answering(row("12⁄QÐ-UBND")))
    assert [word.text for word in ocr.read_lines([picture()])[0]] == ["12/QĐ-UBND"]
