"""spaCy and underthesea behind one door: word segmentation, and a pipeline that marks what our finders see.

Both are loaded on first use and work offline; nothing else in the project imports them. Of underthesea only
`word_tokenize` and `pos_tag` are used: their models come with the package.

What they earn was measured on cells and sentences written before the rules:

- Splitting an unknown list at "và": 26 of 30 cells right without; 21 to 22 where a noun or an entity behind it splits,
  27 where both neighbours must be proper nouns; no cell of the gold lists changes. No gain worth a model: not used.
- Names of unknown units in running text (28 names): F1 0.67 with the tags behind a head noun, 0.50 with our lists of
  duties, 0.70 with both, 0 with the organisations of `ner`. Both are used, `ner` is not: `normalizers.unit_proposals`.
- Sentences of articles (24 texts): 10 right with underthesea's splitter, 24 with our rules, 11 of 12 of texts written
  after them. Left out: `normalizers.sentences`.
- Known units in running text (28 names): F1 0.79 with spaCy's PhraseMatcher over all names and short forms of the
  gazetteer, 1.0 with `find_units`, which also reads declared short forms, places and parents. So our own finders fill
  `doc.spans`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from normalizers.actors.abbreviations import find_declarations
from normalizers.actors.units import ActorContext, find_units
from normalizers.deadlines.find import find_deadlines
from normalizers.references.find import find_references
from normalizers.sentences import find_sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# A word never runs over a line end or the border of a cell.
_LINE = re.compile(r"[^\n\r\t]+")
# Letters that never join what stands before them begin a cluster; NFC changes nothing across two clusters.
_APART = "\0-\u02ff\u1e00-\u1eff\u2000-\u20cf"
_CLUSTER = re.compile(f"[{_APART}]?[^{_APART}]+|[{_APART}]")
# What stands before "CP" in "30/2020/NĐ-CP" or "BCT" in "QCVN 1:2026/BCT": there they are parts of a symbol.
_IN_SYMBOL = re.compile(r"(?:[-–]|\d\S*/)$")
# spaCy's limit of a million letters is there for its parsers, which need memory; ours need none.
_MAX_LENGTH = 100_000_000


class Tagged(NamedTuple):
    """A word of a text with its part of speech (N, Np, V, A, E, C, CH … as underthesea names them)."""

    start: int
    end: int
    tag: str


class Mark(NamedTuple):
    """A span of NFC text with its label and the id of what it stands for."""

    start: int
    end: int
    label: str
    id: str


def segment(text: str) -> tuple[str, ...]:
    """Return the words of a text as printed; a word may hold blanks.

    >>> segment("Vụ Pháp chế tổng hợp, báo cáo.")
    ('Vụ', 'Pháp chế', 'tổng hợp', ',', 'báo cáo', '.')
    """
    return tuple(text[start:end] for start, end in find_words(text))


def find_words(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each word starts and ends; offsets are those of the text given, NFD or NFC."""
    from underthesea import word_tokenize

    composed, offsets = _compose(text)
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(composed):
        pieces = word_tokenize(line[0], use_token_normalize=False)
        spans += ((line.start() + start, line.start() + end) for start, end in _align(line[0], pieces))
    printed = ((offsets[start], offsets[end]) for start, end in spans)
    return tuple((start, end) for start, end in printed if start < end)


def find_tags(line: str) -> tuple[Tagged, ...]:
    """Return the words of one line of NFC text with their parts of speech.

    >>> [tagged.tag for tagged in find_tags("Sở Nội vụ phối hợp với Bộ Y tế.")]
    ['N', 'N', 'V', 'E', 'N', 'N', 'CH']
    """
    from underthesea import pos_tag

    tagged = pos_tag(line)
    spans = _align(line, [word for word, _ in tagged])
    return tuple(Tagged(start, end, tag) for (start, end), (_, tag) in zip(spans, tagged, strict=True))


@lru_cache(maxsize=8)
def load_nlp(body: str | None = None, year: int | None = None) -> "Language":
    """Return the pipeline: words by underthesea, sentences, and `doc.spans` of references, units and deadlines.

    `body` (the issuing body) and `year` say whose units relative names mean and which year a deadline without one is
    in. `doc.text` is the text given, letter for letter; a span that ends inside a word takes in the whole word; its
    `kb_id_` is the canonical id of a reference or the id of a unit. Many texts go through `nlp.pipe`.

    >>> doc = load_nlp("Bộ Y tế", 2024)("Vụ Pháp chế rà soát Nghị định số 30/2020/NĐ-CP trước ngày 15/6/2024.")
    >>> [(span.text, span.label_) for key in ("units", "references", "deadlines") for span in doc.spans[key]]
    [('Vụ Pháp chế', 'unit'), ('Nghị định số 30/2020/NĐ-CP', 'NĐ'), ('trước ngày 15/6/2024', 'by')]
    """
    import spacy

    _register()
    # Without this spaCy asks for pyvi before the tokenizer can be replaced.
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = Segmenter(nlp.vocab)
    nlp.max_length = _MAX_LENGTH
    for key in _FINDERS:
        nlp.add_pipe("boctach_spans", name=key, config={"body": body, "year": year})
    return nlp


class Segmenter:
    """spaCy's tokenizer: words as underthesea segments them, blanks kept so that `doc.text == text`."""

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> "Doc":
        """Return the text as words and sentences; other blanks than one space behind a word are tokens of their own."""
        from spacy.tokens import Doc

        opening = {start for start, _ in find_sentences(text)}
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[bool | int | None] = []
        done = 0
        for start, end in (*find_words(text), (len(text), len(text))):
            gap = text[done:start]
            if words and gap.startswith(" "):
                spaces[-1], gap = True, gap[1:]
            added = [part for part in (gap, text[start:end]) if part]
            words += added
            spaces += [False] * len(added)
            starts += [False] * bool(gap) + [start in opening] * (start < end)
            done = end
        return Doc(self.vocab, words=words, spaces=spaces, sent_starts=starts)


class SpanFinder:
    """spaCy's component: what a finder sees, as `doc.spans` under the finder's name."""

    def __init__(self, key: str, context: ActorContext) -> None:
        self.key = key
        self.context = context

    def __call__(self, doc: "Doc") -> "Doc":
        """Return the document with the spans added, in reading order."""
        composed, offsets = _compose(doc.text)
        marks = _FINDERS[self.key](composed, self.context)
        spans = (
            doc.char_span(offsets[mark.start], offsets[mark.end], mark.label, mark.id, alignment_mode="expand")
            for mark in marks
        )
        doc.spans[self.key] = [span for span in spans if span is not None]
        return doc


def _reference_marks(text: str, context: ActorContext) -> Iterator[Mark]:
    for found in find_references(text):
        yield Mark(found.start, found.end, found.type_code or found.type, found.canonical_id or "")


def _unit_marks(text: str, context: ActorContext) -> Iterator[Mark]:
    declared = ActorContext(context.body, context.year, find_declarations(text))
    for unit in find_units(text, declared):
        if " " not in unit.raw and _IN_SYMBOL.search(text, max(0, unit.start - 30), unit.start):
            continue
        level = unit.resolution.entry.level if unit.resolution.entry else "unit"
        yield Mark(unit.start, unit.end, level, unit.unit_id or "")


def _deadline_marks(text: str, context: ActorContext) -> Iterator[Mark]:
    # In running text only explicit wording counts, as in a column of tasks.
    for found in find_deadlines(text, "task", context.year):
        yield Mark(found.span_start, found.span_end, str(found.kind), "")


_FINDERS = {"references": _reference_marks, "units": _unit_marks, "deadlines": _deadline_marks}


def _span_finder(nlp: "Language", name: str, body: str | None, year: int | None) -> SpanFinder:
    return SpanFinder(name, ActorContext(body, year))


@cache
def _register() -> None:
    """Tell spaCy our components by name, once."""
    from spacy.language import Language

    defaults: dict[str, Any] = {"body": None, "year": None}
    Language.factory("boctach_spans", default_config=defaults, assigns=["doc.spans"], func=_span_finder)


def _align(line: str, pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the pieces stand: underthesea drops and adds blanks, so all other letters are counted."""
    places = [index for index, letter in enumerate(line) if not letter.isspace()]
    ends = list(accumulate(len("".join(piece.split())) for piece in pieces))
    if (ends[-1] if ends else 0) != len(places):
        raise ValueError(f"underthesea changed the text: {line!r} became {pieces!r}")
    for first, end in zip([0, *ends], ends, strict=False):
        yield places[first], places[end - 1] + 1


def _compose(text: str) -> tuple[str, Sequence[int]]:
    """The NFC text, and for each of its offsets the one in the text given."""
    composed = unicodedata.normalize("NFC", text)
    if composed == text:
        return text, range(len(text) + 1)
    offsets: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        last = len(cluster[0]) - 1
        length = len(unicodedata.normalize("NFC", cluster[0]))
        offsets += [cluster.start() + min(index, last) for index in range(length)]
    return composed, [*offsets, len(text)]
