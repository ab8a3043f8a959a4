"""What the documents say is so: every column, flag and command is described, the generated page is current."""

import re
from fnmatch import fnmatch
from itertools import accumulate
from pathlib import Path

import pytest

from pipeline.cli import cli
from pipeline.datasets import DATASETS
from pipeline.dictionary import describe_dataset, to_markdown
from pipeline.quality import all_flags
from pipeline.schema import arrow_schema, columns

ROOT = Path(__file__).parents[1]
PACKAGES = ("extractors", "normalizers", "pipeline")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRACT = {
    "documents": "document_id source_path file_kind reading status failure failure_message page_count ocr_page_count "
    "confidence type type_code number symbol citation date place parent_body issuing_body issuer_code title title_raw "
    "signer_name signer_title signer_capacity recipients attachment_type attachment_title plan_year year canonical_id "
    "task_count reference_count flag_count seconds",
    "articles": "document_id year position ordinal heading text",
    "references": "reference_id document_id year location task_id column raw start end type type_code number symbol "
    "reference_year year_from date issuer issuer_code title component relation parent_id canonical_id is_repaired "
    "confidence",
    "tasks": "task_id document_id year plan_year table position section_code section_title ordinal path level "
    "parent_id kind task result deadline lead coordinating assignee budget note task_raw result_raw deadline_raw "
    "lead_raw coordinating_raw assignee_raw budget_raw note_raw other due_date start_date deadline_kind pages "
    "fragment_count confidence flags is_corrected inherited",
    "actors": "document_id year task_id position role raw name unit_id kind post_title method score",
    "units": "unit_id name short_names level parent_id head_title valid_from valid_to mention_count",
    "cells": "document_id year table row column header role text text_raw page x0 top x1 bottom fragment row_span "
    "column_span confidence",
    "tables": "document_id year table title kind pages header column_roles row_count",
    "flags": "document_id year task_id table row page code weight message",
    "repairs": "document_id year location before after rule confidence",
}


def test_the_data_dictionary_is_current():
    assert (ROOT / "docs/datasets.md").read_text(encoding="utf-8") == to_markdown(), "run: make docs"


@pytest.mark.parametrize("dataset", CONTRACT)
def test_the_contract_is_kept(dataset):
    assert set(CONTRACT[dataset].split()) <= {column.name for column in columns(dataset)}


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_column_is_described_in_the_files(dataset):
    schema = arrow_schema(dataset)
    assert all(schema.field(name).metadata[b"description"] for name in schema.names)
    assert schema.metadata[b"schema_version"] == b"1" and schema.metadata[b"pipeline_version"]
    assert all(column.name in describe_dataset(dataset) for column in columns(dataset))


def test_every_flag_says_what_it_means():
    assert all(judge.__doc__ and judge.__doc__.strip().endswith(".") for _, judge in all_flags().values())


def test_the_readme_names_every_dataset_and_command():
    assert not [dataset for dataset in DATASETS if f"`{dataset}`" not in README]
    assert not [name for name in cli.commands if f"`{name}`" not in README]


def test_every_make_target_in_the_readme_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z-]+)", README)) <= targets


def test_every_option_has_a_help_text():
    assert not [
        f"{name} {option.name}"
        for name, command in cli.commands.items()
        for option in command.params
        if option.param_type_name == "option" and not option.help
    ]


def test_the_tree_names_every_module_and_folder():
    tree = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("```")[3]
    parts = re.split(r"^(?:extractors|normalizers|pipeline)/", tree, flags=re.MULTILINE)[1:]
    named = dict(zip(PACKAGES, parts, strict=True))
    for package, part in named.items():
        folder = ROOT / package
        kept = [path for path in folder.iterdir() if not path.name.startswith("_") and path.name != "py.typed"]
        assert not [path.name for path in kept if path.is_dir() and f"{path.name}/" not in part]
        assert not [path.name for path in kept if path.suffix == ".py" and not _is_named(path.name, part)]
    here = {path.name for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert set(re.findall(r"\b\w+\.py\b", tree)) <= here, "named, and no longer there"


def _is_named(module, part):
    """Named as a file, or as one of `quality_*.py`."""
    return module in part or any(fnmatch(module, pattern) for pattern in re.findall(r"\w+\*\.py", part))


def test_every_fault_that_is_listed_names_tests_that_exist():
    page = (ROOT / "docs/many_documents.md").read_text(encoding="utf-8")
    rows = page.split("| fault | expected | seen in |\n|---|---|---|\n")[1].split("\n\n")[0].splitlines()
    for row in rows:
        named = re.findall(r"`(?:(test_\w+\.py)::|…)(\w+)`", row.rsplit("|", 2)[1])
        assert named, row
        files = list(accumulate((file for file, _ in named), lambda last, file: file or last))
        for file, (_, ending) in zip(files, named, strict=True):
            assert any(re.search(rf"^def \w*{ending}\(", path.read_text("utf-8"), re.M) for path in find_tests(file)), (
                row
            )


def find_tests(name):
    return (ROOT / "tests").rglob(name)
