"""Who carries a task: the units in the lead; where the plan has no such column, those whose heads or people are assigned."""

import pipeline as bt


def load_carriers(out=None):
    """One row a task and unit that carries it: task_id, name, year."""
    actors = bt.load("actors", out=out, columns=["task_id", "role", "kind", "name", "unit_id", "year"])
    names = bt.load("units", out=out).set_index("unit_id")["name"]
    actors["name"] = actors["unit_id"].map(names).astype("string").fillna(actors["name"]).fillna("không rõ")
    lead = actors[actors["role"] == "lead"]
    assigned = actors[(actors["role"] == "assigned") & ~actors["task_id"].isin(lead["task_id"]) & actors["unit_id"].notna()]
    both = actors.loc[[*lead.index, *assigned.index]].sort_index()
    return both.drop_duplicates(["task_id", "name"])[["task_id", "name", "year"]]
