"""What must be read: each source is new, has its result at hand, or is one that is told and not read."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.cache import ResultCache
from pipeline.corrections.entries import NO_CORRECTIONS, Corrections
from pipeline.corrections.folder import CorrectionFolder
from pipeline.fingerprint import code_stamp, result_key
from pipeline.manifest import Manifest, SourceEntry, is_same_file
from pipeline.sources import Source, content_digest, read_source, short_id
from pipeline.summary import Summary
from pipeline.work.tasks import DocumentJob, Workplace


@dataclass(frozen=True, slots=True)
class Step:
    """What a run does with one source: `known` are its figures when nothing must be read.

    `digest` is None for a file the system does not let us open, which every run tries again. A source that is not to
    be read at all has a failure's code and sentence as `refusal`.
    """

    source: Source
    digest: str | None
    key: str
    known: Summary | None = None
    refusal: tuple[str, str] | None = None
    corrections: Corrections = NO_CORRECTIONS

    @property
    def job(self) -> DocumentJob:
        """The step as what a worker needs to know."""
        source = self.source
        return DocumentJob(source.path, source.file, self.digest, self.key, source.size, self.corrections)

    def entry(self, summary: Summary) -> SourceEntry:
        """What the manifest notes about the source once its result is known."""
        return SourceEntry(self.source.size, self.source.modified_ns, self.digest, self.key, summary)


@dataclass(frozen=True, slots=True)
class Trust:
    """What may be taken as known: results of this run's recogniser, except those that are asked for anew.

    `human` is what people said of the documents.
    `lost` are paths whose results have gone from the cache; `anew` reads everything, `failed_anew` what was given up.
    """

    place: Workplace
    human: CorrectionFolder = field(default_factory=CorrectionFolder)
    anew: bool = False
    failed_anew: bool = False
    lost: Collection[str] = ()

    def accepts(self, path: str, summary: Summary) -> bool:
        """Whether a document's figures stand."""
        is_failure = summary.status == "failed" or summary.failure == "pages_not_read"
        is_fresh = summary.recogniser is None or summary.recogniser == self.place.recogniser
        return is_fresh and not self.anew and path not in self.lost and not (self.failed_anew and is_failure)


def plan_steps(sources: Sequence[Source], before: Manifest, cache: ResultCache, trust: Trust) -> Iterator[Step]:
    """Yield one step a source, in order. Files whose size and time are as before are not opened."""
    originals: dict[str, str] = {}
    for source in sources:
        digest = _digest(source, before)
        if source.is_outside:
            key = result_key(f"outside {source.path}", code_stamp())
            yield Step(source, None, key, _known(source.path, key, before, cache, trust), _OUTSIDE)
        elif digest is None:
            yield Step(source, None, result_key(f"unreadable {source.path}", code_stamp()))
        elif digest in originals:
            original = originals[digest]
            key = result_key(f"{digest} copy of {original}", code_stamp())
            refusal = ("copy_of_another", _COPY.format(original))
            yield Step(source, digest, key, _known(source.path, key, before, cache, trust), refusal)
        else:
            originals[digest] = source.path
            name = short_id(digest)
            said = trust.human.digest_of(name)
            key = result_key(digest, code_stamp(), *([said] if said else []))
            known = _known(source.path, key, before, cache, trust)
            yield Step(source, digest, key, known, corrections=NO_CORRECTIONS if known else trust.human.of(name))


_OUTSIDE = (
    "link_outside",
    "The link leads out of the folder of documents and was not followed. Put the file itself in its place, "
    "or run with --follow-links if you trust where it leads.",
)
_COPY = "The file has the same content as {} and is counted once, there. Delete one of the two."


def _known(path: str, key: str, before: Manifest, cache: ResultCache, trust: Trust) -> Summary | None:
    """The figures of a result at hand: those of the manifest, or of a run that was cut off before it wrote one."""
    entry = before.sources.get(path)
    if entry is not None and entry.key == key:
        summary: Summary | None = entry.summary
    else:
        stored = None if path in trust.lost else cache.load(key, datasets=())
        summary = stored.summary if stored else None
    return summary if summary and trust.accepts(path, summary) else None


def _digest(source: Source, before: Manifest) -> str | None:
    if source.is_outside:
        return None
    known = before.sources.get(source.path)
    if known and known.digest and is_same_file(known, source):
        return known.digest
    try:
        return content_digest(read_source(source.file))
    except OSError:
        return None  # the reader meets the same refusal and says why in the document's row
