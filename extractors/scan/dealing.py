"""Which of the lines side by side in a picture each of its words belongs to."""

from collections.abc import Sequence

from extractors.scan.line_pictures import Slot
from extractors.scan.ocr import SeenWord

# A line with ink that gets no word is as bad as a word that is told this far (pixels) to the left of its line, where
# Tesseract's boxes of some words reach; hardly any word is told to begin right of its line.
_NO_WORD, _RIGHT = 30.0, 3.0
# A word that is told to end right of its line speaks against it a little: many boxes reach too far, to their picture's
# end even.
_BEYOND, _MOST_BEYOND = 0.5, 15.0
# A box that reaches so far over the next word is no measure of its word; nor is where it begins, which counts half.
_OVER, _LOOSE = 20.0, 0.5


def deal(words: Sequence[SeenWord], slots: Sequence[Slot]) -> list[list[SeenWord]]:
    """Return the words of each slot: in the order of reading, near where they begin, with as few slots empty as can be.

    >>> slots = [Slot(3, 90, 0, 1), Slot(112, 205, 300, 1)]
    >>> words = [SeenWord("dựng;", 5, 0, 88, 9, 1), SeenWord("chính.", 91, 0, 375, 9, 1)]
    >>> [[word.text for word in line] for line in deal(words, slots)]
    [['dựng;'], ['chính.']]
    >>> slots = [Slot(3, 117, 0, 1), Slot(132, 240, 300, 1), Slot(255, 411, 600, 1)]
    >>> places = (("NSNN", 5, 98), ("truyền", 87, 407), ("liên", 246, 319), ("quan", 335, 413))
    >>> words = [SeenWord(text, x0, 0, x1, 9, 1) for text, x0, x1 in places]
    >>> [[word.text for word in line] for line in deal(words, slots)]
    [['NSNN'], ['truyền'], ['liên', 'quan']]
    >>> slots = [Slot(151, 230, 0, 1), Slot(246, 431, 300, 1)]
    >>> words = [SeenWord("quan", 148, 0, 217, 9, 1), SeenWord("tộc", 233, 0, 285, 9, 1)]
    >>> [[word.text for word in line] for line in deal(words, slots)]
    [['quan'], ['tộc']]
    """
    dealt: list[list[SeenWord]] = [[] for _ in slots]
    for word, place in zip(words, _places(words, slots), strict=True):
        dealt[place].append(word)
    return dealt


def _places(words: Sequence[SeenWord], slots: Sequence[Slot]) -> list[int]:
    """The slot of each word: the cheapest way through, word by word."""
    if not words:
        return []
    costs: list[float] = []
    came_from: list[list[int]] = []
    for number, word in enumerate(words):
        ways = [_best_way(costs, place) if number else (_NO_WORD * place, place) for place in range(len(slots))]
        is_loose = number + 1 < len(words) and word.x1 > words[number + 1].x0 + _OVER
        distances = [_distance(word, slot, is_loose=is_loose) for slot in slots]
        costs = [cost + distance for (cost, _), distance in zip(ways, distances, strict=True)]
        came_from.append([before for _, before in ways])
    ends = [cost + _NO_WORD * (len(slots) - 1 - place) for place, cost in enumerate(costs)]
    places = [min(range(len(slots)), key=ends.__getitem__)]
    for before in reversed(came_from[1:]):
        places.append(before[places[-1]])
    return places[::-1]


def _best_way(costs: Sequence[float], place: int) -> tuple[float, int]:
    """The cheapest slot of the word before, with what the slots left out between cost."""
    return min((costs[before] + _NO_WORD * max(0, place - before - 1), before) for before in range(place + 1))


def _distance(word: SeenWord, slot: Slot, *, is_loose: bool) -> float:
    beside = max(slot.start - word.x0, _RIGHT * (word.x0 - slot.end), 0.0)
    if is_loose:
        return _LOOSE * beside
    return beside + min(_BEYOND * max(0.0, word.x1 - slot.end), _MOST_BEYOND)
