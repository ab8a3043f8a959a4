"""The published datasets: one dataclass a dataset, one annotated field a column. Schema and documentation follow."""

from pipeline.datasets.across_years import TaskLinkRow
from pipeline.datasets.decisions import ArticleRow, DocumentRow, ParagraphRow, ReferenceRow
from pipeline.datasets.evidence import (
    CellRow,
    CorrectionRow,
    FlagRow,
    PageRow,
    RepairRow,
    SignatureRow,
    TableRow,
)
from pipeline.datasets.plans import ActorRow, AmountRow, DeadlineRow, TaskRow, UnitRow

# Raised when a column is renamed or given another meaning; columns may be added without.
SCHEMA_VERSION = 1

DATASETS: dict[str, type] = {
    "documents": DocumentRow,
    "articles": ArticleRow,
    "paragraphs": ParagraphRow,
    "references": ReferenceRow,
    "tasks": TaskRow,
    "actors": ActorRow,
    "deadlines": DeadlineRow,
    "amounts": AmountRow,
    "units": UnitRow,
    "task_links": TaskLinkRow,
    "cells": CellRow,
    "tables": TableRow,
    "pages": PageRow,
    "signatures": SignatureRow,
    "flags": FlagRow,
    "repairs": RepairRow,
    "corrections": CorrectionRow,
}

__all__ = [
    "DATASETS",
    "SCHEMA_VERSION",
    "ActorRow",
    "AmountRow",
    "ArticleRow",
    "CellRow",
    "CorrectionRow",
    "DeadlineRow",
    "DocumentRow",
    "FlagRow",
    "PageRow",
    "ParagraphRow",
    "ReferenceRow",
    "RepairRow",
    "SignatureRow",
    "TableRow",
    "TaskLinkRow",
    "TaskRow",
    "UnitRow",
]
