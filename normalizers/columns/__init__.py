"""What each column of a table says about its tasks."""

from normalizers.columns.classify import classify_columns, classify_header, is_task_table
from normalizers.columns.words import ColumnRole

__all__ = ["ColumnRole", "classify_columns", "classify_header", "is_task_table"]
