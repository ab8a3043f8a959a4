"""The two sample files as truths, made once from hand-checked JSON: `python -m tests.making.seeds GOLD_FOLDER`."""

import json
import sys
from pathlib import Path
from typing import Any

from tests.making.files import TRUTH_FOLDER, write_truth
from tests.making.truth import (
    Align,
    Article,
    Attachment,
    Clause,
    Column,
    DateParts,
    DocumentFacts,
    Expectation,
    HeaderCell,
    Letterhead,
    Part,
    PrintStyle,
    Row,
    RowKind,
    SectionForm,
    Signer,
    TableFacts,
    Truth,
)

_COLUMNS = {
    "TT": Column("ordinal", "ordinal", 0.7, Align.CENTRE),
    "Nhiệm vụ, giải pháp": Column("task", "task", 3.6, Align.JUSTIFY),
    "Nội dung công việc": Column("task", "task", 4.0, Align.JUSTIFY),
    "Đơn vị chủ trì": Column("lead", "lead", 1.8),
    "Đơn vị phối hợp": Column("coordinating", "coordinating", 2.3),
    "Phân công thành viên Ban Chỉ đạo": Column("assignee", "assignee", 1.9),
    "Nội dung/ Kết quả": Column("result", "result", 5.2, Align.JUSTIFY),
    "Kết quả dự kiến": Column("result", "result", 4.0, Align.JUSTIFY),
}
_STYLES = {
    2022: PrintStyle(body_size=14, table_size=13, sections=SectionForm.PLAIN),
    2023: PrintStyle(landscape=False, body_size=14, table_size=13, sections=SectionForm.PLAIN, middle=True),
}


def make_seed(gold: dict[str, Any]) -> Truth:
    """The truth of one sample file: the corrected wording, with the file's own wording where it differs."""
    return Truth(
        id=f"seed_{gold['year']}",
        origin="sample file",
        document=_document(gold),
        tables=(_table(gold),),
        style=_STYLES[gold["year"]],
        raw=_raw(gold),
    )


def _document(gold: dict[str, Any]) -> DocumentFacts:
    signer = gold["signer"]
    return DocumentFacts(
        type=gold["type"],
        number=gold["number"],
        symbol=gold["symbol"],
        place=gold["place"],
        date=DateParts(**gold["date"]),
        parent_body=gold["parent_body"],
        issuing_body=gold["issuing_body"],
        letterhead=Letterhead("BAN CHỈ ĐẠO\nCHUYỂN ĐỔI SỐ", "BỘ KHOA HỌC VÀ CÔNG NGHỆ"),
        title=gold["title"],
        authority="TRƯỞNG BAN\nBAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ",
        legal_bases=tuple(basis["corrected"] for basis in gold["legal_bases"]),
        proposal=gold["proposer"]["raw"],
        articles=tuple(_article(article) for article in gold["articles"]),
        recipients=tuple(recipient["corrected"] for recipient in gold["recipients"]),
        signer=Signer(signer["name"], ("BỘ TRƯỞNG", "BỘ KHOA HỌC VÀ CÔNG NGHỆ"), signer["capacity"]),
        attachment=_attachment(gold["attachment"]),
        plan_year=gold["attachment"]["year"],
    )


def _article(gold: dict[str, Any]) -> Article:
    return Article(gold["no"], gold["text"], tuple(Clause(item["no"], item["text"]) for item in gold["clauses"]))


def _attachment(gold: dict[str, Any]) -> Attachment:
    attached_to = gold["attached_to_raw"].replace(gold["attached_to"]["symbol_raw"], gold["attached_to"]["symbol"])
    bases = tuple(basis["corrected"] for basis in gold["plan_bases"])
    headings = gold.get("part_headings", [])
    parts = (Part(f"{item['code']}. {item['title']}", bases if item["code"] == "A" else ()) for item in headings)
    return Attachment(gold["type"], gold["title"], attached_to, with_place_and_date=True, parts=tuple(parts))


def _table(gold: dict[str, Any]) -> TableFacts:
    header = gold["attachment"]["table_header"]
    rows: list[Row] = []
    section = None
    for task in gold["tasks"]:
        if task["section_code"] != section:
            section = task["section_code"]
            rows.append(Row(RowKind.SECTION, section, task["section_title"]))
        rows.append(_row(task))
    columns = tuple(_COLUMNS[text] for text in header)
    return TableFacts(columns, (tuple(HeaderCell(text) for text in header),), tuple(rows))


def _row(task: dict[str, Any]) -> Row:
    printed = {_COLUMNS[header].key: text for header, text in task["columns"].items() if text}
    raw = {_COLUMNS[header].key: text for header, text in task["raw_columns"].items()}
    expect = Expectation(tuple(task["lead_units"]), tuple(task["coordinating_units"]))
    return Row(
        RowKind.TASK,
        task["no"],
        cells=printed,
        raw={key: text for key, text in raw.items() if text != printed.get(key, "")},
        expect=expect if task["lead_units"] or task["coordinating_units"] else None,
    )


def _raw(gold: dict[str, Any]) -> dict[str, str]:
    attachment = gold["attachment"]
    pairs = [(basis["corrected"], basis["raw"]) for basis in gold["legal_bases"] + attachment["plan_bases"]]
    pairs += [(item["corrected"], item["raw"].removeprefix("- ").rstrip(";")) for item in gold["recipients"]]
    pairs += [(gold["title"], gold.get("title_raw", gold["title"]))]
    pairs += [(_attachment(attachment).attached_to, attachment["attached_to_raw"])]
    return {printed: raw for printed, raw in pairs if printed != raw}


def main() -> None:
    """Write both truths from the folder named on the command line."""
    for year in (2022, 2023):
        gold = json.loads((Path(sys.argv[1]) / f"seed_{year}.json").read_text(encoding="utf-8"))
        sys.stdout.write(f"{write_truth(make_seed(gold), TRUTH_FOLDER).name}\n")


if __name__ == "__main__":
    main()
