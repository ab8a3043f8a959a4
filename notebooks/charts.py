"""How the charts of these notebooks look: the finding as title, labels at the data, no frame, one colour that speaks.

Every function draws into a new figure and returns its axes.
"""

import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

INK, MUTED, PALE, GRID = "#22303c", "#6b7a88", "#c9d3dc", "#e7ecf0"
ACCENT, SECOND, GOOD, BAD = "#0b6e8f", "#e08a1e", "#3c8d5a", "#b93a32"
SHADES = LinearSegmentedColormap.from_list("shades", ["#e8f1f5", "#5aa2bb", "#0b4f6c"])

plt.rcParams.update(
    {
        "font.family": "DejaVu Sans",  # comes with matplotlib and has every Vietnamese letter
        "font.size": 10,
        "text.color": INK,
        "axes.edgecolor": PALE,
        "axes.labelcolor": MUTED,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.color": MUTED,
        "ytick.color": INK,
        "ytick.major.size": 0,
        "figure.dpi": 110,
        "savefig.bbox": "tight",
        "figure.constrained_layout.use": True,
    }
)


def short(text, width=34, lines=2):
    """Text on at most so many lines of like length; what does not fit ends in an ellipsis."""
    text = str(text)
    whole = textwrap.wrap(text, width) or [""]
    if 1 < len(whole) <= lines:
        longest = max(map(len, text.split()))
        narrow = next(size for size in range(longest, max(width, longest) + 1) if len(textwrap.wrap(text, size)) <= len(whole))
        return textwrap.fill(text, narrow)
    return "\n".join(whole if len(whole) <= lines else [*whole[: lines - 1], whole[lines - 1][: width - 1].rstrip() + "…"])


def sentence(text):
    """A heading printed in capitals as a sentence; others as they are."""
    return text.capitalize() if text.isupper() else text


def canvas(width=9, height=4.5, *, finding, note=""):
    """An empty chart under a sentence that says what it shows."""
    figure, axis = plt.subplots(figsize=(width, height))
    title = textwrap.fill(finding, int(width * 8.4))
    figure.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold")
    if note:
        axis.set_title(textwrap.fill(note, int(width * 11)), loc="left", fontsize=9.5, color=MUTED, pad=10)
        axis.title.set_in_layout(True)
    return axis


def bars(counts, *, finding, note="", most=12, colors=None, labels=None):
    """Horizontal bars, the longest on top, each with its number; what is beyond `most` is told in words."""
    shown = counts.head(most)
    axis = canvas(height=1.2 + 0.42 * len(shown), finding=finding, note=note)
    names = [short(name, 40) for name in shown.index]
    places = range(len(shown))
    drawn = axis.barh(places, shown.to_numpy(), height=0.66, color=colors or ACCENT)
    axis.set_yticks(places, names)
    axis.bar_label(drawn, labels=labels, padding=4, color=INK)
    axis.invert_yaxis()
    axis.spines["bottom"].set_visible(False)
    axis.set_xticks([])
    axis.margins(x=0.08)
    if len(counts) > most:
        rest = f"và {len(counts) - most} mục khác, cộng lại {counts.iloc[most:].sum():g}"
        axis.set_xlabel(rest, loc="left")
    return axis


def stacked(table, *, finding, note="", colors=(ACCENT, PALE), most=12):
    """Horizontal bars in parts, a column a part; the name of a part stands over its piece of the first bar."""
    # A part that nobody has needs no place in the legend.
    colors = [color for column, color in zip(table.columns, colors, strict=False) if table[column].any()]
    shown = table.loc[:, table.any()].head(most)
    axis = canvas(height=1.5 + 0.42 * len(shown), finding=finding, note=note)
    places, start = range(len(shown)), pd.Series(0, index=shown.index)
    for column, color in zip(shown.columns, colors, strict=False):
        values = shown[column]
        dark = sum(int(color[at : at + 2], 16) for at in (1, 3, 5)) < 400
        drawn = axis.barh(places, values, left=start, height=0.66, color=color)
        axis.bar_label(
            drawn, labels=[f"{v:g}" if v else "" for v in values], label_type="center", color="white" if dark else INK
        )
        axis.barh([0], [0], color=color, label=column)
        start = start + values
    axis.set_yticks(places, [name if "\n" in name else short(name, 40) for name in shown.index])
    axis.invert_yaxis()
    axis.spines["bottom"].set_visible(False)
    axis.set_xticks([])
    axis.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, frameon=False, borderaxespad=0, handlelength=1)
    return axis


def heat(table, *, finding, note=""):
    """A matrix with the number in each cell; empty where there is none."""
    axis = canvas(9.5, 1.9 + 0.44 * len(table), finding=finding, note=note)
    values = table.to_numpy()
    axis.imshow(pd.DataFrame(values).where(values > 0), cmap=SHADES, aspect="auto", vmin=0)
    for row, column in zip(*values.nonzero(), strict=True):
        value = values[row, column]
        axis.text(column, row, f"{value:g}", ha="center", va="center", color="white" if value > values.max() / 2 else INK)
    axis.set_xticks(range(len(table.columns)), [short(name, 32, 1) for name in table.columns], fontsize=8.5, rotation=30, ha="left", rotation_mode="anchor")
    axis.set_yticks(range(len(table)), [short(name, 38, 1) for name in table.index])
    axis.tick_params(length=0, top=False, labeltop=True, bottom=False, labelbottom=False, labelcolor=INK)
    axis.set_xticks([at + 0.5 for at in range(len(table.columns) - 1)], minor=True)
    axis.set_yticks([at + 0.5 for at in range(len(table) - 1)], minor=True)
    axis.grid(which="minor", color="white", linewidth=2)
    axis.tick_params(which="minor", length=0)
    axis.spines[:].set_visible(False)
    return axis
