"""The review page asked as a browser would: what it shows, what it writes."""

import threading

import pytest
import yaml

from pipeline.corrections.reading import KINDS
from pipeline.quality import all_flags
from pipeline.review.messages import LANGUAGES, all_keys, explain_flag
from pipeline.review.static_pages import write_static
from pipeline.run import run
from tests.pipeline.reviewing import (
    ATTACK,
    FIRST,
    HOST,
    LEAD,
    SECOND,
    Cells,
    browser,
    entries,
    identity,
    page_of,
    publish_plan,
    published,
    send,
)


@pytest.fixture
def settings(tmp_path):
    return publish_plan(tmp_path)


def test_the_list_and_a_document(settings):
    client = browser(settings)
    assert f'/documents/{identity(settings)}"' in client.get("/").text
    text = page_of(settings, client)
    cells = Cells(text).found
    assert cells["c-1-3-3"]["class"] == "w-check" and cells["c-1-3-3"]["data-l"].strip() == ":12"
    assert 'data-target="c-1-3-3"' in text and 'data-line=":12"' in text
    assert text.index('data-target="c-1-3-3"') < text.index('data-target="f-number"'), "the worst first"
    assert '<mark class="m-reference" title="vnlaw:qd/byt/2023/12">' in text
    assert '<mark class="m-unit" title="Vụ Pháp chế (byt/vu-phap-che)">' in text


def test_unknown_addresses(settings):
    client = browser(settings)
    for path in ("/documents/nothing", "/documents/..%2f..%2fetc", "/documents/x/pages/1.jpg"):
        assert client.get(path).status_code == 404
    assert client.get(f"/documents/{identity(settings)}/pages/99.jpg").status_code == 404


def test_both_languages(settings):
    client = browser(settings)
    assert '<html lang="vi">' in client.get("/").text
    answer = client.get("/language/en?back=//evil.example")
    assert answer.headers["location"] == "/"
    text = page_of(settings, client)
    assert '<html lang="en">' in text and "A name of a unit is not in the gazetteer" in text


def test_a_text_is_saved_and_applied_by_the_next_run(settings):
    answer = send(settings, action="read", now="Văn phòng Bộ", why="nhòe", by="Lan", **LEAD)
    assert answer.status_code == 200 and answer.json()["yaml"].startswith("- row: I/2\n  cell: lead\n")
    [entry] = entries(settings)
    assert (entry["was"], entry["now"], entry["why"], entry["by"]) == ("Cục Thử nghiệm", "Văn phòng Bộ", "nhòe", "Lan")
    assert Cells(page_of(settings)).found["c-1-3-3"]["data-pending"] == "Văn phòng Bộ"
    assert run(settings).summaries["a.txt"].corrected == 1
    cell = Cells(page_of(settings)).found["c-1-3-3"]
    assert "data-pending" not in cell and cell["data-was"] == "Cục Thử nghiệm" and "is-reviewed" in cell["class"]
    assert send(settings, action="undo", **LEAD).status_code == 200 and entries(settings) is None


def test_a_list_is_written_one_entry_a_line(settings):
    said = send(settings, action="read", field="recipients", was="", now="Như Điều 3\n\n  Lưu: VT ")
    assert yaml.safe_load(said.json()["yaml"])[0]["now"] == ["Như Điều 3", "Lưu: VT"]
    run(settings)
    assert "Như Điều 3\nLưu: VT</td>" in page_of(settings)
    send(settings, action="undo", field="recipients", was="")
    assert not entries(settings)


def test_accepting_cells_rows_and_fields(settings):
    assert send(settings, action="accept", **LEAD).status_code == 200
    assert send(settings, action="accept", table="1", row="2", was=FIRST).status_code == 200
    assert send(settings, action="accept", field="number", was="").status_code == 200
    assert send(settings, action="read", field="date", was="", now="5/1/2024").status_code == 200
    cell, row, number, date = entries(settings)
    assert cell["accept"] is True and "now" not in cell and row["was"][0] == "1" and row["accept"] is True
    assert number == number | {"field": "number", "was": None, "accept": True} and date["now"] == "5/1/2024"
    summary = run(settings).summaries["a.txt"]
    assert (summary.corrected, summary.accepted, list(summary.notices)) == (1, 3, [])


def test_an_accepted_repair_writes_the_repaired_text_down(tmp_path):
    text = "QUYẾT ĐỊNH\n\nTT\tNhiệm vụ\tĐơn vị chủ trì\n1\tHọp\tVụ Pháp ché\n2\tHọp\tVụ Pháp chế\n3\tHọp\tVụ Pháp chế\n"
    settings = published(tmp_path, {"a.txt": text.encode()})
    cell = Cells(page_of(settings)).found["c-1-1-3"]
    assert cell["data-was"] == "Vụ Pháp ché"
    assert send(settings, action="accept", table="1", row="1", column="3", was="Vụ Pháp ché").status_code == 200
    [entry] = entries(settings)
    assert (entry["was"], entry["now"], entry["accept"]) == ("Vụ Pháp ché", "Vụ Pháp chế", True)


def test_an_accepted_row_keeps_its_repaired_cells(tmp_path):
    text = "QUYẾT ĐỊNH\n\nTT\tNhiệm vụ\tĐơn vị chủ trì\n1\tHọp\tVụ Pháp ché\n2\tHọp\tVụ Pháp chế\n3\tHọp\tVụ Pháp chế\n"
    settings = published(tmp_path, {"a.txt": text.encode()})
    assert send(settings, action="accept", table="1", row="1", was="1 | Họp | Vụ Pháp ché").status_code == 200
    assert [(entry.get("cell"), entry.get("now")) for entry in entries(settings)] == [
        (None, None),
        ("lead", "Vụ Pháp chế"),
    ]
    assert not run(settings).summaries["a.txt"].notices
    cell = Cells(page_of(settings)).found["c-1-1-3"]
    assert "is-reviewed" in cell["class"] and cell["data-was"] == "Vụ Pháp ché"
    assert ">Vụ Pháp chế<" in page_of(settings).replace("</mark>", "<")


@pytest.mark.parametrize(("action", "key", "value"), [("join", "join", "above"), ("drop", "drop", True)])
def test_rows_are_joined_and_dropped(settings, action, key, value):
    assert send(settings, action=action, table="1", row="3", was=SECOND).status_code == 200
    assert entries(settings)[0][key] == value and run(settings).summaries["a.txt"].tasks == 2
    if action == "join":
        assert send(settings, action="accept", table="1", row="2", was="").status_code == 409, "reshaped: by hand only"


@pytest.mark.parametrize("kind", KINDS)
def test_rows_get_a_kind(settings, kind):
    assert send(settings, action="kind", kind=kind, table="1", row="3", was=SECOND).status_code == 200
    assert not run(settings).summaries["a.txt"].alarms


@pytest.mark.parametrize(
    "content",
    [
        LEAD | {"action": "read", "now": "x", "was": "Cục Khác"},
        LEAD | {"action": "read", "now": "x", "row": "99"},
        LEAD | {"action": "read", "now": "x", "row": "-1"},
        LEAD | {"action": "read", "now": "x", "column": "99"},
        LEAD | {"action": "burn"},
        LEAD | {"action": "read", "now": ["x"]},
        LEAD | {"action": "read", "now": "x" * 30_000},
        LEAD | {"action": "read", "now": "x" * 200_000},
        {"action": "kind", "kind": "banana", "table": "1", "row": "3", "was": SECOND},
        {"action": "drop", "table": "1", "row": "3", "was": FIRST},
        {"action": "read", "field": "colour", "now": "x"},
        {"action": "read"},
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(settings, content):
    answer = send(settings, **content)
    assert answer.status_code == 409 and answer.json()["message"].endswith((".", "trang."))
    assert entries(settings) is None


def test_only_json_is_taken(settings):
    client = browser(settings)
    for body, kind in ((b"{", "application/json"), (b"[" * 90_000, "application/json"), (b"{}", "text/plain")):
        headers = {"origin": HOST, "content-type": kind}
        address = f"/documents/{identity(settings)}/entries"
        assert client.post(address, content=body, headers=headers).status_code == 409


def test_a_file_that_somebody_is_just_editing_is_left_alone(settings):
    settings.corrections.mkdir()
    file = settings.corrections / f"{identity(settings)}.yml"
    file.write_text("- row: 'open", encoding="utf-8")
    assert send(settings, action="accept", **LEAD).status_code == 409
    assert file.read_text(encoding="utf-8") == "- row: 'open" and "c-1-3-3" in page_of(settings)


def test_two_browsers_at_once_keep_each_others_entries(settings):
    clients = [browser(settings) for _ in range(4)]
    cells = [(row, column, was) for row, column, was in CELLS]
    works = [
        threading.Thread(
            target=lambda client=client, mine=cells[at::4]: [
                send(settings, client, action="accept", table="1", row=row, column=column, was=was)
                for row, column, was in mine
            ]
        )
        for at, client in enumerate(clients)
    ]
    for work in works:
        work.start()
    for work in works:
        work.join()
    assert len(entries(settings)) == len(CELLS)


CELLS = [
    ("2", "3", "Vụ Pháp chế"), ("2", "4", "Quý I"), ("3", "3", "Cục Thử nghiệm"), ("3", "4", "Quý II"),
    ("5", "2", "Mua máy chủ"), ("5", "3", "Văn phòng Bộ"), ("5", "4", "Quý III"), ("2", "1", "1"),
]  # fmt: skip


def test_a_source_that_is_gone_is_told(settings):
    (settings.raw / "a.txt").unlink()
    text = page_of(settings)
    assert 'role="alert"' in text and "a.txt" in text and "c-1-3-3" in text


def test_a_source_that_changed_is_as_good_as_gone(settings):
    (settings.raw / "a.txt").write_text("khác", encoding="utf-8")
    assert 'role="alert"' in page_of(settings)


def test_names_are_decided_on_and_undone(settings):
    client = browser(settings)
    assert "Cục Thử nghiệm" in client.get("/names").text
    content = {"name": "Cục Thử nghiệm", "body": "BỘ Y TẾ", "action": "short_for", "of": "Văn phòng Bộ"}
    assert client.post("/names", json=content, headers={"origin": HOST}).status_code == 200
    file = settings.corrections / "gazetteer.yml"
    assert yaml.safe_load(file.read_text(encoding="utf-8"))[0]["short_for"] == "Văn phòng Bộ"
    assert " selected" in client.get("/names").text
    run(settings)
    assert "Cục Thử nghiệm" in client.get("/names").text, "decided before"
    undo = content | {"action": "undo"}
    assert client.post("/names", json=undo, headers={"origin": HOST}).json() == {"yaml": ""}
    assert not yaml.safe_load(file.read_text(encoding="utf-8"))
    for wrong in (content | {"action": "burn"}, content | {"of": ""}, content | {"name": ""}):
        assert client.post("/names", json=wrong, headers={"origin": HOST}).status_code == 409


def test_pages_to_send(settings, tmp_path):
    written = write_static(settings, tmp_path / "pages", "en")
    assert {path.name for path in written} == {"index.html", "names.html", f"{identity(settings)}.html"}
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert 'href="/' not in text and 'src="/' not in text and ATTACK not in text
    assert "Paste these lines" in (tmp_path / "pages" / f"{identity(settings)}.html").read_text(encoding="utf-8")
    assert (tmp_path / "pages/assets/desk.js").exists()


@pytest.mark.parametrize("code", all_flags())
def test_every_flag_is_explained_in_both_languages(code):
    vietnamese, english = (explain_flag(code, language) for language in LANGUAGES)
    assert code not in (vietnamese, english) and vietnamese.endswith(".") and vietnamese != english


def test_every_label_has_both_languages_with_the_same_figures():
    import re

    for key, texts in all_keys().items():
        assert set(texts) == set(LANGUAGES), key
        assert len({tuple(sorted(re.findall(r"\{\w+\}", text))) for text in texts.values()}) == 1, key
