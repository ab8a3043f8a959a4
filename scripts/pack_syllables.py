"""Pack counts of syllables and syllable pairs into `normalizers/resources/syllable_pairs.tsv.gz`.

Usage: python -m scripts.pack_syllables SYLLABLES.tsv.gz PAIRS.tsv.gz. Both have a header line, lower-case syllables
and a count in the last column. Left out: what is not spelt as a Vietnamese syllable, and words of English text.
"""

import csv
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from extractors.syllables import is_syllable
from normalizers.text import spelling_key

TARGET = Path("normalizers/resources/syllable_pairs.tsv.gz")
HEADER = (
    "# Counts over 5.9 million syllables of 812 Vietnamese laws and decrees (public texts, lower case, NFC, tone mark "
    "as in hoà); pairs stand side by side in one sentence, seen 3 times or more. syllable, count, then next, count …"
)
# A word whose neighbours are mostly no Vietnamese syllables comes from the English texts of the collection.
ENGLISH_SHARE = 0.3


def main(syllables: Path, pairs: Path) -> None:
    """Write the packed file."""
    pair_counts = {(first, second): int(count) for first, second, count in _read(pairs)}
    english = _english_words(pair_counts)
    kept = Counter[str]()
    for word, count in _read(syllables):
        if is_syllable(word) and word not in english:
            kept[spelling_key(word)] += int(count)
    followers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (first, second), count in pair_counts.items():
        if not {first, second} & english and is_syllable(first) and is_syllable(second):
            followers[spelling_key(first)][spelling_key(second)] += count
    lines = [HEADER, *(_line(word, count, followers[word]) for word, count in kept.most_common())]
    # Fixed time stamp: the same counts give the same bytes.
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))


def _line(word: str, count: int, followers: Counter[str]) -> str:
    return "\t".join([word, str(count), *(f"{other}\t{seen}" for other, seen in followers.most_common())])


def _english_words(pairs: Mapping[tuple[str, str], int]) -> set[str]:
    foreign, total = Counter[str](), Counter[str]()
    for (first, second), count in pairs.items():
        for word, other in ((first, second), (second, first)):
            total[word] += count
            foreign[word] += count * (not is_syllable(other) and other.isascii())
    return {word for word in total if word.isascii() and foreign[word] > ENGLISH_SHARE * total[word]}


def _read(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        yield from rows


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
