"""Pages whose words stand only in a picture: how a reader asks for them, and what recognises them.

A reader is given a function that looks pages up. Whoever gives it decides when pages are recognised: at once, in this
process, or beforehand by many workers. A page that could not be recognised comes back without words.
"""

from collections.abc import Callable, Iterable, Iterator

from extractors.page import Page

# The recognised page with this number; None where it is not at hand yet.
Recognise = Callable[[int], Page | None]
# Recognises one page of a file from the file's bytes.
PageReader = Callable[[bytes, int], Page]


class PagesWanted(Exception):  # noqa: N818 (a state of the reading, not a fault)
    """The document can be read once these pages are recognised."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


def with_recognised(pages: Iterable[Page], recognise: Recognise | None) -> Iterator[Page]:
    """Yield the pages, those without a text layer as recognised; without `recognise` all of them as they are.

    Raises `PagesWanted` with all missing pages once every page was looked at; the pages after the first missing one
    are not given out, for what would be made of them is not used.
    """
    wanted: list[int] = []
    for page in pages:
        found = recognise(page.number) if recognise and page.is_unread else page
        if found is None:
            wanted.append(page.number)
        elif not wanted:
            yield found
    if wanted:
        raise PagesWanted(tuple(wanted))


def page_reader() -> PageReader | None:
    """Return what recognises pages; None as long as no recogniser is built in."""
    return None


def engine_version() -> str | None:
    """Return name and version of the recogniser with the digest of its language model; None where there is none."""
    return None
