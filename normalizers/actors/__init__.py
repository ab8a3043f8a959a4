"""Who is meant in a cell: units, collectives, posts and persons."""

from normalizers.actors.abbreviations import Declaration, find_declarations
from normalizers.actors.find import find_actors, format_misses
from normalizers.actors.mentions import Actor, ActorKind
from normalizers.actors.units import ActorContext, find_units, resolve_unit

__all__ = [
    "Actor",
    "ActorContext",
    "ActorKind",
    "Declaration",
    "find_actors",
    "find_declarations",
    "find_units",
    "format_misses",
    "resolve_unit",
]
