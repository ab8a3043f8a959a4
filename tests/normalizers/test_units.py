"""Actors in cells: cases, the gold lists, both transcribed decisions, and laws that hold for any text."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.actors.abbreviations import find_declarations
from normalizers.actors.find import Actor, ActorContext, ActorKind, find_actors, format_misses
from normalizers.actors.gazetteer import Method
from normalizers.actors.units import find_units, resolve_unit
from tests.cases import load_cases
from tests.gold import gold

COLUMNS = {"lead": "lead", "coord": "coordinating", "assigned": "assignee"}
ROLES = {"lead": "lead", "coord": "coordinating", None: None}
MINISTRY = ActorContext("Bộ Khoa học và Công nghệ", 2022)


def printed(actor, with_role):
    role = f"[{actor.role.value}] " if with_role and actor.role else ""
    title = f"{actor.post_title} " if actor.post_title else ""
    is_person = actor.kind in {ActorKind.POST, ActorKind.PERSON}
    return f"{role}{actor.kind.value}: " + (f"{title}@ {actor.name}" if is_person else actor.name)


def actors_of_case(case):
    context = ActorContext(case.get("body"), case.get("year"), find_declarations(case.get("declared", "")))
    found = find_actors(case["text"], case.get("column", "other"), context)
    assert all(case["text"][actor.start : actor.end] == actor.raw for actor in found)
    return [actor for actor in found if actor.score > 0]


@pytest.mark.parametrize("case", load_cases("units.yml"))
def test_cases(case):
    found = actors_of_case(case)
    with_role = any(each.startswith("[") for each in case["expect"])
    assert [printed(actor, with_role) for actor in found] == case["expect"]
    if "ids" in case:
        assert [actor.unit_id for actor in found] == case["ids"]


def body_of(context):
    levels = {"central": "Chính phủ", "commune": "Ủy ban nhân dân xã"}
    if context.get("level") == "province":
        place = context.get("province", "tỉnh")
        kind = "thành phố" if place == "Hà Nội" else "tỉnh"
        return f"Ủy ban nhân dân {place}" if place == "tỉnh" else f"Ủy ban nhân dân {kind} {place}"
    return context.get("ministry") or context.get("org") or levels[context["level"]]


def f1(pairs):
    """F1 over (expected, found) lists of tuples, and what differs, for the message."""
    hits = sum(sum((Counter(wanted) & Counter(found)).values()) for wanted, found, _ in pairs)
    total = sum(len(wanted) + len(found) for wanted, found, _ in pairs)
    return 2 * hits / total, [f"{text!r}: {wanted} != {found}" for wanted, found, text in pairs if wanted != found]


def test_gold_unit_lists():
    pairs = []
    for row in gold("unit_lists.jsonl"):
        context = ActorContext(body_of(row["context"]), row["context"].get("year"))
        # A score of 0 marks text that no reading makes sense of: reported, but not counted as a unit.
        found = [a for a in find_actors(row["text"], COLUMNS.get(row["column"], row["column"]), context) if a.score]
        has_roles = any(each.get("role") for each in row["expected"])
        wanted = [(e["kind"], e["name"], e.get("title"), ROLES[e.get("role")]) for e in row["expected"]]
        roles = [actor.role.value if has_roles and actor.role else None for actor in found]
        got = [(a.kind.value, a.name, a.post_title, role) for a, role in zip(found, roles, strict=True)]
        pairs.append((wanted, got, row["text"]))
    score, misses = f1(pairs)
    assert score >= 0.99, "\n".join(misses)


@pytest.mark.parametrize("year", [2022, 2023])
@pytest.mark.parametrize("columns", ["columns", "raw_columns"])
def test_gold_decisions(year, columns):
    (document,) = gold(f"seed_{year}.json")
    context = ActorContext(document["issuing_body"], year)
    pairs = [pair for task in document["tasks"] for pair in pairs_of_task(task, columns, context)]
    score, misses = f1(pairs)
    assert score >= 0.999, "\n".join(misses)


def pairs_of_task(task, columns, context):
    for header, text in task[columns].items():
        if "chủ trì" in header or "phối hợp" in header:
            role = "lead" if "chủ trì" in header else "coordinating"
            wanted = [(unit["kind"], unit["name"], unit["unit_id"], None) for unit in task[f"{role}_units_detail"]]
        elif "Phân công" in header:
            role = "assigned"
            kinds = ["post" if each["title"] else "unit" for each in task["assigned"]]
            posts = [(each["unit"], each["unit_id"], each["title"]) for each in task["assigned"]]
            wanted = [(kind, *post) for kind, post in zip(kinds, posts, strict=True)]
        else:
            continue
        found = find_actors(text, role, context)
        assert all(actor.role == role for actor in found)
        yield wanted, [(a.kind.value, a.name, a.unit_id, a.post_title) for a in found], text


TEXTS = st.text(alphabet="VụBộSởCPháphếTàiínUDơ các,;.-–:()/\n\t&123đà", max_size=60)
CELLS = st.lists(
    st.sampled_from(["Vụ Pháp chế", "Sở Nội vụ", "các đơn vị thuộc Bộ", "Giám đốc Trung tâm CNTT", "TTCNTT", "xã"]),
    max_size=5,
)


@given(TEXTS)
def test_spans_are_the_printed_text(text):
    for actor in find_actors(text, "lead", MINISTRY):
        assert text[actor.start : actor.end] == actor.raw
        assert actor.name and 0 <= actor.score <= 1


@given(CELLS, st.sampled_from([", ", "; ", ";\n- ", " và "]))
def test_known_names_survive_any_separator(names, separator):
    names = list(dict.fromkeys(names))
    found = find_actors(separator.join(names), "lead", MINISTRY)
    known = [name for name in names if name in {"Vụ Pháp chế", "Sở Nội vụ"}]
    assert [actor.name for actor in found if actor.name in {"Vụ Pháp chế", "Sở Nội vụ"}] == known


def test_unknown_units_are_kept_and_reported():
    found = find_actors("Cục Thử nghiệm, Vụ Pháp chế; Cục trưởng Cục Ví dụ", "lead", MINISTRY)
    assert [actor.method for actor in found] == [Method.NONE, Method.EXACT, Method.NONE]
    assert format_misses(found) == "    Cục Thử nghiệm: []\n    Cục Ví dụ: []\n"


def test_garbled_names_are_kept_with_score_zero():
    (actor,) = find_actors("Trung tâm Tập ưung công nghệ", "lead", MINISTRY)
    assert (actor.unit_id, actor.score, actor.raw) == (None, 0.0, "Trung tâm Tập ưung công nghệ")


def test_values_are_frozen():
    (actor,) = find_actors("Vụ Pháp chế", "lead", MINISTRY)
    assert isinstance(actor, Actor)
    with pytest.raises(AttributeError):
        actor.name = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("Vụ Pháp chế", "exact"),
        ("vụ pháp chế", "exact"),
        ("Vụ PC", "alias"),
        ("Vụ Pháp ché", "folded"),
        ("Trung tâm CNIT", "fuzzy"),
        ("Vụ Tưởng tượng", "none"),
    ],
)
def test_the_resolution_says_which_way_it_went(name, method):
    resolution = resolve_unit(name, MINISTRY)
    assert resolution.method == method
    assert (resolution.entry is None) == (method == "none")


def test_composed_and_decomposed_text_agree():
    text = "Vụ Kế hoạch – Tài chính, các đơn vị thuộc Bộ"
    assert find_actors(unicodedata.normalize("NFD", text), "lead", MINISTRY) == find_actors(text, "lead", MINISTRY)


def test_known_units_in_running_text():
    text = "Giao Vụ PC và Cục SHTT xây dựng kế hoạch; Cục Ví dụ theo dõi."
    units = find_units(text, MINISTRY)
    assert [(unit.raw, unit.unit_id) for unit in units] == [
        ("Vụ PC", "bkhcn/vu-phap-che"),
        ("Cục SHTT", "bkhcn/cuc-so-huu-tri-tue"),
    ]
    assert all(text[unit.start : unit.end] == unit.raw for unit in units)
