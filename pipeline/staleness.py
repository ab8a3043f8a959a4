"""Which published documents are no longer what a run would publish, and why."""

from collections.abc import Iterator

from pipeline.fingerprint import code_stamp, page_stamp
from pipeline.manifest import Manifest, is_same_file
from pipeline.settings import Settings
from pipeline.sources import find_sources


def find_stale(settings: Settings, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Yield path and reason of every document that the next run would read, move or take away, in order of the paths.

    Nothing is opened: size and time of change tell, as they tell a run.
    """
    sources = {source.path: source for source in find_sources(settings.raw, follow_links=settings.follow_links)}
    is_other_code = manifest.stamp != code_stamp()
    recognisers = {entry.summary.recogniser for entry in manifest.sources.values()} - {None}
    pages = page_stamp(settings.read_page) if recognisers else None
    for path in sorted({*sources, *manifest.sources}):
        entry = manifest.sources.get(path)
        if entry is None:
            yield path, "new"
        elif path not in sources:
            yield path, "no longer in the folder"
        elif not is_same_file(entry, sources[path]):
            yield path, "changed since it was read"
        elif is_other_code:
            yield path, "read by another version of the program"
        elif entry.summary.recogniser not in (None, pages):
            yield path, "recognised by another engine or model"
