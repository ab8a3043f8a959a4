import pytest

from extractors.rows import TableTraits, classify
from pipeline.rows.hierarchy import arrange
from tests.cases import load_cases
from tests.rows import make_row

TRAITS = TableTraits(("TT", "Nhiệm vụ", "Chủ trì"), has_ordinals=True)


@pytest.mark.parametrize("case", load_cases("hierarchy.yml"))
def test_numbers_describe_a_tree(case):
    rows = []
    for texts in case["rows"]:
        padded = (*texts, *[""] * (3 - len(texts)))
        rows.append(make_row(*padded, kind=classify(padded, TRAITS)))
    nodes = arrange(rows)
    seen = [f"{node.section.code or ''}:{'/'.join(node.key)}{'*' if node.has_children else ''}" for node in nodes]
    # A continuation candidate that nothing joined is settled by `stitch`, not here.
    assert seen == case["expect"]
