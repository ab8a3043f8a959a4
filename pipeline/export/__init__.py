"""Published datasets in other forms: workbook, CSV, JSON lines, DuckDB, and plans as documents to read."""
