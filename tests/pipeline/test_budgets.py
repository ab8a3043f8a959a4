"""A budget printed in parts is published in parts: no part of it stands for the whole."""

from pipeline.process import process

TABLE = """TT\tNhiệm vụ\tĐơn vị chủ trì\tKinh phí (triệu đồng)\t
\t\t\t{}\t{}
1\tSố hóa hồ sơ\tVụ A\t100\t60
2\tHọp\tVụ B\t20\t"""


def amounts(*columns):
    result = process(f"KẾ HOẠCH\nNhiệm vụ năm 2024\n\n{TABLE.format(*columns)}\n".encode())
    found = [(row.column, row.value) for row in result.rows["amounts"] if row.kind == "budget"]
    return [task.budget for task in result.rows["tasks"]], found


def test_years_without_a_total():
    header = "Kinh phí (triệu đồng)"
    budgets, found = amounts("2024", "2025")
    assert budgets == [None, None]
    assert found == [(f"{header} / 2024", 1e8), (f"{header} / 2025", 6e7), (f"{header} / 2024", 2e7)]


def test_a_total_and_one_part_of_it():
    assert amounts("Tổng", "NSTW") == (["100", "20"], [("budget", 1e8), ("budget", 2e7)])
