"""The folders of a review: it reads and writes on this machine only."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """Where documents, datasets, results kept and human readings lie."""

    raw: Path = Path("data/raw")
    out: Path = Path("data/parquet")
    cache: Path = Path("data/cache")
    corrections: Path = Path("data/corrections")
