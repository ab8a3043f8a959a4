"""A run: find sources, read what is new, publish what changed. Interrupted at any point, the next run goes on."""

import time
from collections.abc import Sequence
from dataclasses import replace

from pipeline.corrections.folder import folder_mark
from pipeline.errors import RunError
from pipeline.fingerprint import code_stamp, engine_stamp
from pipeline.manifest import Manifest, is_same_file, load_manifest
from pipeline.settings import Settings
from pipeline.sources import Source, find_sources
from pipeline.storage.folder import Folder, open_folder
from pipeline.summary import Listener, RunReport


def run(settings: Settings, listen: Listener = lambda _: None) -> RunReport:
    """Bring the published folder up to date with the raw folder and return what was done.

    Raises `RunError` where the run cannot start: no raw folder, no right to write, another run at work.
    """
    start = time.perf_counter()
    try:
        sources = find_sources(settings.raw, follow_links=settings.follow_links)
        out = open_folder(settings.out)
        before = load_manifest(out)
        is_up_to_date = _is_up_to_date(settings, sources, before, out)
    except OSError as refusal:
        raise RunError(
            f"The run cannot start: {refusal}. Check the folders {settings.raw} and {settings.out}."
        ) from refusal
    if is_up_to_date:
        summaries = {path: entry.summary for path, entry in before.sources.items()}
        report = RunReport(summaries, notices=tuple(before.notices))
    else:
        # Arrow and the readers take half a second to import; a run with nothing to do answers without them.
        from pipeline.update import update

        report = update(settings, sources, listen)
    return replace(report, seconds=time.perf_counter() - start)


def _is_up_to_date(settings: Settings, sources: Sequence[Source], before: Manifest, out: Folder) -> bool:
    """Whether sources and corrections look as they did, code and recogniser are the same, every file is there."""
    return (
        not (settings.force or settings.retry_failed)
        and before.stamp == code_stamp()
        and before.corrections == folder_mark(settings.corrections)
        and not before.is_publishing
        and {source.path for source in sources} == set(before.sources)
        and all(is_same_file(before.sources[source.path], source) for source in sources)
        and _has_same_recogniser(settings, before)
        and set(before.partitions) <= {entry.name for entry in out.entries()}
    )


def _has_same_recogniser(settings: Settings, before: Manifest) -> bool:
    """Whether pages would be recognised as they were. Where no page was, Tesseract is not asked for its version."""
    return not before.engine or before.engine == engine_stamp(settings.read_page)
