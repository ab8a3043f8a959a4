"""What the README tells people to type works as written, and what it shows is what they see."""

import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.datasets import DATASETS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
RAW = "data/raw/004_7246aeec868693d9.txt"
# Kind in the README's table → track of `make evaluate`.
TRACKS = {
    "the two plans in `data/raw`": "real plans",
    "text, Markdown": "text",
    "HTML": "html",
    "Word": "word",
    "Excel": "excel",
    "PDF with a text layer, ruled": "text layer",
    "PDF, rules across only": "rules across only",
    "PDF, rules at the header only": "rules at the header only",
    "PDF, no rules at all": "no rules",
    "scan, 300 dpi, clean": "scan clean300",
    "scan, 200 dpi, tilted, sealed": "scan office200",
    "scan, 200 dpi, black and white, specks": "scan fax200",
    "scan, 150 dpi, worn": "scan poor150",
}


def blocks(language, text=README):
    """The fenced blocks of a language, in order."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [block for named, block in found if named == language]


def commands(text):
    return re.findall(r"(?:^|`)((?:\S*/)?(?:make|boctach) [^`#\n]+)", text, re.MULTILINE)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The project's folder after the first command of the README, and what that printed."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data/raw", folder / "data/raw")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        printed = CliRunner().invoke(cli, ["extract", "--jobs", "1"])
    assert printed.exit_code == 0, printed.output
    return folder, printed.output


def test_the_first_run_shows_what_the_readme_shows(project):
    shown = next(block for block in blocks("") if block.startswith("Document"))
    # All but the seconds, which stand last.
    rows = [line.split()[:-1] for line in shown.splitlines()[:3]]
    printed = [line.split()[:-1] for line in project[1].splitlines()]
    assert all(row in printed for row in rows)
    last = shown.splitlines()[-1].split("(")[0]
    assert last.replace("data/parquet", "") in project[1].replace("data/parquet", "")


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_make_command_exists_with_its_variables(text):
    named = [command.split() for command in commands(text) if command.startswith("make ")]
    assert named
    for _, target, *rest in named:
        assert re.search(rf"^{re.escape(target)}:", MAKEFILE, re.MULTILINE), target
        variables = [word.split("=")[0] for word in rest if re.match(r"[A-Z]+=", word)]
        assert not [name for name in variables if f"$({name})" not in MAKEFILE]


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_boctach_command_exists_with_its_options(text):
    named = [command.split()[1:] for command in commands(text) if "boctach " in command]
    for name, *rest in (words for words in named if not words[0].startswith("-")):
        options = {flag for parameter in cli.commands[name].params for flag in parameter.opts}
        assert {word.split("=")[0] for word in rest if word.startswith("--")} <= options, name


def test_the_cheap_commands_run(project, monkeypatch):
    monkeypatch.chdir(project[0])
    for arguments in (["status"], ["misses"], ["describe", "tasks"], ["--help"]):
        assert CliRunner().invoke(cli, arguments).exit_code == 0, arguments


def as_typed(text):
    """The README's calls of the program that end by themselves, documents of no name replaced by one there is."""
    found = {command.split("boctach ")[1].strip() for command in commands(text) if "boctach " in command}
    calls = [call.split() for call in sorted(found) if not call.startswith(("review", "show"))]
    return [[RAW if word in ("plan.pdf", "FILE") else word for word in call] for call in calls]


def test_the_calls_of_the_program_run_as_typed(project, monkeypatch):
    monkeypatch.chdir(project[0])
    calls = as_typed(README)
    assert {"export", "report", "profile", "misses"} <= {call[0] for call in calls}
    for call in calls:
        printed = CliRunner().invoke(cli, call)
        assert printed.exit_code == 0, (call, printed.output)
    assert (project[0] / "plans.xlsx").is_file()


@pytest.mark.parametrize("snippet", blocks("python"), ids=lambda text: text.splitlines()[0])
def test_the_python_lines_load_the_tasks(snippet, project, monkeypatch):
    monkeypatch.chdir(project[0])
    names = {}
    exec(snippet, names)
    assert len(names["tasks"]) in (36, 58)
    assert list(names.get("leads", ["task_id", "lead"])) == ["task_id", "lead"]


@pytest.mark.parametrize("snippet", blocks("sql"))
def test_the_sql_line_counts_the_tasks(snippet, project, monkeypatch):
    monkeypatch.chdir(project[0])
    assert sum(count for _, count in duckdb.sql(snippet).fetchall()) == 58


def test_every_dataset_lies_where_the_readme_says(project):
    lying = [path.name for path in (project[0] / "data/parquet").iterdir() if path.is_dir()]
    assert set(lying) == set(DATASETS)
    assert (project[0] / "data/parquet/tasks/year=2023/part-0.parquet").is_file()


def test_the_accuracy_table_holds_the_floors():
    floors = json.loads((ROOT / "tests/baseline.json").read_text(encoding="utf-8"))
    table = README.split("<!-- accuracy: begin -->")[1].split("<!-- accuracy: end -->")[0]
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.strip().splitlines()[2:]]
    assert {kind for kind, *_ in rows} == set(TRACKS)
    for kind, *figures in rows:
        known = floors[TRACKS[kind]]["floors"]
        wanted = [known.get(name, {}).get("floor") for name in ("rows", "cells exact", "cut rows whole")]
        assert figures == ["–" if floor is None else f"{100 * floor:g} %" for floor in wanted], kind


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_every_link_leads_somewhere(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)", text)
    inside = [link for link in links if "://" not in link]
    assert not [link for link in inside if not ((ROOT / document).parent / link).exists()]
    headings = {
        re.sub(r"[^\w\- ]", "", line.lower()).strip().replace(" ", "-") for line in re.findall(r"^#+ (.*)", text, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_every_notebook_is_told():
    told = set(re.findall(r"`(\d\d_\w+)`", README))
    assert told == {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
