"""The review page as a person uses it: look, hover, fix, run, see it applied; and what strangers try."""

import pyarrow.dataset as ds

from pipeline.manifest import load_manifest
from pipeline.run import run
from pipeline.storage.folder import open_folder
from tests.browser.chromium import SIZE
from tests.browser.server import start_and_stop

PLAN_PDF, TEXT = "plan.pdf", "text.txt"


def rows(settings, dataset, name=TEXT):
    document = load_manifest(open_folder(settings.out)).sources[name].summary.document_id
    table = ds.dataset(settings.out / dataset, partitioning="hive").to_table().to_pylist()
    return [row for row in table if row["document_id"] == document]


def open_document(page, server, settings, name=TEXT):
    document = load_manifest(open_folder(settings.out)).sources[name].summary.document_id
    page.goto(f"{server.site}/documents/{document}")
    page.wait_for_selector("html[data-ready]")


def wait_said(page):
    page.wait_for_selector("#said.shown")
    return page.inner_text("#said")


def test_the_list_is_filtered_without_marks(page):
    assert page.locator("#documents tbody tr:visible").count() == 2
    page.fill("#filter", "an toan giao thong")
    assert page.locator("#documents tbody tr:visible").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".panes")


def test_hovering_a_cell_shows_its_box_and_a_click_on_the_box_its_cell(page, server, settings):
    open_document(page, server, settings, PLAN_PDF)
    cell = page.locator("#panel-table td[data-b]:not(:empty)").nth(5)
    cell.hover()
    box = page.locator(".box.hover")
    assert box.count() >= 1
    number, x0, _, x1, _ = map(float, cell.get_attribute("data-b").split(";")[0].split())
    shown = page.locator(f".sheet[data-page='{number:.0f}']")
    drawn, sheet = box.first.bounding_box(), shown.bounding_box()
    scale = sheet["width"] / float(shown.get_attribute("data-width"))
    assert abs(drawn["x"] - sheet["x"] - x0 * scale) < 2
    assert abs(drawn["width"] - (x1 - x0) * scale) < 3
    identity = box.first.get_attribute("data-cell")
    page.mouse.move(5, 300)
    page.locator(f".box[data-cell='{identity}']").first.click()
    assert page.locator("td.current").get_attribute("id") == identity
    assert page.locator("#strip .crop").count() >= 1


def test_a_row_cut_by_a_page_shows_both_halves(page, server, settings):
    open_document(page, server, settings, PLAN_PDF)
    joined = [td for td in page.locator("tr[data-pages] td[data-b*=';']").all() if ";" in td.get_attribute("data-b")]
    joined[0].click()
    pages = [text.strip() for text in page.locator("#strip .crop-page").all_inner_texts()]
    assert len(set(pages)) == 2
    assert page.evaluate("all('#strip img').every((image) => image.naturalWidth > 0)")


def test_a_cell_is_fixed_run_applied_seen_and_undone_by_keyboard_alone(page, server, settings):
    open_document(page, server, settings)
    page.keyboard.press("n")
    assert page.input_value("#now") == "Cục Thử nghiệm" and page.locator("#lines li.current").count() == 1
    page.keyboard.press("e")
    page.keyboard.type("Văn phòng Bộ")
    page.keyboard.press("Control+Enter")
    assert "make extract" in wait_said(page)
    assert run(settings).summaries[TEXT].corrected == 1
    [task] = [task for task in rows(settings, "tasks") if task["is_corrected"]]
    assert (task["lead"], task["lead_raw"]) == ("Văn phòng Bộ", "Cục Thử nghiệm")
    open_document(page, server, settings)
    page.click("#tab-corrections")
    assert "đã áp dụng" in page.inner_text("#panel-corrections")
    page.click("#tab-table")
    page.click("td.is-reviewed")
    page.keyboard.press("u")
    wait_said(page)
    assert run(settings).summaries[TEXT].corrected == 0
    assert not [task for task in rows(settings, "tasks") if task["is_corrected"]]


def test_an_accepted_doubt_is_gone_after_the_next_run(page, server, settings):
    open_document(page, server, settings)
    before = page.locator("#doubts > li").count()
    page.keyboard.press("n")
    page.keyboard.press("a")
    wait_said(page)
    assert run(settings).summaries[TEXT].accepted == 1
    open_document(page, server, settings)
    assert page.locator("#doubts > li").count() == before - 1


def test_a_list_is_corrected_one_entry_a_line(page, server, settings):
    open_document(page, server, settings)
    page.click("#tab-fields")
    page.click("#f-recipients")
    assert page.locator("#list-hint").is_visible()
    page.keyboard.press("e")
    page.keyboard.type("Như Điều 3")
    page.keyboard.press("Enter")
    page.keyboard.type("Lưu: VT")
    page.keyboard.press("Control+Enter")
    wait_said(page)
    run(settings)
    [document] = rows(settings, "documents")
    assert document["recipients"] == ["Như Điều 3", "Lưu: VT"] and document["reviewed"] == ["recipients"]


def test_the_table_is_reached_with_tab_and_what_a_whole_row_can_be_with_the_keyboard(page, server, settings):
    open_document(page, server, settings)
    page.focus("#tab-table")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("td.current").get_attribute("id") == "c-1-1-1"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.locator("td.current").get_attribute("id") == "c-1-2-2"
    page.focus("#row-button")
    page.keyboard.press("Enter")
    menu, window = page.locator("#row-actions").bounding_box(), page.viewport_size
    assert menu["x"] >= 0 and menu["x"] + menu["width"] <= window["width"]
    assert menu["y"] >= 0 and menu["y"] + menu["height"] <= window["height"]
    page.keyboard.press("Enter")
    assert "make extract" in wait_said(page) and not page.locator("#row-actions").is_visible()
    assert run(settings).summaries[TEXT].accepted == 1


def test_drift_is_shown(page, server, settings):
    document = load_manifest(open_folder(settings.out)).sources[TEXT].summary.document_id
    settings.corrections.mkdir()
    entry = "- {row: I/1, cell: lead, was: Vụ Kế hoạch, now: Vụ Pháp luật}\n"
    (settings.corrections / f"{document}.yml").write_text(entry, encoding="utf-8")
    run(settings)
    open_document(page, server, settings)
    page.click("#tab-corrections")
    assert "máy đọc đã khác" in page.inner_text("#panel-corrections")
    page.keyboard.press("n")
    assert "Máy nay đọc khác" in page.inner_text("#why")


def test_what_a_document_holds_never_runs(page, server, settings):
    open_document(page, server, settings)
    cell = page.locator("td", has_text="onerror")
    cell.click()
    page.keyboard.press("e")
    page.keyboard.press("Control+Enter")
    wait_said(page)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert "onerror" in page.inner_text("#panel-table") and "owned" not in page.title()
    assert page.locator("img[src='x']").count() == 0


def test_strangers_are_refused(page, server, browser):
    context = browser.new_context(viewport=SIZE)
    other = context.new_page()
    for address in (server.site, f"{server.site}/?token=wrong", f"{server.site}/names"):
        assert other.goto(address).status == 403
    # A page of another origin on this machine: the browser sends its Origin, the cookie stays at home.
    other.goto("data:text/html,<title>other</title>")
    status = other.evaluate(
        """async (site) => {
            const body = JSON.stringify({name: "x", action: "ignore"});
            try { return (await fetch(`${site}/names`, {method: "POST", mode: "no-cors", body})).type; }
            catch (problem) { return "blocked"; }
        }""",
        server.site,
    )
    assert status in ("opaque", "blocked")
    context.close()
    assert page.request.get(f"{server.site}/names", headers={"host": "evil.example"}).status == 403
    answer = page.request.post(f"{server.site}/names", data={"name": "x"}, headers={"origin": "http://evil.example"})
    assert answer.status == 403


def test_two_browsers_keep_each_others_entries(page, server, settings, browser):
    context = browser.new_context(viewport=SIZE)
    other = context.new_page()
    other.goto(server.address)
    for each in (page, other):
        open_document(each, server, settings)
        each.keyboard.press("n")
    for each, key in ((page, "a"), (other, "r")):
        each.keyboard.press(key)
        wait_said(each)
    context.close()
    report = run(settings).summaries[TEXT]
    assert report.accepted == 2 and not report.notices


def test_a_name_is_decided_on(page, server, settings):
    page.goto(f"{server.site}/names")
    row = page.locator("tr[data-name='Cục Thử nghiệm']")
    row.locator("select").select_option("own_unit")
    row.locator("button.save").click()
    row.locator(".outcome .pending").wait_for()
    run(settings)
    [actor] = [actor for actor in rows(settings, "actors") if actor["raw"] == "Cục Thử nghiệm"]
    assert (actor["method"], actor["unit_id"]) == ("decided", "byt/cuc-thu-nghiem")


def test_pages_that_were_sent_work_without_a_server(browser, settings, tmp_path):
    from pipeline.review.static_pages import write_static

    write_static(settings, tmp_path / "sent", "vi")
    document = load_manifest(open_folder(settings.out)).sources[TEXT].summary.document_id
    context = browser.new_context(viewport=SIZE)
    sent = context.new_page()
    sent.goto((tmp_path / "sent" / f"{document}.html").as_uri())
    sent.keyboard.press("n")
    sent.keyboard.press("a")
    lead = '- row: "I/2"\n  cell: lead\n  was: "Cục Thử nghiệm"\n  accept: true\n'
    assert sent.input_value("#paste") == lead
    sent.click("#tab-fields")
    sent.click("#f-recipients")
    assert sent.locator("#why li").count() == 0
    sent.keyboard.press("a")
    sent.keyboard.press("e")
    sent.keyboard.type("Lưu: VT")
    sent.keyboard.press("Control+Enter")
    listed = "- field: recipients\n  was: []\n"
    assert sent.input_value("#paste") == f'{lead}{listed}  accept: true\n{listed}  now: ["Lưu: VT"]\n'
    context.close()


def test_stopping_says_where_the_corrections_are(settings):
    said, code = start_and_stop(settings)
    assert said.startswith("Review: http://127.0.0.1:") and code == 0
    assert str(settings.corrections) in said and "make extract" in said


def test_landmarks_and_names_of_controls(page, server, settings):
    open_document(page, server, settings, PLAN_PDF)
    assert (
        page.locator("main").count() == page.locator("header").count() == page.locator("aside[aria-label]").count() == 1
    )
    unnamed = page.evaluate(
        """() => all("button, input, select, textarea, a").filter((each) => !(each.textContent.trim()
            || each.getAttribute("aria-label") || each.closest("label"))).map((each) => each.outerHTML)"""
    )
    assert not unnamed
    assert page.evaluate(
        "document.documentElement.scrollWidth <= innerWidth && document.body.scrollHeight <= innerHeight"
    )
