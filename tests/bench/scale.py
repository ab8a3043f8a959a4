"""Runs over many documents: workers, cluster, nothing new, publishing, memory. `python -m tests.bench.scale`.

Every figure is taken in a process of its own; the ratios are of figures taken in turn in one run, so that a slow moment
of the machine meets all alike. Rewrites the part of `docs/benchmarks.md` between its markers.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import median

from tests.bench.machine import describe_machine
from tests.bench.peers import ROOT

_PAGE = ROOT / "docs/benchmarks.md"
_BEGIN, _END = "<!-- scale: begin -->", "<!-- scale: end -->"
_PLAN = "QUYẾT ĐỊNH\n\nBan hành Kế hoạch năm {year}\n\nTT\tNhiệm vụ\tĐơn vị chủ trì\n{rows}"
_SCAN_PAGES, _TEXTS, _RESULTS, _LONG_SCAN = 24, 1_000, 20_000, 500
_RUNS = ("cold", "nothing new", "one new")
_WORKERS = {"one worker": (1, ""), "two workers": (2, ""), "Dask, two workers": (2, "local:2")}


def scans(folder: Path, jobs: str, scheduler: str = "") -> dict[str, float]:
    """Seconds of a run over a scan, page by page, start of the workers included."""
    from pipeline.run import run
    from pipeline.settings import Settings
    from tests.pipeline import stand_ins

    raw = _emptied(folder / "raw")
    scan = folder / "scan.pdf"
    shutil.copy(scan, raw) if scan.exists() else (raw / "a.pdf").write_bytes(stand_ins.picture_pdf(_SCAN_PAGES))
    settings = Settings(raw, folder / "out", folder / "cache", jobs=int(jobs), scheduler=scheduler)
    settings = settings if scan.exists() else replace(settings, read_page=stand_ins.read_slowly)
    start = time.perf_counter()
    report = run(settings)
    return {"seconds": time.perf_counter() - start, "pages": report.pages}


def texts(folder: Path) -> dict[str, float]:
    """Seconds of a first run over small documents, of a run with nothing new, and of one with one new document.

    The work of the processors stands beside the time of the clock: it says more where others use the machine.
    """
    raw = _emptied(folder / "raw")
    for number in range(_TEXTS):
        _write_text(raw, number)
    command = [sys.executable, "-m", "pipeline", "extract", "--json", "--raw", str(raw), "--out", str(folder / "out")]
    command += ["--cache", str(folder / "cache")]
    found = _timed("cold", command) | _timed("nothing new", command)
    _write_text(raw, _TEXTS)
    return found | _timed("one new", command)


def publishing(folder: Path) -> dict[str, float]:
    """Seconds and peak memory of publishing results of documents that are all new, over twenty years."""
    from pipeline.cache import ResultCache
    from pipeline.process import process
    from pipeline.publish import Member, make_plan, stage, swap
    from pipeline.storage.folder import open_folder
    from pipeline.store import encode_result, to_stored

    cache, out = ResultCache(open_folder(folder / "cache")), open_folder(folder / "out")
    data = encode_result(to_stored(process((ROOT / "data/raw/000_cc66da9a0ab92c5f.txt").read_bytes()), 0.0))
    members = []
    for number in range(_RESULTS):
        key = sha256(str(number).encode()).hexdigest()[:32]
        cache.folder.write(cache.name(key), data)
        members.append(Member(f"{number:06}.txt", key, key, 2005 + number % 20))
    start, work = time.perf_counter(), time.process_time()
    plan = make_plan(members, {}, {}, out)
    with out.staging() as staged:
        stage(plan, members, staged, cache)
        swap(plan, staged, out)
    seconds, work = time.perf_counter() - start, time.process_time() - work
    return {"seconds": seconds, "work": work, "peak": _peak(), "files": len(plan.changed), "bytes": len(data)}


def memory(folder: Path) -> dict[str, float]:
    """Memory of the run itself over a long scan: when the first pages are done, at most afterwards."""
    from pipeline.run import run
    from pipeline.settings import Settings
    from pipeline.summary import PageProgress
    from tests.pipeline import stand_ins

    raw = _emptied(folder / "raw")
    (raw / "a.pdf").write_bytes(stand_ins.picture_pdf(_LONG_SCAN))
    seen: list[float] = []

    def listen(event: object) -> None:
        if isinstance(event, PageProgress):
            seen.append(_resident())

    run(Settings(raw, folder / "out", folder / "cache", jobs=2, read_page=stand_ins.read_page), listen)
    return {"pages": len(seen), "early": seen[20], "most": max(seen), "after": _resident()}


MEASURES: dict[str, Callable[..., dict[str, float]]] = {
    "scans": scans,
    "texts": texts,
    "publishing": publishing,
    "memory": memory,
}


def measure(name: str, *arguments: str, scan: Path | None = None) -> dict[str, float]:
    """Take one figure in a process and a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="boctach-bench-") as folder:
        if scan is not None:
            shutil.copy(scan, Path(folder, "scan.pdf"))
        command = [sys.executable, "-m", "tests.bench.scale", "--one", name, folder, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return {key: float(value) for key, value in json.loads(done.stdout.splitlines()[-1]).items()}


def measure_workers(repeats: int, scan: Path | None) -> list[str]:
    """Lines of the table of workers: the median of the rounds, and the median of the ratios within a round."""
    rounds = []
    for number in range(repeats):
        rounds.append({name: measure("scans", *map(str, how), scan=scan) for name, how in _WORKERS.items()})
        _say(f"round {number + 1}: " + ", ".join(f"{name} {run['seconds']:.1f} s" for name, run in rounds[-1].items()))
    lines = ["| Workers | Seconds | Pages per second | to one worker | to two workers |", "|---|--:|--:|--:|--:|"]
    for name in _WORKERS:
        seconds = median(one[name]["seconds"] for one in rounds)
        pages = rounds[0][name]["pages"]
        ratios = [
            median(one[other]["seconds"] / one[name]["seconds"] for one in rounds)
            for other in ("one worker", "two workers")
        ]
        lines.append(f"| {name} | {seconds:.1f} | {pages / seconds:.2f} | {ratios[0]:.2f}× | {ratios[1]:.2f}× |")
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Measure everything and write the page, or take one figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("--one", nargs="+", metavar=("NAME", "FOLDER"), help="take one figure; for the bench itself")
    parser.add_argument("--repeats", type=int, default=3, help="rounds of the comparison of workers; default 3")
    parser.add_argument("--scan", type=Path, help="a scanned PDF to recognise instead of a second's work a page")
    options = parser.parse_args(arguments)
    if options.one:
        name, folder, *rest = options.one
        sys.stdout.write(json.dumps(MEASURES[name](Path(folder), *rest)) + "\n")
        return 0
    load = os.getloadavg()[0]
    figures = {name: measure(name) for name in ("texts", "publishing", "memory")}
    workers = measure_workers(options.repeats, options.scan)
    what = f"`{options.scan.name}`" if options.scan else "a stand-in that works for a second of one core on each page"
    _write("\n".join(_page(figures, workers, what, options.repeats, load)))
    return 0


def _page(figures: dict[str, dict[str, float]], workers: list[str], what: str, repeats: int, load: float) -> list[str]:
    texts_, publishing_, memory_ = figures["texts"], figures["publishing"], figures["memory"]
    return [
        f"Measured on {date.today().isoformat()} with `make bench-scale`, {repeats} rounds of the workers' table.",
        "",
        *(f"- {name}: {value}" for name, value in describe_machine().items()),
        f"- Load before, of which nothing is ours: {load:.1f}",
        "",
        f"**Workers.** One scan, recognised by {what}; start and end of the workers included.",
        "",
        *workers,
        "",
        f"**{_TEXTS:,} small documents.** "
        + "; ".join(f"{name} {texts_[name]:.1f} s ({texts_[f'{name}, work']:.1f} s of a core)" for name in _RUNS)
        + ". Each is a whole command, start of Python included.",
        "",
        f"**Publishing {_RESULTS:,} new results** of {publishing_['bytes'] / 1000:.0f} kB into "
        f"{publishing_['files']:.0f} files: {publishing_['seconds']:.1f} s ({publishing_['work']:.1f} s of a core), "
        f"peak {publishing_['peak']:.0f} MiB.",
        "",
        f"**Memory of the run itself over a scan of {memory_['pages']:.0f} pages:** {memory_['early']:.0f} MiB after "
        f"20 pages, {memory_['most']:.0f} MiB at most afterwards.",
        "",
    ]


def _write(text: str) -> None:
    before, begin, rest = _PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{_PAGE.name} has no place for results: {_BEGIN} … {_END}")
    _PAGE.write_text(f"{before}{_BEGIN}\n\n{text}\n{_END}{after}", encoding="utf-8")
    _say(f"Written: {_PAGE.relative_to(ROOT)}")


def _write_text(raw: Path, number: int) -> None:
    rows = "".join(f"{row}\tSố hóa hồ sơ lưu trữ đợt {number}.{row}\tVụ Pháp chế\n" for row in range(1, 6))
    (raw / f"{number:04}.txt").write_text(_PLAN.format(year=2005 + number % 20, rows=rows), encoding="utf-8")


def _timed(name: str, command: list[str]) -> dict[str, float]:
    """Seconds of a command by the clock, and those that it and its children kept a core busy."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {name: time.perf_counter() - start, f"{name}, work": work}


def _emptied(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _resident() -> float:
    """MiB that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
