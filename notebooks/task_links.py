"""Which task goes on in a later plan: the dataset `task_links` where it is published, else worked out here."""

import html
from difflib import SequenceMatcher

import pandas as pd

import pipeline as bt
from pipeline.datasets import DATASETS
from pipeline.links import PlannedTask, link_plans

COLUMNS = ["from_task_id", "to_task_id", "from_year", "to_year", "kind", "score", "shared_words", "shared_references"]


def load_links(out=None):
    """One row a link between the tasks of two plans of the same body, as a DataFrame."""
    if "task_links" in DATASETS:
        return bt.load("task_links", out=out)
    documents = bt.load("documents", out=out).dropna(subset=["document_id"])
    body = documents.set_index("document_id")["issuing_body"].fillna("?").str.casefold()
    tasks = bt.load("tasks", out=out).query("kind == 'task'").dropna(subset=["year"])
    cited = _sets(bt.load("references", out=out), "canonical_id")
    charged = _sets(bt.load("actors", out=out), "unit_id")
    links = []
    for _, plans in tasks.groupby(tasks["document_id"].map(body)):
        links += link_plans([_planned(row, cited, charged) for row in plans.fillna("").itertuples()])
    return pd.DataFrame([[getattr(link, name) for name in COLUMNS] for link in links], columns=COLUMNS)


def _sets(rows, column):
    known = rows.dropna(subset=["task_id", column])
    return known.groupby("task_id")[column].agg(frozenset).to_dict()


def _planned(row, cited, charged):
    nothing = frozenset()
    known = cited.get(row.task_id, nothing), charged.get(row.task_id, nothing)
    return PlannedTask(row.task_id, int(row.year), row.task, row.result, *known)


def word_changes(before, after):
    """The later wording as HTML: words that were added on green, words that went struck out on red."""
    old, new = str(before).split(), str(after).split()
    parts = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what in ("replace", "delete"):
            parts.append(f"<del style='background:#f6d5d2;color:#8a1f17'>{html.escape(' '.join(old[i:j]))}</del>")
        if what in ("replace", "insert"):
            parts.append(f"<ins style='background:#cfe8d6;text-decoration:none'>{html.escape(' '.join(new[k:m]))}</ins>")
        if what == "equal":
            parts.append(html.escape(" ".join(new[k:m])))
    return " ".join(parts)
