"""How large the paper is that a picture shows, where its file does not say or says nonsense."""

# Width and height in inches: A4 (A3 has the same shape, and A4 is what offices scan) and US Letter.
_PAPERS = ((8.27, 11.69), (8.5, 11.0))
# No page of a document is smaller than A6 or larger than A2, in inches: a resolution that says so is a default (72,
# 96) that a program wrote without knowing.
_LEAST_SIDE, _LARGEST_SIDE = 4.0, 17.0
_LEAST_DPI, _LARGEST_DPI = 50.0, 1250.0


def plausible_dpi(size: tuple[int, int], stated: tuple[float, float]) -> tuple[float, float]:
    """Return pixels an inch across and down: as stated where the paper could be so large, else guessed from A4.

    >>> plausible_dpi((1728, 1143), (204, 98))
    (204.0, 98.0)
    >>> [round(dpi) for dpi in plausible_dpi((2480, 3508), (72, 72))]
    [300, 300]
    """
    across, down = float(stated[0]), float(stated[1])
    if all(_LEAST_DPI <= dpi <= _LARGEST_DPI for dpi in (across, down)):
        sides = sorted((size[0] / across, size[1] / down))
        if sides[0] >= _LEAST_SIDE and sides[1] <= _LARGEST_SIDE:
            return across, down
    guessed = guess_dpi(size)
    return guessed, guessed


def guess_dpi(size: tuple[int, int]) -> float:
    """Return pixels an inch as if the picture filled the paper whose shape is nearest to its own.

    >>> round(guess_dpi((1654, 2339))), round(guess_dpi((3300, 2550)))
    (200, 300)
    """
    short, long = sorted(size)
    paper = min(_PAPERS, key=lambda sides: abs(long / short - sides[1] / sides[0]))
    return max(short / paper[0], long / paper[1])
