"""HTML from templates of this folder; everything that comes from a document is escaped."""

from typing import Any


def render(name: str, **values: Any) -> str:
    """Return a template filled with values.

    >>> from pipeline.export.plan import Plan, PlanLine
    >>> plan = Plan("ab", "Kế hoạch", "<script>", ("TT", "Nhiệm vụ"), (PlanLine(("1", "Số hóa")),))
    >>> "&lt;script&gt;" in render("plan.html", plan=plan)
    True
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from pipeline.review.messages import explain_flag

    environment = Environment(
        loader=PackageLoader("pipeline", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.globals["meaning_of_flag"] = lambda code: explain_flag(code, "vi")
    return environment.get_template(name).render(values)
