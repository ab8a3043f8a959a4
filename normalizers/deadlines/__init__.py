"""Time limits: the words of a cell as days and recurrences."""

from normalizers.deadlines.find import find_deadlines
from normalizers.deadlines.reading import Deadline, DeadlineKind

__all__ = ["Deadline", "DeadlineKind", "find_deadlines"]
