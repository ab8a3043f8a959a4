"""One member of a list as an actor: a unit, a collective, a post with its unit, a person."""

from normalizers.actors.lists import Member
from normalizers.actors.mentions import Actor, name_of
from normalizers.actors.openings import Opening, find_opening
from normalizers.actors.posts import actor_named, person_of, post_of
from normalizers.actors.titles import find_title, skip_person_marker
from normalizers.actors.units import ActorContext


def actor_of(member: Member, text: str, context: ActorContext) -> Actor | None:
    """Return the actor a member stands for; None where it is a description, not an actor."""
    words = member.full
    start = skip_person_marker(words, 0)
    title = find_title(words, start)
    if title is not None:
        return post_of(member, title, text, context)
    if start or find_opening(words, 0) is Opening.PERSON:
        person = person_of(member, start, None, text)
        if person is not None:
            return person
    named = name_of(words, text, context)
    if named is None:
        return None
    return actor_named(member, named, text, named.kind, None)
