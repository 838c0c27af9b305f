"""Sums of money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.vietnamese.money import find_money, format_vnd, looks_like_money, parse_money


@given(st.integers(min_value=1000, max_value=10**12))
def test_printed_sums_read_back(n: int) -> None:
    money = parse_money(format_vnd(n))
    assert money is not None
    assert money.vnd == n


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("5.000.000 đồng", 5_000_000),
        ("5.000.000đ", 5_000_000),
        ("5,000,000 VNĐ", 5_000_000),
        ("5 000 000 đồng", 5_000_000),
        ("185 triệu đồng", 185_000_000),
        ("2tr5", 2_500_000),
        ("2tr500", 2_500_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1.250 triệu đồng", 1_250_000_000),
        ("1,5 triệu", 1_500_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("3 triệu rưỡi", 3_500_000),
        ("500k", 500_000),
        ("500 nghìn", 500_000),
        ("7.000.000", 7_000_000),
        ("Không", 0),
        ("Không có.", 0),
        ("Không phát sinh kinh phí", 0),
        ("0 đồng", 0),
        ("1.500.000 đồng (Một triệu năm trăm nghìn đồng)", 1_500_000),
    ],
)
def test_sums(text: str, vnd: int) -> None:
    money = parse_money(text)
    assert money is not None
    assert money.vnd == vnd
    assert looks_like_money(text) > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "230 450",
        "500",
        "500.000",
        "Hỗ trợ 50% kinh phí",
        "10 đồng chí",
        "5 đ/c",
        "2 ngân sách",
        "5 x 200.000 đồng",
        "Ngân sách: 5 triệu; XHH: 3 triệu",
        "Theo khảo sát thực tế",
        "Trong các buổi họp chuyên môn",
        "",
    ],
)
def test_no_sure_sum(text: str) -> None:
    assert parse_money(text) is None


def test_ranges_limits_rates_and_sources() -> None:
    span = parse_money("10-15 triệu")
    assert span
    assert (span.vnd, span.low, span.high) == (None, 10_000_000, 15_000_000)
    limit = parse_money("dưới 5 triệu")
    assert limit
    assert (limit.vnd, limit.low, limit.high) == (None, None, 5_000_000)
    rate = parse_money("50.000 đồng/học sinh")
    assert rate
    assert (rate.vnd, rate.per, rate.low) == (None, "học sinh", 50_000)
    source = parse_money("Ngân sách nhà nước")
    assert source
    assert (source.vnd, source.source) == (None, "Ngân sách nhà nước")
    both = parse_money("5.000.000đ (trích từ ngân sách nhà nước)")
    assert both
    assert (both.vnd, both.source) == (5_000_000, "ngân sách nhà nước")


def test_sums_in_prose() -> None:
    text = "Chi 5 triệu đồng mua sách, 10-15 triệu sửa lớp; 10 đồng chí, 50.000 đồng/học sinh"
    found = find_money(text)
    assert [hit.text for hit in found] == ["5 triệu đồng", "10-15 triệu", "50.000 đồng/học sinh"]
    assert all(text[hit.start : hit.end] == hit.text for hit in found)


def test_columns_of_other_things_do_not_look_like_money() -> None:
    for text in (
        "Hiệu trưởng",
        "Tháng 9/2024",
        "Nâng cấp khu vệ sinh",
        "Tổ chức họp phụ huynh mỗi năm hai lần",
    ):
        assert looks_like_money(text) < 0.5, text
    assert looks_like_money("Ngân sách: 5 triệu; XHH: 3 triệu") > 0.5
