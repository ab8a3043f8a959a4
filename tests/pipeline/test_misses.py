"""Unknown units of the published datasets: counted, grouped, printed so that they can be pasted."""

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import cli
from pipeline.misses import NO_MISSES, Miss, count_misses, format_misses
from pipeline.run import run
from pipeline.settings import Settings

PLAN = """BỘ Y TẾ

QUYẾT ĐỊNH

Ban hành Kế hoạch năm 2024

TT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp
1\tSố hóa hồ sơ\t{lead}\tcác đơn vị liên quan
2\tTập huấn\tVụ Pháp chế\t{coordinating}
"""


def row(name, kind="unit", method="none", document="a", score=0.5):
    return {"document_id": document, "kind": kind, "method": method, "name": name, "score": score}


def published(tmp_path, lead, coordinating):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/plan.txt").write_text(PLAN.format(lead=lead, coordinating=coordinating), encoding="utf-8")
    run(Settings(tmp_path / "raw", tmp_path / "out", tmp_path / "cache", jobs=1))
    return tmp_path / "out"


def printed(out):
    done = CliRunner().invoke(cli, ["misses", "--out", str(out)])
    assert done.exit_code == 0, done.output
    return done.output


def test_unknown_units_of_the_published_datasets(tmp_path):
    out = published(tmp_path, "Cục Thử nghiệm; Vụ Pháp chế", "Giám đốc Trung tâm Ví dụ; Cục Thử nghiệm; Ông Lê Văn An")
    text = printed(out)
    [group] = yaml.safe_load(text)
    assert group["parent"] == "byt" and group["level"] == "unit"
    assert list(group["names"].items()) == [("Cục Thử nghiệm", []), ("Trung tâm Ví dụ", [])]
    assert "Cục Thử nghiệm: []  # 2\n" in text


def test_nothing_unknown(tmp_path):
    assert printed(published(tmp_path, "Vụ Pháp chế", "Văn phòng Bộ")) == f"{NO_MISSES}\n"


def test_no_actors_at_all(tmp_path):
    (tmp_path / "documents").mkdir()
    assert printed(tmp_path) == f"{NO_MISSES}\n"


def test_nothing_published(tmp_path):
    assert printed(tmp_path / "nowhere").endswith("Run: make extract\n")


@pytest.mark.parametrize("kind", ["collective", "person"])
def test_collectives_and_persons_are_no_misses(kind):
    assert count_misses([row("Các đơn vị", kind)], {}) == ()


def test_known_units_are_no_misses():
    assert count_misses([row("Vụ Pháp chế", method="exact"), row("Vụ PC", "post", "alias")], {}) == ()


def test_the_most_frequent_first_and_spellings_together():
    names = ["Cục A - B", "Cục C", "Cục A – B", "cục a - b", "Cục A - B"]
    misses = count_misses([row(name) for name in names], {})
    assert misses == (Miss("Cục A - B", 4), Miss("Cục C", 1))


def test_tone_marks_tell_names_apart():
    assert len(count_misses([row("Cục Tài chế"), row("Cục Tái chế")], {})) == 2


def test_a_group_for_each_body_that_with_the_most_mentions_first():
    rows = [row("Cục A", document="a"), *[row("Phòng B", document="b")] * 3, row("Hội C", document="?")]
    text = format_misses(count_misses(rows, {"a": "Bộ Y tế", "b": "Ủy ban nhân dân tỉnh Lào Cai"}))
    groups = yaml.safe_load(text)
    assert [group.get("parent") for group in groups] == ["lao-cai", None, "byt"]
    assert [group["level"] for group in groups] == ["unit", "body", "unit"]


def test_garbled_names_are_told_but_not_to_be_pasted():
    text = format_misses(count_misses([row("Cục Thử nghiệm"), row("Tâm Tập ưung", score=0.0)], {}))
    assert list(yaml.safe_load(text)[0]["names"]) == ["Cục Thử nghiệm"]
    assert "# misread, 1: Tâm Tập ưung" in text


def test_garbled_names_alone_are_comments():
    assert yaml.safe_load(format_misses([Miss("Tâm Tập ưung", 1, is_garbled=True)])) is None


@given(
    st.text(min_size=1).filter(str.strip) | st.sampled_from(["No", "null", "- a", "a: b", "Vụ #1", "a\nb", "'x'", "12"])
)
def test_any_name_can_be_pasted(name):
    [group] = yaml.safe_load(format_misses([Miss(name, 1, "Bộ\nY tế")]))
    assert list(group["names"]) == [name]
