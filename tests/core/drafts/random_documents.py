"""Documents out of the blue for property tests: words of plans in any order, tables of any kind."""

from __future__ import annotations

from hypothesis import strategies as st

from caitien.core.documents.model import (
    Block,
    Cell,
    Document,
    LooseLine,
    LooseLines,
    Paragraph,
    Place,
    Row,
    Table,
)
from caitien.core.vietnamese.text import collapse

_WORDS = [
    "", " ", "KẾ HOẠCH", "Cải tiến chất lượng giáo dục năm học 2026 - 2027", "I. MỤC ĐÍCH",
    "II. NỘI DUNG", "Phần I. CHUNG", "A. MỤC ĐÍCH", "1. MỤC ĐÍCH", "PHỤ LỤC", "QUYẾT ĐỊNH",
    "Căn cứ Thông tư số 57/2026/TT-BGDĐT ngày 07/7/2026; Căn cứ Luật;", "Nơi nhận:", "- Lưu: VT.",
    "HIỆU TRƯỞNG", "Hiệu trưởng", "NGƯỜI LẬP\tHIỆU TRƯỞNG", "Lò Thị Hoa Ban", "(Đã ký)",
    "UBND XÃ ĐỒI CHÈ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TRƯỜNG TIỂU HỌC ĐỒI CHÈ", "TRƯỜNG",
    "Số: 1/KH-TH", "Số:", "Đồi Chè, ngày 5 tháng 9 năm 2026", "ngày 31 tháng 2 năm 2026",
    "TT", "Tiêu chuẩn, tiêu chí", "Kết quả cần đạt", "Giải pháp", "Người phụ trách", "Thời gian",
    "Kinh phí (triệu đồng)", "Kinh phí\nTổng", "Ghi chú", "Đợt", "Điểm hạn chế", "Nguyên nhân",
    "Thời điểm", "Điều chỉnh", "Nội dung", "2026-2027", "x", "Tiêu chuẩn 1: Quản trị",
    "Tiêu chí 1.1",
    "Tiêu chí 1.1, 1.2", "Tiêu chí 1", "1.2", "1", "(1)", "MỨC 4", "Mức 1, 2: Đạt", "Cộng", "…",
    "- Làm việc\n- Làm nữa", "1. Một 2. Hai", "Hiệu trưởng, tổ trưởng", "Tháng 9/2026", "5 triệu",
    "BÁO CÁO TỰ ĐÁNH GIÁ", "\u00a0", "\t\t", "x" * 400, "a\u0301", "𝔘ﬁ\u200b",
]  # fmt: skip
_texts: st.SearchStrategy[str] = st.sampled_from(_WORDS) | st.text(max_size=12)

# a torn line always holds something to see: readers count blank lines as gaps
_lines_only = _texts.filter(lambda text: bool(collapse(text)) and len(text.splitlines()) == 1)


@st.composite
def _paragraphs(draw: st.DrawFn) -> Paragraph:
    number = draw(st.integers(1, 99))
    return Paragraph(
        draw(_texts),
        draw(st.sampled_from([Place(paragraph=number), Place(), Place(page=1, line=number)])),
        label=draw(st.sampled_from(["", "", "1.", "-"])),
        bold=draw(st.booleans()),
        align=draw(st.sampled_from(["", "center"])),
    )


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(0, 10))
    number = draw(st.integers(1, 9))
    rows = []
    for index in range(draw(st.integers(0, 6))):
        cells = [
            Cell(
                draw(st.lists(_paragraphs(), max_size=3)),
                Place(table=number, row=index + 1, column=column + 1),
                colspan=draw(st.sampled_from([1, 1, 1, 2, 5])),
                rowspan=draw(st.sampled_from([1, 1, 3])),
                continues=draw(st.sampled_from([False, False, False, True])),
            )
            for column in range(draw(st.integers(0, columns + 2)))
        ]
        rows.append(Row(cells, Place(table=number, row=index + 1), header=draw(st.booleans())))
    return Table(rows, Place(table=number), columns)


@st.composite
def _loose(draw: st.DrawFn) -> LooseLines:
    texts = draw(st.lists(_lines_only, max_size=8))
    lines = [
        LooseLine(
            text, Place(line=n + 1), gap=draw(st.integers(0, 3)), indent=draw(st.integers(0, 9))
        )
        for n, text in enumerate(texts)
    ]
    return LooseLines(lines, Place(line=1))


_blocks: st.SearchStrategy[Block] = _paragraphs() | _paragraphs() | _tables() | _loose()


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document of up to 14 blocks; half of them begin like a plan."""
    blocks: list[Block] = []
    if draw(st.booleans()):
        blocks += [
            Paragraph("KẾ HOẠCH", Place(paragraph=1)),
            Paragraph("Cải tiến chất lượng giáo dục", Place(paragraph=2), align="center"),
        ]
    blocks += draw(st.lists(_blocks, max_size=12))
    boxes: list[Paragraph] = []
    return Document("x", draw(st.sampled_from(["docx", "txt", "pdf"])), blocks, text_boxes=boxes)
