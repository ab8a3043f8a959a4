"""The part of a line that is looked at again: doubtful words with their neighbours, nothing of the rest lost."""

import numpy
from hypothesis import given
from hypothesis import strategies as st

from extractors.scan.line_measures import Measures
from extractors.scan.line_parts import find_part
from extractors.scan.line_pictures import CutLine
from extractors.scan.ocr import SeenWord
from extractors.scan.text_lines import TextLine

# A line of twelve words, each 40 pixels of ink with blanks of 10; its small letters are 10 high.
LEFT, MARGIN, COUNT, PITCH, INK = 100, 3, 12, 50, 40
RIGHT = LEFT + COUNT * PITCH - (PITCH - INK)


def cut():
    inked = numpy.zeros(RIGHT - LEFT + 2 * MARGIN, bool)
    for at in range(COUNT):
        inked[MARGIN + at * PITCH : MARGIN + at * PITCH + INK] = True
    pixels = numpy.where(inked, 0, 255).astype(numpy.uint8)[None].repeat(20, axis=0)
    return CutLine(TextLine((), (), LEFT, 0, RIGHT, 14, Measures(14.0, 10.0)), pixels, LEFT - MARGIN, -MARGIN, inked)


def reading():
    return [SeenWord(f"w{at}", LEFT + at * PITCH, 0, LEFT + at * PITCH + INK, 14, 0.9) for at in range(COUNT)]


def test_a_doubtful_word_is_shown_with_one_word_on_both_sides():
    part = find_part(cut(), reading(), [5], 10.0)
    assert [word.text for word in part.before] == ["w0", "w1", "w2", "w3"]
    assert [word.text for word in part.after] == ["w7", "w8", "w9", "w10", "w11"]
    assert (part.line.line.x0, part.line.line.x1) == (LEFT + 4 * PITCH, LEFT + 6 * PITCH + INK)
    assert part.line.pixels.shape[1] == len(part.line.columns) == 3 * PITCH - 10 + 2 * MARGIN
    assert part.line.columns.sum() == 3 * INK


def test_a_line_that_is_doubtful_from_end_to_end_is_shown_whole():
    line = cut()
    assert find_part(line, reading(), [0, 11], 10.0).line is line
    assert find_part(line, [], [], 10.0).line is line


@given(
    st.lists(st.floats(-50, 900), min_size=1, max_size=12),
    st.data(),
)
def test_words_wherever_they_are_told_to_be_leave_a_picture_and_no_word_is_lost(places, data):
    words = [SeenWord(f"w{at}", x, 0, x + 1, 14, 0.9) for at, x in enumerate(sorted(places))]
    doubtful = data.draw(st.sets(st.integers(0, len(words) - 1), min_size=1))
    part = find_part(cut(), words, doubtful, 10.0)
    kept = len(part.before) + len(part.after)
    assert part.line.pixels.shape[1] > 10 and not {w.text for w in (*part.before, *part.after)} & {
        f"w{at}" for at in doubtful
    }
    assert part.complete(words[len(part.before) : len(words) - len(part.after)]) == tuple(words) and kept < len(words)
