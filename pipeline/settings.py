"""What a run is told: folders and workers. Defaults are the project's own folders."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders of a run and how many documents are read at once."""

    raw: Path = Path("data/raw")
    out: Path = Path("data/parquet")
    cache: Path = Path("data/cache")
    jobs: int = os.cpu_count() or 1
    force: bool = False
    corrections: Path = Path("data/corrections")
