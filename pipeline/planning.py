"""What must be read: each source is new, has its result at hand, or is the copy of another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.cache import ResultCache
from pipeline.corrections.folder import CorrectionFolder
from pipeline.fingerprint import code_stamp, result_key
from pipeline.manifest import Manifest, SourceEntry, is_same_file
from pipeline.sources import Source, content_digest, read_bytes, short_id
from pipeline.store import StoredResult


@dataclass(frozen=True, slots=True)
class Step:
    """What a run does with one source: `stored` is its result when nothing must be read.

    `digest` is None for a file the system does not let us open, which every run tries again; `original` is the path
    of the file that this one is a copy of.
    """

    source: Source
    digest: str | None
    key: str
    stored: StoredResult | None = None
    original: str | None = None

    def entry(self, stored: StoredResult) -> SourceEntry:
        """What the manifest notes about the source once its result is known."""
        return SourceEntry(self.source.size, self.source.modified_ns, self.digest, self.key, stored.summary)


def plan_steps(
    sources: Sequence[Source], before: Manifest, cache: ResultCache, human: CorrectionFolder, *, force: bool
) -> Iterator[Step]:
    """Yield one step a source, in order. Files whose size and time are as before are not opened."""
    originals: dict[str, str] = {}
    for source in sources:
        digest = _digest(source, before)
        if digest is None:
            yield Step(source, None, result_key(f"unreadable {source.path}", code_stamp()))
        elif digest in originals:
            original = originals[digest]
            yield Step(source, digest, result_key(f"{digest} copy of {original}", code_stamp()), original=original)
        else:
            originals[digest] = source.path
            key = result_key(digest, code_stamp(), human.digest_of(short_id(digest)))
            yield Step(source, digest, key, None if force else cache.load(key))


def _digest(source: Source, before: Manifest) -> str | None:
    known = before.sources.get(source.path)
    if known and known.digest and is_same_file(known, source):
        return known.digest
    try:
        return content_digest(read_bytes(source.file))
    except OSError:
        return None  # the reader meets the same refusal and says why in the document's row
