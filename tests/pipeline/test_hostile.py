"""Files made to do harm: links that leave the folder, bombs, entities, scripts. Nothing is followed, filled or run."""

import io
import os
import resource
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace

import pytest

from pipeline.process import process
from pipeline.run import run
from pipeline.settings import Settings
from tests.pipeline.test_run import PLAN, load

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and limits are POSIX")
_GIB = 2**30


@pytest.fixture
def settings(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "kế hoạch.txt").write_text(PLAN.format(year=2024), encoding="utf-8")
    outside = tmp_path / "ngoài"
    outside.mkdir()
    (outside / "mật.txt").write_text(PLAN.format(year=2025), encoding="utf-8")
    return Settings(raw, tmp_path / "out", tmp_path / "cache", scheduler="serial")


@pytest.mark.parametrize("target", ["mật.txt", ""], ids=["file", "folder"])
def test_links_that_leave_the_folder_are_told_and_not_followed(settings, target):
    (settings.raw / "liên kết").symlink_to(settings.raw.parent / "ngoài" / target)
    summary = run(settings).summaries["liên kết"]
    assert (summary.status, summary.failure) == ("failed", "link_outside")
    assert "--follow-links" in summary.message and {task["year"] for task in load(settings, "tasks")} == {2024}
    assert run(settings).is_unchanged
    run(replace(settings, follow_links=True))
    assert {task["year"] for task in load(settings, "tasks")} == {2024, 2025}


@pytest.mark.parametrize("follow", [False, True])
def test_links_that_lead_in_circles_end(settings, follow):
    (settings.raw / "vòng").symlink_to(settings.raw)
    (settings.raw / "a").symlink_to("b")
    (settings.raw / "b").symlink_to("a")
    report = run(replace(settings, follow_links=follow))
    assert len(load(settings, "tasks")) == 1
    assert {report.summaries[name].failure for name in ("a", "b")} == {"unreadable_file"}


def test_links_within_the_folder_are_files_like_others(settings):
    (settings.raw / "z.txt").symlink_to("kế hoạch.txt")
    assert run(settings).summaries["z.txt"].failure == "copy_of_another"


def test_names_of_files_lead_nowhere(settings):
    names = ["x..%2f..%2f.txt", "a\\..\\b.txt", "xuống\ndòng.txt", "=HYPERLINK(1).txt", "[đỏ]x[_].txt", "-rf"]
    for number, name in enumerate(names):
        (settings.raw / name).write_text(PLAN.format(year=2000 + number), encoding="utf-8")
    run(settings)
    assert {row["source_path"] for row in load(settings, "documents")} == {"kế hoạch.txt", *names}
    inside = {"raw", "out", "cache", "ngoài"}
    assert {path.name for path in settings.raw.parent.iterdir()} == inside


def zipped(**parts):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_x", ".x"), content)
    return sink.getvalue()


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "'
    + "x" * 1000
    + '">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 100}">' for a, b in zip("abcd", "bcde", strict=True))
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
)
WORD = (
    ENTITIES + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>&e;&file;</w:t></w:r></w:p></w:body></w:document>"
)
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'  # noqa: E501
RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'  # noqa: E501


def word_with_entities(body=WORD):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/document.xml", body)
    return sink.getvalue()


def bomb(name, size=_GIB // 2):
    """An archive with a part of zeros that unpacks to so many bytes, made without holding them."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as part:
        for _ in range(size // 2**24):
            part.write(bytes(2**24))
    return sink.getvalue()


def lying_bomb():
    """The same, smaller, whose directory says that it unpacks to ten bytes."""
    data = bytearray(bomb("word/document.xml", 2**28))
    start = data.rindex(b"PK\x01\x02")
    data[start + 24 : start + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def pdf(*objects):
    parts = [b"%PDF-1.7\n"]
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (size, table, size))
    parts.append(b"startxref\n%d\n%%%%EOF" % start)
    return b"".join(parts)


def pdf_page(contents, catalog=b"", page=b""):
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>" % page,
        contents,
    )


def pdf_bomb():
    """A page whose content, packed twice, unpacks to 4 GiB of blanks: 16 MiB packed, repeated in the packed form."""
    packed = zlib.compressobj(9)
    piece = packed.compress(b" " * 2**24) + packed.flush(zlib.Z_FULL_FLUSH)
    again = packed.compress(b" " * 2**24) + packed.flush(zlib.Z_FULL_FLUSH)
    once = piece + again * 255
    twice = zlib.compress(once, 9)
    return pdf_page(b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(twice), twice))


def pdf_with_scripts(marker):
    run_it = b"<</S/Launch/F(/bin/touch)/Win<</F(cmd.exe)/P(%s)>>>>" % marker
    script = b"<</S/JavaScript/JS(app.launchURL('file://%s'))>>" % marker
    stream = b"BT /F1 12 Tf 72 700 Td (x) Tj ET"
    return pdf_page(
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        catalog=b"/OpenAction %s/Names<</JavaScript<</Names[(a) %s]>>>>" % (script, script),
        page=b"/AA<</O %s>>" % run_it,
    )


def damaged_pdf(before, after):
    """A small PDF with these bytes of its objects replaced."""
    data = pdf_with_scripts(b"x")
    assert before in data
    return data.replace(before, after)


def pdf_of_pages_in_circles():
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999999>>")


def html_deep():
    return b"<html><body>" + b"<table><tr><td>" * 20_000


HOSTILE = {
    "word bomb": lambda: bomb("word/document.xml"),
    "workbook bomb": lambda: bomb("xl/worksheets/sheet1.xml"),
    "bomb that lies": lying_bomb,
    "entities": word_with_entities,
    "PDF circles": pdf_of_pages_in_circles,
    "PDF page without a size": lambda: damaged_pdf(b"/MediaBox[0 0 595 842]", b""),
    "PDF page whose size is words": lambda: damaged_pdf(b"595 842]", b"595 /N2]"),
    "PDF page that is not there": lambda: damaged_pdf(b"[3 0 R]", b"[3 0gR]"),
    "HTML depth": html_deep,
    "brackets": lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 500_000,
    "span": lambda: b"<html><body><table><tr><td colspan=999999999 rowspan=999999999>x</td></tr></table>",
}
CHILD = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_DATA, (3 * 2**30, 3 * 2**30))
from pipeline.process import process
result = process(sys.stdin.buffer.read())
print(result.document.status, result.document.failure)
"""


def read_within_limits(data):
    """Status and failure of a document read by a process with 3 GiB, within two minutes."""
    done = subprocess.run([sys.executable, "-c", CHILD], input=data, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode().split()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon_and_within_memory(name):
    data = HOSTILE[name]()
    assert len(data) < 20_000_000
    assert read_within_limits(data)[0] in ("failed", "partial")


def test_a_row_that_goes_on_over_thousands_of_pages_ends():
    rest = "\n\n\tvà báo cáo kết quả về Sở\tVăn phòng Sở\n" * 5_000
    text = PLAN.format(year=2024) + rest
    assert read_within_limits(text.encode())[0] in ("ok", "partial")


def test_a_pdf_that_unpacks_to_gigabytes_costs_its_page_and_nothing_else(settings):
    (settings.raw / "bom.pdf").write_bytes(pdf_bomb())
    limits = replace(settings.limits, memory=_GIB, page_seconds=60.0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = run(replace(settings, scheduler="", jobs=1, limits=limits))
    assert report.summaries["bom.pdf"].status in ("failed", "partial")
    assert report.summaries["kế hoạch.txt"].status == "ok"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2**20, "kibibytes of the run itself"


def test_nothing_in_a_pdf_is_run(tmp_path):
    marker = tmp_path / "đã chạy"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    result = process(pdf_with_scripts(str(marker).encode()))
    assert result.document.status == "partial" and not marker.exists()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime == before, "no program was started"


def sheet_with_entities(secret):
    """A workbook whose only cell is an entity that stands for a file of this machine."""
    from openpyxl import Workbook

    whole, sink = io.BytesIO(), io.BytesIO()
    book = Workbook()
    book.active["A1"] = "x"
    book.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(sink, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/sharedStrings.xml":
                content = naming_a_file(secret) + content.replace(b">x<", b">&file;<")
            archive.writestr(name, content)
    return sink.getvalue()


def naming_a_file(secret):
    return b'<!DOCTYPE d [<!ENTITY file SYSTEM "%s">]>' % secret.as_uri().encode()


NAMING = {
    "word": lambda secret: word_with_entities(WORD.replace("/etc/passwd", str(secret)).replace("&e;", "")),
    "workbook": sheet_with_entities,
    "html": lambda secret: naming_a_file(secret) + b"<html><body><p>&file;</p></body></html>",
    "frames": lambda secret: b"<html><body><iframe src='%s'></iframe><p>x</p></body></html>" % secret.as_uri().encode(),
}


@pytest.mark.parametrize("kind", NAMING)
def test_no_other_file_is_read_into_a_document(tmp_path, kind):
    secret = tmp_path / "other.txt"
    secret.write_text("BÍ MẬT", encoding="utf-8")
    assert "BÍ MẬT" not in repr(process(NAMING[kind](secret)).rows)


@pytest.mark.parametrize("name", ["../../ra ngoài.txt", "/tmp/../ra ngoài.txt", "word\\..\\..\\ra ngoài.txt"])
def test_parts_of_archives_are_written_nowhere(settings, name):
    made = io.BytesIO(word_with_entities(WORD.replace("&e;&file;", "Kế hoạch")))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, "x")
    (settings.raw / "a.docx").write_bytes(made.getvalue())
    run(settings)
    assert not list(settings.raw.parent.rglob("*ra ngoài*"))


def test_formulas_and_tags_in_text_stay_text(settings):
    words = '=cmd|"/c calc"!A1 <script>alert(1)</script>'
    (settings.raw / "a.txt").write_text(PLAN.format(year=2031).replace("Số hóa hồ sơ", words), encoding="utf-8")
    run(settings)
    assert words in [task["task_raw"] for task in load(settings, "tasks")]
