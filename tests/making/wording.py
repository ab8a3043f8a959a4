"""The fixed wordings of a document: number line, place and date, articles, as Nghị định 30/2020/NĐ-CP prints them."""

from tests.making.truth import Article, DateParts, DocumentFacts

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"


def number_line(document: DocumentFacts, blank: str = "") -> str:
    """The line with number and symbol; `blank` stands for a number not filled in.

    >>> from tests.making.files import load_truths
    >>> number_line(load_truths(("seed_2022",))[0].document)
    'Số: /QĐ-BCĐCĐS'
    """
    return f"Số: {document.number or blank}/{document.symbol}"


def place_date_line(place: str, date: DateParts, blank: str = "") -> str:
    """Place and date: days below 10 and the months 1 and 2 get a leading zero (annex I of the decree).

    >>> place_date_line("Hà Nội", DateParts(2023, 2, 9))
    'Hà Nội, ngày 09 tháng 02 năm 2023'
    >>> place_date_line("Hà Nội", DateParts(2023))
    'Hà Nội, ngày tháng năm 2023'
    """
    day = blank if date.day is None else f"{date.day:02d}"
    month = blank if date.month is None else f"{date.month:02d}" if date.month < 3 else str(date.month)
    words = [f"{place}, ngày", day, "tháng", month, f"năm {date.year}"]
    return " ".join(word for word in words if word)


def article_heading(article: Article) -> str:
    """The bold beginning of an article.

    >>> article_heading(Article("2", "Kinh phí"))
    'Điều 2.'
    """
    return f"Điều {article.ordinal}."


def recipient_lines(recipients: tuple[str, ...]) -> list[str]:
    """Recipients with dash and semicolon, the last (the file copy) with a full stop.

    >>> recipient_lines(("Như Điều 4", "Lưu: VT"))
    ['- Như Điều 4;', '- Lưu: VT.']
    """
    return [f"- {text}{'.' if place == len(recipients) else ';'}" for place, text in enumerate(recipients, start=1)]


def signature_lines(document: DocumentFacts) -> list[str]:
    """The lines above the name: capacity first, then the post."""
    signer = document.signer
    return [*([signer.capacity] if signer.capacity else []), *signer.title_lines]
