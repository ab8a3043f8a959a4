"""Pages of documents as pictures for the review page."""

import io

import pytest

from pipeline.review.page_image import PageRequest, draw_page
from tests.making.files import load_truths
from tests.making.pdf import make_pdf
from tests.pipeline.reviewing import browser, identity, published


@pytest.fixture(scope="module")
def pdf():
    [truth] = load_truths(("dai_hoc_quy_nhon_2024",))
    return make_pdf(truth).content


def test_pages_of_a_pdf_are_drawn_and_kept(tmp_path, pdf):
    from PIL import Image

    settings = published(tmp_path, {"a.pdf": pdf})
    client, document = browser(settings), identity(settings, "a.pdf")
    text = client.get(f"/documents/{document}").text
    assert f'src="/documents/{document}/pages/1.jpg"' in text and 'data-b="' in text
    answer = client.get(f"/documents/{document}/pages/1.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    kept = list((settings.cache / "review").glob("*.jpg"))
    assert len(kept) == 1 and kept[0].read_bytes() == answer.content
    width, height = Image.open(io.BytesIO(answer.content)).size
    assert width / height == pytest.approx(595 / 842, abs=0.01)


def test_a_page_is_turned_as_it_was_read(pdf):
    from PIL import Image

    def drawn(turned, skew=0.0):
        return Image.open(io.BytesIO(draw_page(pdf, PageRequest(1, turned, skew)))).convert("L")

    upright, right = drawn(0), drawn(90)
    assert upright.size == right.size[::-1]
    # What stood at the top stands at the right after a quarter clockwise.
    strip = upright.crop((0, 0, upright.width, 300)).rotate(-90, expand=True)
    turned = right.crop((right.width - 300, 0, right.width, right.height))
    assert abs(mean(strip) - mean(turned)) < 1 and abs(mean(upright) - mean(drawn(0, 0.7))) < 3


def mean(picture):
    from PIL import ImageStat

    return ImageStat.Stat(picture).mean[0]


@pytest.mark.parametrize("data", [b"%PDF-1.4 broken", b"no picture at all"])
def test_a_page_that_cannot_be_drawn(data):
    with pytest.raises(ValueError, match=r"\.$"):
        draw_page(data, PageRequest(1))


def test_pages_of_an_image_file():
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (60, 90), 1).save(out, "TIFF", save_all=True, append_images=[Image.new("1", (40, 50))])
    assert Image.open(io.BytesIO(draw_page(out.getvalue(), PageRequest(2)))).size == (40, 50)
    with pytest.raises(ValueError, match="page 3"):
        draw_page(out.getvalue(), PageRequest(3))
