"""What people decided about names that the gazetteer lacks, applied to the actors that bear them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from normalizers.actors.units import ActorContext, resolve_unit
from normalizers.text import slug, spelling_key
from pipeline.corrections.entries import NameDecision, Verdict
from pipeline.datasets import ActorRow

DECIDED = "decided"
IGNORED = "ignored"


def decided(decisions: Sequence[NameDecision], context: ActorContext) -> Callable[[ActorRow], ActorRow]:
    """Return the function that turns an actor with an unknown name into what was decided about the name.

    Names are compared as the list of misses does: case, dashes and the place of tone marks do not count. Known names
    are left alone: a decision fills a gap, it overrules nothing.
    """
    body = spelling_key(context.body or "")
    known = {
        spelling_key(each.name): each
        # Those for one body stand behind those for all, and so go before them.
        for each in sorted(decisions, key=lambda each: each.body is not None)
        if each.body is None or spelling_key(each.body) == body
    }

    def settle(actor: ActorRow) -> ActorRow:
        if actor.method != "none" or actor.kind not in ("unit", "post"):
            return actor
        decision = known.get(spelling_key(actor.name))
        return actor if decision is None else _settled(actor, decision, known, context)

    return settle


def _settled(
    actor: ActorRow, decision: NameDecision, known: dict[str, NameDecision], context: ActorContext
) -> ActorRow:
    if decision.verdict is Verdict.IGNORE:
        return replace(actor, method=IGNORED)
    if decision.verdict is Verdict.OWN_UNIT:
        return _as_own(actor, decision.name, decision.of, context)
    target = decision.of or ""
    entry = resolve_unit(target, context).entry
    if entry is not None:
        return replace(actor, name=entry.name, unit_id=entry.unit_id, method=DECIDED, score=1.0)
    further = known.get(spelling_key(target))
    parent = further.of if further and further.verdict is Verdict.OWN_UNIT else None
    return _as_own(actor, target, parent, context)


def _as_own(actor: ActorRow, name: str, parent: str | None, context: ActorContext) -> ActorRow:
    above = parent or next((scope.unit_id for scope in context.scopes if scope.unit_id), None)
    unit_id = f"{above}/{slug(name)}" if above else slug(name)
    return replace(actor, name=name, unit_id=unit_id, method=DECIDED, score=1.0)
