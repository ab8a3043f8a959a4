import pytest

from tests.golden import FOLDER, documents, golden_path, golden_text


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_document_becomes_what_its_golden_file_says(document):
    golden = golden_path(document)
    assert golden.exists(), "a document without a golden file; look at the result, then run: make golden"
    assert golden_text(document) == golden.read_text(encoding="utf-8")


def test_no_golden_file_without_its_document():
    assert {path.name for path in FOLDER.glob("*.golden.yml")} == {golden_path(path).name for path in documents()}
