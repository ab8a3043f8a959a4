"""The pieces of ink of a clean page by their edges: what lines of text are put together from."""

from dataclasses import dataclass

from extractors.scan.ink import find_ink
from extractors.scan.letters import find_blobs
from extractors.scan.page_image import Pixels


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Connected pieces of ink: `labels` names the piece of each pixel (0: paper); edges in pixels, one entry a piece.

    Entry 0 is the paper and stands in the arrays only to keep numbers and labels the same.
    """

    labels: Pixels
    x0: Pixels
    top: Pixels
    x1: Pixels
    bottom: Pixels

    @property
    def count(self) -> int:
        """The number of pieces, the paper among them."""
        return len(self.x0)


def find_spots(grey: Pixels) -> Spots:
    """Return the pieces of ink of a clean grey picture."""
    blobs = find_blobs(find_ink(grey))
    return Spots(blobs.labels, blobs.left, blobs.top, blobs.left + blobs.width, blobs.top + blobs.height)
