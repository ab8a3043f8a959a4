"""Seconds of each stage of one document."""

import time
from collections.abc import Mapping


class Stopwatch:
    """Runs from when it is made; `lap` notes how long the stage that ends has taken."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """Note the end of a stage."""
        now = time.perf_counter()
        self._laps[stage] = round(self._laps.get(stage, 0.0) + now - self._last, 4)
        self._last = now

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._start

    @property
    def laps(self) -> Mapping[str, float]:
        """Seconds by stage."""
        return dict(self._laps)
