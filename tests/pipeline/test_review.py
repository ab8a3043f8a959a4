"""The review page asked as a browser would: who may ask, what it shows, what it writes."""

import io
import threading
from html.parser import HTMLParser

import pytest
import yaml
from starlette.testclient import TestClient

from pipeline.corrections.reading import KINDS
from pipeline.quality import all_flags
from pipeline.review.access import Guarded
from pipeline.review.application import make_application
from pipeline.review.messages import LANGUAGES, all_keys, explain_flag
from pipeline.review.page_image import PageRequest, draw_page
from pipeline.review.static_pages import write_static
from pipeline.run import run
from pipeline.settings import Settings
from tests.making.files import load_truths
from tests.making.pdf import make_pdf
from tests.pipeline.test_corrections import PLAN

TOKEN, PORT = "a-token-of-this-start", 8123
HOST = f"http://127.0.0.1:{PORT}"
ATTACK = "<script>document.title='owned'</script>"


def published(tmp_path, files):
    (tmp_path / "raw").mkdir()
    for name, content in files.items():
        (tmp_path / "raw" / name).write_bytes(content)
    settings = Settings(
        tmp_path / "raw", tmp_path / "out", tmp_path / "cache", jobs=1, corrections=tmp_path / "corrections"
    )
    run(settings)
    return settings


def stranger(settings):
    return TestClient(Guarded(make_application(settings), TOKEN, PORT), base_url=HOST, follow_redirects=False)


def browser(settings):
    client = stranger(settings)
    assert client.get(f"/?token={TOKEN}").status_code == 303
    return client


@pytest.fixture
def settings(tmp_path):
    return published(tmp_path, {"a.txt": PLAN.replace("Tập huấn", f"Tập huấn {ATTACK}").encode()})


def identity(settings, name="a.txt"):
    return next(entry.summary.document_id for path, entry in manifest(settings).items() if path == name)


def manifest(settings):
    from pipeline.manifest import load_manifest
    from pipeline.storage.folder import open_folder

    return load_manifest(open_folder(settings.out)).sources


def page_of(settings, client=None):
    return (client or browser(settings)).get(f"/documents/{identity(settings)}").text


class Cells(HTMLParser):
    """The attributes of every table cell of a page, by id."""

    def __init__(self, text):
        super().__init__()
        self.found = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "td" and "id" in values:
            self.found[values["id"]] = values


def entries(settings):
    file = settings.corrections / f"{identity(settings)}.yml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None


def send(settings, client=None, headers=None, **content):
    client = client or browser(settings)
    return client.post(
        f"/documents/{identity(settings)}/entries",
        json=content,
        headers={"origin": HOST} if headers is None else headers,
    )


FIRST = "1 | Số hóa hồ sơ theo Quyết định số 12/QĐ-BYT ngày 05/01/2023 | Vụ Pháp chế | Quý I"
SECOND = f"2 | Tập huấn {ATTACK} | Cục Thử nghiệm | Quý II"
LEAD = {"table": "1", "row": "3", "column": "3", "was": "Cục Thử nghiệm"}


def test_the_token_of_the_address_becomes_a_cookie(settings):
    answer = stranger(settings).get(f"/?token={TOKEN}")
    assert answer.headers["location"] == "/" and TOKEN not in answer.headers["location"]
    assert all(word in answer.headers["set-cookie"] for word in ("HttpOnly", "SameSite=Strict", f"boctach-{PORT}="))


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/?token=", "/names", "/assets/review.js", "/documents/x"])
def test_a_stranger_sees_nothing(settings, path):
    answer = stranger(settings).get(path)
    assert answer.status_code == 403 and "Bóc" not in answer.text


def test_a_cookie_that_is_wrong_or_no_cookie_at_all(settings):
    for cookie in (f"boctach-{PORT}=wrong", "boctach-1=x", ";;;=", "\x01"):
        assert stranger(settings).get("/", headers={"cookie": cookie}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_was_pointed_at_this_machine_is_refused(settings, host):
    assert browser(settings).get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1"])
def test_another_page_cannot_write(settings, origin):
    assert send(settings, headers={"origin": origin}, action="accept", **LEAD).status_code == 403
    assert send(settings, headers={}, action="accept", **LEAD).status_code == 403
    assert entries(settings) is None


def test_every_answer_forbids_what_the_page_does_not_need(settings):
    client = browser(settings)
    for path in ("/", "/names", f"/documents/{identity(settings)}", "/nowhere", "/assets/review.css"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy


def test_pages_hold_no_script_of_their_own_and_no_foreign_address(settings):
    for path in ("/", "/names", f"/documents/{identity(settings)}"):
        text = browser(settings).get(path).text
        assert text.count("<script") == 1 and "onclick" not in text and "style=" not in text
        assert "//" not in text.replace("http://www.w3.org", "").replace(str(settings.out), "")


def test_what_a_document_holds_is_text(settings):
    text = page_of(settings)
    assert ATTACK not in text and "&lt;script&gt;" in text


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


@pytest.fixture(scope="module")
def pdf():
    [truth] = load_truths(("dai_hoc_quy_nhon_2024",))
    return make_pdf(truth).content


def test_pages_of_a_pdf_are_drawn_and_kept(tmp_path, pdf):
    from PIL import Image

    settings = published(tmp_path, {"a.pdf": pdf})
    client, document = browser(settings), identity(settings, "a.pdf")
    text = client.get(f"/documents/{document}").text
    assert f'src="/documents/{document}/pages/1.jpg"' in text and 'data-b="' in text
    answer = client.get(f"/documents/{document}/pages/1.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    kept = list((settings.cache / "review").glob("*.jpg"))
    assert len(kept) == 1 and kept[0].read_bytes() == answer.content
    width, height = Image.open(io.BytesIO(answer.content)).size
    assert width / height == pytest.approx(595 / 842, abs=0.01)


def test_a_page_is_turned_as_it_was_read(pdf):
    from PIL import Image

    def drawn(turned, skew=0.0):
        return Image.open(io.BytesIO(draw_page(pdf, PageRequest(1, turned, skew)))).convert("L")

    upright, right = drawn(0), drawn(90)
    assert upright.size == right.size[::-1]
    # What stood at the top stands at the right after a quarter clockwise.
    strip = upright.crop((0, 0, upright.width, 300)).rotate(-90, expand=True)
    turned = right.crop((right.width - 300, 0, right.width, right.height))
    assert abs(mean(strip) - mean(turned)) < 1 and abs(mean(upright) - mean(drawn(0, 0.7))) < 3


def mean(picture):
    from PIL import ImageStat

    return ImageStat.Stat(picture).mean[0]


@pytest.mark.parametrize("data", [b"%PDF-1.4 broken", b"no picture at all"])
def test_a_page_that_cannot_be_drawn(data):
    with pytest.raises(ValueError, match=r"\.$"):
        draw_page(data, PageRequest(1))


def test_pages_of_an_image_file():
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (60, 90), 1).save(out, "TIFF", save_all=True, append_images=[Image.new("1", (40, 50))])
    assert Image.open(io.BytesIO(draw_page(out.getvalue(), PageRequest(2)))).size == (40, 50)
    with pytest.raises(ValueError, match="page 3"):
        draw_page(out.getvalue(), PageRequest(3))


def test_pages_to_send(settings, tmp_path):
    written = write_static(settings, tmp_path / "pages", "en")
    assert {path.name for path in written} == {"index.html", "names.html", f"{identity(settings)}.html"}
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert 'href="/' not in text and 'src="/' not in text and ATTACK not in text
    assert "Paste these lines" in (tmp_path / "pages" / f"{identity(settings)}.html").read_text(encoding="utf-8")
    assert (tmp_path / "pages/assets/review.js").exists()


@pytest.mark.parametrize("code", all_flags())
def test_every_flag_is_explained_in_both_languages(code):
    vietnamese, english = (explain_flag(code, language) for language in LANGUAGES)
    assert code not in (vietnamese, english) and vietnamese.endswith(".") and vietnamese != english


def test_every_label_has_both_languages_with_the_same_figures():
    import re

    for key, texts in all_keys().items():
        assert set(texts) == set(LANGUAGES), key
        assert len({tuple(sorted(re.findall(r"\{\w+\}", text))) for text in texts.values()}) == 1, key
