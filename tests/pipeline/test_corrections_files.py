"""Files of human readings: any text written and read back, edits by hand kept."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corrections.entries import Action, Correction, NameDecision, Signature, Verdict
from pipeline.corrections.folder import put_block, write_entry
from pipeline.corrections.reading import (
    correction_places,
    format_correction,
    format_decision,
    read_corrections,
    read_decisions,
)

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(was=TEXTS, now=TEXTS, why=TEXTS)
def test_any_text_can_be_written_and_read_back(was, now, why):
    entry = Correction(Action.READ, was, "I/1", "lead", now=now, signature=Signature(why or None), line=1)
    [back], problems = read_corrections(format_correction(entry))
    assert back == entry and not problems
    assert yaml.safe_load(format_correction(entry))[0].keys() >= {"row", "cell", "was", "now"}
    listed = Correction(Action.READ, (was, now), field="recipients", now=(now, was), line=1)
    assert read_corrections(format_correction(listed))[0] == (listed,)
    row = Correction(Action.SPLIT, (was, now), "I/1", split=((was, now), (now,)), line=1)
    assert read_corrections(format_correction(row))[0] == (row,)
    if was:
        decision = NameDecision(was, Verdict.SHORT_FOR, now or "x", signature=Signature(why or None), line=1)
        assert read_decisions(format_decision(decision))[0] == (decision,)


HAND = """# Lan looked at pages 3 and 4.
- row: I/1        # the stamp covers it
  cell: lead
  was: Vụ A
  now: |
    Vụ B

# to be asked
- {row: I/2, cell: lead, was: c, now: d}"""


def test_a_file_edited_by_hand_keeps_its_comments():
    text = put_block(HAND, ("I/1", "lead"), "- row: I/1\n  new: x\n", correction_places)
    assert text.startswith("# Lan looked at pages 3 and 4.\n- row: I/1\n  new: x\n\n# to be asked\n")
    assert put_block(HAND, ("I/2", "lead"), None, correction_places) == HAND[: HAND.index("- {row")]
    assert put_block(HAND, ("I/9", ""), "- z\n", correction_places) == f"{HAND}\n- z\n"


def test_nothing_is_written_over_a_file_that_is_no_yaml(tmp_path):
    path = tmp_path / "a.yml"
    path.write_text("- row: 'open", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        write_entry(path, ("1", "lead"), "- row: 1\n", correction_places)
    assert path.read_text(encoding="utf-8") == "- row: 'open"
