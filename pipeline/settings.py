"""What a run is told: folders, workers and their limits. Defaults are the project's own folders."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from extractors.recognition import PageReader, recognise_page
from pipeline.storage.folder import Where
from pipeline.work.tasks import Limits


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders of a run, how many tasks are done at once, and on what.

    `scheduler` is empty for processes of this machine, `serial`, `local:4` or `tcp://host:8786`. `cache_bytes` is what
    the local cache may hold; 0 for no limit. `force` reads everything again, `retry_failed` what was given up.
    """

    raw: Where = Path("data/raw")
    out: Where = Path("data/parquet")
    cache: Where = Path("data/cache")
    jobs: int = os.cpu_count() or 1
    force: bool = False
    corrections: Path = Path("data/corrections")
    retry_failed: bool = False
    follow_links: bool = False
    scheduler: str = ""
    limits: Limits = field(default_factory=Limits)
    cache_bytes: int = 20 * 2**30
    read_page: PageReader = recognise_page
