"""A run: find sources, read what is new, publish what changed. Interrupted at any point, the next run goes on."""

import time
from collections.abc import Sequence
from dataclasses import replace

from pipeline.corrections.folder import folder_mark
from pipeline.fingerprint import code_stamp
from pipeline.manifest import Manifest, is_same_file, load_manifest
from pipeline.settings import Settings
from pipeline.sources import Source, find_sources
from pipeline.summary import Listener, RunReport


def run(settings: Settings, listen: Listener = lambda _: None) -> RunReport:
    """Bring the published folder up to date with the raw folder and return what was done.

    Raises `RunError` where the run cannot start: no raw folder, no right to write.
    """
    start = time.perf_counter()
    sources = find_sources(settings.raw)
    before = load_manifest(settings.out)
    if not settings.force and _is_up_to_date(settings, sources, before):
        summaries = {path: entry.summary for path, entry in before.sources.items()}
        report = RunReport(summaries, notices=tuple(before.notices))
    else:
        # Arrow and the readers take half a second to import; a run with nothing to do answers without them.
        from pipeline.update import update

        report = update(settings, sources, before, listen)
    return replace(report, seconds=time.perf_counter() - start)


def _is_up_to_date(settings: Settings, sources: Sequence[Source], before: Manifest) -> bool:
    """Whether every source and correction looks as it did, the code is the same and every published file is there."""
    return (
        before.stamp == code_stamp()
        and before.corrections == folder_mark(settings.corrections)
        and not before.is_publishing
        and {source.path for source in sources} == set(before.sources)
        and all(is_same_file(before.sources[source.path], source) for source in sources)
        and all((settings.out / name).is_file() for name in before.partitions)
    )
