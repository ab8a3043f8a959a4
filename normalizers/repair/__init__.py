"""Words that a recogniser misread, put right; every change is recorded."""

from normalizers.repair.reading_order import reorder_folded
from normalizers.repair.repair import repair_text
from normalizers.repair.repaired import Repair, RepairedText
from normalizers.repair.voting import DocumentWords, learn_words

__all__ = ["DocumentWords", "Repair", "RepairedText", "learn_words", "reorder_folded", "repair_text"]
