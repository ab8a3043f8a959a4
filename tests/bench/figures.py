"""From runs to figures: per track and tool the accuracy, and the medians and spreads of what it used."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from statistics import median

from tests.bench.rounds import Run
from tests.bench.scoring import Score


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of the rounds, the least and the most."""

    middle: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Figures:
    """One tool on one track. What it used is None where it read no document; `ratio` is its pages per CPU-second to
    those of the tool compared with, in the same round."""

    peer: str
    score: Score
    has_tables: bool
    failures: tuple[tuple[str, str], ...]  # document, reason
    document_count: int
    pages_per_cpu: Spread | None = None
    ratio: Spread | None = None
    wall_per_page: Spread | None = None
    peak: Spread | None = None

    @property
    def reads_nothing(self) -> bool:
        return len(self.failures) == self.document_count


def figures_of(runs: Sequence[Run], track: str, against: str) -> list[Figures]:
    """The figures of every tool of the track, in the order of the rounds."""
    here = [run for run in runs if run.track == track]
    pace = {run.peer: _by_round(here, run.peer, _pages_per_cpu) for run in here}
    return [_figures([run for run in here if run.peer == peer], pace[peer], pace.get(against, [])) for peer in pace]


def score_of(runs: Iterable[Run]) -> Score:
    """The sum over the documents; a document without a result counts as all wrong."""
    return reduce(add, (run.score for run in runs), Score())


def tracks_of(runs: Iterable[Run]) -> list[str]:
    """The tracks in the order they ran."""
    return list(dict.fromkeys(run.track for run in runs))


def _figures(runs: list[Run], pace: list[float], reference: list[float]) -> Figures:
    first = [run for run in runs if run.round == runs[0].round]
    peer = runs[0].peer
    failures = tuple((run.document, run.failure) for run in first if run.failure)
    figures = Figures(peer, score_of(first), all(run.has_tables for run in first), failures, len(first))
    if figures.reads_nothing:
        return figures
    ratios = [own / other for own, other in zip(pace, reference, strict=False)]
    return Figures(
        *(peer, figures.score, figures.has_tables, failures, len(first)),
        pages_per_cpu=_spread(pace),
        ratio=_spread(ratios) if ratios else None,
        wall_per_page=_spread(_by_round(runs, peer, _wall_per_page)),
        peak=_spread(_by_round(runs, peer, lambda several: max(run.peak for run in several))),
    )


def _by_round(runs: Iterable[Run], peer: str, figure: Callable[[list[Run]], float]) -> list[float]:
    """The figure of every round, over the documents that the tool read."""
    read = [run for run in runs if run.peer == peer and not run.failure]
    numbers = dict.fromkeys(run.round for run in read)
    return [figure([run for run in read if run.round == number]) for number in numbers]


def _pages_per_cpu(runs: list[Run]) -> float:
    return sum(run.pages for run in runs) / sum(run.cpu for run in runs)


def _wall_per_page(runs: list[Run]) -> float:
    return sum(run.wall for run in runs) / sum(run.pages for run in runs)


def _spread(values: Sequence[float]) -> Spread:
    return Spread(median(values), min(values), max(values))
