"""Several readings of a line weighed against one another."""

from dataclasses import replace

import pytest

from extractors.scan.ocr import SeenWord
from extractors.scan.readings import Choice, choose
from extractors.scan.sureness import sureness


def line(text, confidence=0.9, **doubts):
    return [
        SeenWord(word, 10.0 * at, 0, 10.0 * at + 8, 10, doubts.get(word, confidence))
        for at, word in enumerate(text.split())
    ]


def chosen(*readings):
    return " ".join(word.text for choice in choose(readings) for word in choice.words)


def test_readings_that_agree_stand_with_all_votes():
    choices = choose([line("Sở Y tế"), line("Sở Y tế")])
    assert [(choice.words[0].text, choice.votes, choice.voters) for choice in choices] == [
        ("Sở", 2, 2), ("Y", 2, 2), ("tế", 2, 2),
    ]  # fmt: skip


def test_the_surer_reading_wins():
    assert chosen(line("kiếm tra", kiếm=0.5), line("kiểm tra", kiểm=0.8)) == "kiểm tra"


def test_two_readings_outvote_a_third():
    assert chosen(line("kiếm tra"), line("kiểm tra", 0.6), line("kiểm tra", 0.6)) == "kiểm tra"


def test_a_word_read_surely_is_kept_though_two_looks_saw_nothing():
    assert chosen(line("/STP-VB", 0.93), [], []) == "/STP-VB"
    assert chosen(line("/STP-VB", 0.8), [], []) == ""


def test_looks_that_skipped_ink_do_not_outvote_the_one_that_read_it():
    skipped = [replace(word, skips=True, confidence=0.48) for word in line("lớp,")]
    assert chosen(line("07 lớp,", **{"07": 0.65}), line("lớp,"), line("lớp,")) == "lớp,"
    assert chosen(line("07 lớp,", **{"07": 0.65}), skipped, skipped) == "07 lớp,"


def test_what_is_no_word_needs_more_to_win():
    assert chosen(line("gÓp ý"), line("góp ý", 0.7)) == "góp ý"


def test_a_word_that_one_reading_parts_is_one_choice():
    assert chosen(line("thực hiện ngay", 0.9), line("thựchiện ngay", 0.4)) == "thực hiện ngay"


def test_a_doubtful_sign_that_one_reading_adds_is_dropped():
    assert chosen(line("thuốc , các", **{",": 0.2}), line("thuốc các")) == "thuốc các"


def test_nothing_read_is_nothing():
    assert chosen([], []) == ""
    assert chosen([], line("7")) == "7"


def test_what_the_first_reading_lacks_at_the_beginning_is_not_lost():
    assert chosen(line("Cục"), line("trưởng Cục"), line("trưởng Cục")) == "trưởng Cục"


def test_a_word_that_two_of_three_readings_lack_is_dropped():
    assert chosen(line("KH&CN trưởng"), line("KH&CN"), line("KH&CN")) == "KH&CN"


def test_a_word_that_one_of_two_readings_lacks_is_kept():
    assert chosen(line("Sở Y tế"), line("Sở tế")) == "Sở Y tế"


@pytest.mark.parametrize(("text", "is_doubted"), [("9", True), ("hai", False)])
def test_figures_that_each_look_reads_otherwise_are_doubted_more_than_words(text, is_doubted):
    [word] = line(text, 0.71)
    found = sureness(word, Choice((word,), 1, 3), "", sure=frozenset(), is_hard=False)
    assert (found < 0.7) is is_doubted
