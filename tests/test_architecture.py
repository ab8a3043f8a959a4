"""Which package may import which, where each foreign library lives, and how long files and functions may be."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("extractors", "normalizers", "pipeline")
FILES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
MAY_IMPORT = {
    "extractors": {"extractors"},
    "normalizers": {"normalizers"},
    "pipeline": {"extractors", "normalizers", "pipeline"},
}
# What is done to the pixels of a scan, one idea a file.
SCAN_GEOMETRY = (
    "cleaning",
    "grey_seals",
    "ink",
    "letters",
    "pictures",
    "prepare",
    "rulings",
    "scan",
    "upright",
    "walls",
)
SCAN_LINES = ("bars", "line_measures", "line_pictures", "marks", "settling", "text_lines", "word_edges")
# Foreign library → the modules that may import it.
HOMES = {
    "PIL": {
        "extractors/scan/pictures.py",
        "extractors/scan/tesseract.py",
        "pipeline/page_pictures.py",
        "pipeline/page_drawing.py",
        "pipeline/review/page_image.py",
    },
    "cv2": {f"extractors/scan/{name}.py" for name in (*SCAN_GEOMETRY, *SCAN_LINES)},
    "click": {"pipeline/cli.py"},
    "olefile": {"extractors/word97/binary.py"},
    "cryptography": {"extractors/certificates.py"},
    "distributed": {"pipeline/work/cluster.py"},
    "docx": {"extractors/word_file.py", "pipeline/export/plan_files.py"},
    "duckdb": {"pipeline/export/database.py"},
    "fsspec": {"pipeline/storage/remote.py"},
    "numpy": {f"extractors/scan/{name}.py" for name in (*SCAN_GEOMETRY, *SCAN_LINES)}
    | {"extractors/pdf_images.py", "pipeline/links.py"},
    "jinja2": {"pipeline/templates/__init__.py", "pipeline/review/rendering.py"},
    "openpyxl": {"extractors/workbook.py", "pipeline/export/workbook.py"},
    "pandas": {"pipeline/frames.py", "pipeline/__init__.py"},
    "pdfminer": {
        "extractors/pdf_bounds.py",
        "extractors/annotations.py",
        "extractors/pdf_damage.py",
        "extractors/pdf_letters.py",
        "extractors/font_maps.py",
    },
    "pdfplumber": {"extractors/text_layer.py", "extractors/pdf_damage.py"},
    "pyarrow": {
        "pipeline/schema.py",
        "pipeline/store.py",
        "pipeline/part_writer.py",
        "pipeline/publish.py",
        "pipeline/unit_counts.py",
        "pipeline/frames.py",
        "pipeline/review/published.py",
        # Only the name of its table type.
        "pipeline/plan_links.py",
        "pipeline/export/database.py",
        "pipeline/export/delimited.py",
        "pipeline/export/exporting.py",
        "pipeline/export/flat.py",
        "pipeline/export/workbook.py",
    },
    "pypdfium2": {
        "extractors/pdf_repair.py",
        "extractors/pdf_images.py",
        "pipeline/page_pictures.py",
        "pipeline/review/page_image.py",
    },
    "pytesseract": {"extractors/scan/tesseract.py"},
    "rapidfuzz": {
        "normalizers/actors/near_names.py",
        "normalizers/columns/misread.py",
        "normalizers/references/issuers.py",
        "pipeline/evaluation/alignment.py",
        "pipeline/evaluation/figures.py",
    },
    "rich": {"pipeline/report.py", "pipeline/progress.py", "pipeline/profile.py", "pipeline/cli.py"},
    "sklearn": {"pipeline/links.py"},
    "spacy": {"normalizers/nlp.py"},
    "starlette": {"pipeline/review/application.py"},
    "underthesea": {"normalizers/nlp.py"},
    "uvicorn": {"pipeline/review/serving.py"},
    "viparse": {"extractors/legacy_fonts.py"},
    "yaml": {
        "normalizers/resources/__init__.py",
        "extractors/resources/__init__.py",
        "pipeline/resources/__init__.py",
        "pipeline/corrections/yaml_text.py",
        "pipeline/review/messages.py",
    },
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager"}


def name(path):
    return path.relative_to(ROOT).as_posix()


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_packages_import_downwards_only(path):
    package = name(path).split("/")[0]
    assert set(imports(path)) & set(PACKAGES) <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_each_foreign_library_has_its_home(path):
    foreign = set(imports(path)) - set(sys.stdlib_module_names) - set(PACKAGES)
    unknown = {library for library in foreign if library not in HOMES}
    assert not unknown, "give it a home here and a reason in pyproject.toml"
    assert all(name(path) in HOMES[library] for library in foreign)


def test_the_model_imports_the_standard_library_only():
    assert set(imports(ROOT / "extractors/page.py")) <= set(sys.stdlib_module_names)
    assert set(imports(ROOT / "extractors/model.py")) <= set(sys.stdlib_module_names) | {"extractors"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_sizes_and_names(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 350
    assert path.stem not in FORBIDDEN_NAMES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 40, node.name


def test_every_source_module_says_what_it_is():
    assert not [name(path) for path in FILES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
