"""Make `docs/page-to-table.png`, the picture of the README: a scan with a cut row, and what is published of it.

`python -m tests.make_picture` (half a minute: the made scan is recognised like any other).
"""

import sys
import tempfile
import textwrap
from pathlib import Path

import matplotlib.pyplot as plt
import pypdfium2

import pipeline as bt
from pipeline.run import run
from pipeline.settings import Settings
from tests.making.files import load_truths
from tests.making.kinds import make_files

TRUTH, PRESET = "ubnd_huyen_thanh_son_2022", "office200"
PICTURE = Path(__file__).parents[1] / "docs/page-to-table.png"
INK, MUTED, MARK, SHADE = "#22303c", "#6b7a88", "#e08a1e", "#fdf3e3"
# Left edge and width in letters of each column of the table shown.
COLUMNS = {"ordinal": (0.0, 4), "task": (0.115, 33), "lead": (0.57, 17), "deadline": (0.785, 11), "pages": (0.92, 8)}


def main() -> int:
    """Make the scan, read it, draw the picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scan = _scan(folder / "raw")
        run(Settings(folder / "raw", folder / "out", folder / "cache", corrections=folder / "none", jobs=1))
        tasks = bt.load("tasks", out=folder / "out")
        draw(scan, tasks, PICTURE)
    sys.stdout.write(f"Written: {PICTURE}\n")
    return 0


def _scan(raw: Path) -> Path:
    raw.mkdir()
    [truth] = load_truths((TRUTH,))
    made = dict(make_files(truth, ("scan",), (PRESET,)))
    [name] = [name for name in made if name.endswith(".pdf")]
    (raw / name).write_bytes(made[name])
    return raw / name


def draw(scan, tasks, picture):
    """Both sides of the page break that cuts a row on the left; that row and the next two on the right."""
    cut = tasks.index[tasks["fragment_count"] > 1][0]
    shown = tasks.loc[cut : cut + 2]
    before, after = shown["pages"].iloc[0][:2]
    document = pypdfium2.PdfDocument(scan)
    halves = [document[int(page) - 1].render(scale=2).to_pil() for page in (before, after)]
    height = halves[0].height
    parts = [halves[0].crop((0, int(height * 0.74), halves[0].width, int(height * 0.945)))]
    parts.append(halves[1].crop((0, int(height * 0.04), halves[1].width, int(height * 0.36))))
    figure = plt.figure(figsize=(13, 5.4), facecolor="white")
    tops = ((0.645, 0.295), (0.05, 0.49))
    for part, (bottom, share), page in zip(parts, tops, (before, after), strict=True):
        axis = figure.add_axes((0.01, bottom, 0.43, share))
        axis.imshow(part, aspect="auto")
        axis.set_xticks([])
        axis.set_yticks([])
        axis.spines[:].set_color("#c9d3dc")
        axis.set_title(f"trang {page} (bản quét)", fontsize=10, color=MUTED, loc="left", pad=4)
    figure.text(0.463, 0.5, "➜", fontsize=30, color=MARK, ha="center", va="center")
    _table(figure.add_axes((0.49, 0.05, 0.5, 0.89)), shown)
    figure.savefig(picture, dpi=100)


def _table(axis, rows):
    axis.set_axis_off()
    axis.set_xlim(0, 1)
    axis.set_ylim(1, 0)
    axis.set_title("tasks, một dòng một nhiệm vụ", fontsize=10, color=MUTED, loc="left", pad=4)
    axis.axhspan(0, 0.07, color="#e7ecf0", lw=0)
    for name, (left, _) in COLUMNS.items():
        axis.text(left + 0.01, 0.035, name, fontsize=10, fontweight="bold", color=INK, va="center")
    top = 0.07
    for row in rows.itertuples():
        cells = {name: textwrap.fill(_shown(getattr(row, name)), width) for name, (_, width) in COLUMNS.items()}
        height = 0.045 + 0.044 * max(text.count("\n") + 1 for text in cells.values())
        if row.fragment_count > 1:
            axis.axhspan(top, top + height, color=SHADE, lw=0)
        for name, text in cells.items():
            axis.text(COLUMNS[name][0] + 0.01, top + 0.025, text, fontsize=10, color=INK, va="top", linespacing=1.35)
        top += height
        axis.axhline(top, color="#c9d3dc", lw=0.8)


def _shown(value):
    if hasattr(value, "tolist"):
        return ", ".join(map(str, value))
    return "null" if str(value) == "<NA>" else str(value)


if __name__ == "__main__":
    sys.exit(main())
