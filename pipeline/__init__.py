"""Bytes to datasets: carries documents through reading and meaning, judges them, and keeps the results."""
