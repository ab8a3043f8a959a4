"""Parts of a decision that stand where no rule of layout puts them."""

import pytest

from extractors.assemble import assemble
from extractors.delimited import read_delimited

DECISION = """Số: 12/QĐ-UBND
QUYẾT ĐỊNH
Phê duyệt Quy hoạch chi tiết khu trung tâm
{note}
ỦY BAN NHÂN DÂN TỈNH THỬ
Căn cứ Luật Quy hoạch đô thị ngày 17/6/2009;
Theo đề nghị của Giám đốc Sở Xây dựng,
{order}
Điều 1. Phê duyệt Quy hoạch.
Điều 2. Tổ chức thực hiện.
"""


def front_of(**parts):
    text = DECISION.format(**({"note": "", "order": "QUYẾT ĐỊNH:"} | parts))
    return assemble(read_delimited(text)).front_matter


@pytest.mark.parametrize("note", ["", "Địa điểm: xã Tân Lập,\nhuyện Thử.", "Chủ đầu tư: Ban Quản lý dự án"])
@pytest.mark.parametrize("order", ["QUYẾT ĐỊNH:", "QUYẾT ĐỊNH"])
def test_a_detail_below_the_title_and_an_order_without_colon_change_nothing(note, order):
    front = front_of(note=note, order=order)
    assert front.title == "Phê duyệt Quy hoạch chi tiết khu trung tâm"
    assert front.authority == "ỦY BAN NHÂN DÂN TỈNH THỬ"
    assert (len(front.bases), front.proposer) == (1, "Theo đề nghị của Giám đốc Sở Xây dựng,")
    assert [article.ordinal for article in front.articles] == ["1", "2"]
    assert (front.attachment_type, front.attachment_title) == (None, None)


def test_a_title_may_hold_a_label():
    assert front_of(note="Dự án: Cầu vượt").title == "Phê duyệt Quy hoạch chi tiết khu trung tâm Dự án: Cầu vượt"


@pytest.mark.parametrize("heading", ["Phụ lục", "Phụ lục II", "PHỤ LỤC 2", "Phụ lục số 3"])
def test_an_appendix_is_known_in_capitals_or_not(heading):
    text = DECISION.format(note="", order="QUYẾT ĐỊNH:")
    table = "TT\tViệc\tĐơn vị\n1\tHọp\tVụ A\n2\tSơ kết\tVụ B"
    attached = f"{heading}\nDANH MỤC CÔNG VIỆC\n(Kèm theo Quyết định số 12/QĐ-UBND)\n{table}"
    document = assemble(read_delimited(text + attached))
    assert document.front_matter.attachment_type.upper() == "PHỤ LỤC"
    assert document.front_matter.attachment_title == "DANH MỤC CÔNG VIỆC"
    assert document.tables[0].title == "DANH MỤC CÔNG VIỆC"
