"""What is ink on a page: one threshold for flattened pictures."""

from extractors.scan.page_image import Pixels

# Red, green and blue of a grey pixel differ by less than this, but for noise; a seal of 36 mm fills more of a page.
_COLOURLESS, _NOISE = 40, 0.0005
# Noise and the grain of paper stay within this of white once the light is flattened.
_LEAST_CONTRAST = 40


def find_ink(grey: Pixels) -> Pixels:
    """Return 255 where a flattened picture holds ink and 0 where paper: Otsu's threshold, kept between faint and half.

    Otsu alone splits the noise of a nearly empty page.
    """
    import cv2

    otsu, _ = cv2.threshold(grey[::2, ::2], 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    threshold = min(max(otsu, 110.0), 255.0 - _LEAST_CONTRAST)
    return cv2.threshold(grey, threshold, 255, cv2.THRESH_BINARY_INV)[1]


def is_two_tone(pixels: Pixels) -> bool:
    """Whether a picture holds black and white alone, as fax and most office scanners set to text make them."""
    import numpy

    if pixels.ndim == 3:
        return False
    counts = numpy.bincount(pixels[::7].ravel(), minlength=256)
    return bool(counts[16:240].sum() <= 0.002 * counts.sum())


def is_colourless(pixels: Pixels) -> bool:
    """Whether a picture is grey, also where it was saved in colour: on such a one a red seal is a pale grey."""
    import numpy

    if pixels.ndim == 2:
        return True
    some = pixels[::7, ::7].astype(numpy.int16)
    return bool((some.max(axis=2) - some.min(axis=2) > _COLOURLESS).mean() <= _NOISE)
