"""Sums of money and targets."""

from normalizers.amounts.budgets import Budget, find_budgets, header_unit
from normalizers.amounts.targets import Target, find_targets

__all__ = ["Budget", "Target", "find_budgets", "find_targets", "header_unit"]
