"""`explain`, `rules` and `regulations`."""

from __future__ import annotations

from pathlib import Path

import pytest

from caitien.core.lint.run import all_rules
from caitien.core.regulations.loader import catalogue_ids

from .tools import one_line_each, run


def test_rules_lists_every_check() -> None:
    out = run("rules").out
    assert out.endswith(f"{len(all_rules())} điểm kiểm tra.\n")
    assert all(one.rule.code in out for one in all_rules())


def test_every_check_has_a_page() -> None:
    rule = all_rules()[0].rule
    for name in (rule.code, rule.code.lower(), rule.slug):
        ran = run("explain", name)
        assert ran.code == 0
        assert ran.out.startswith(f"{rule.code} {rule.slug}: ")
        assert "Vì sao" in ran.out
        assert "```" not in ran.out


def test_list_and_show_every_catalogue() -> None:
    out = run("regulations", "list").out
    for name in catalogue_ids():
        assert name in out
        assert "Tiêu chuẩn 1." in run("regulations", "show", name).out


def test_one_criterion_says_it_is_paraphrased() -> None:
    ran = run("regulations", "show", "tt57-2026/pho_thong", "3.2")
    assert ran.code == 0
    assert "Mức 1" in ran.out
    assert "Mức 2" in ran.out
    assert "không phải nguyên văn" in ran.out


def test_documents() -> None:
    assert "22/08/2018" in run("regulations", "documents", "17/2018/TT-BGDĐT").out
    assert "30/2020/NĐ-CP" in run("regulations", "documents").out
    unknown = run("regulations", "documents", "99/1999/TT-XYZ")
    assert unknown.code == 1
    assert len(one_line_each(unknown.err)) == 1


def test_crosswalk_is_called_a_proposal() -> None:
    ran = run("regulations", "crosswalk", "tt17-2018", "tt57-2026/pho_thong")
    assert ran.code == 0
    assert "đề xuất" in ran.out
    assert run("regulations", "crosswalk", "tt17-2018", "tt17-2018").code == 2


def test_forms() -> None:
    assert "bieu2_tt57" in run("regulations", "forms").out
    assert "Nội dung cải tiến" in run("regulations", "forms", "bieu2_tt57").out


def levels(tmp_path: Path, text: str) -> tuple[int, str, str]:
    path = tmp_path / "muc.yaml"
    path.write_text(text, encoding="utf-8")
    ran = run("regulations", "levels", path)
    return ran.code, ran.out, ran.err


def test_level_of_a_school(tmp_path: Path) -> None:
    from caitien.core.regulations.loader import load_catalogue

    codes = [one.code for one in load_catalogue("tt17-2018").criteria]
    text = "danh_muc: tt17-2018\nmuc:\n" + "".join(f"  {code}: 2\n" for code in codes)
    code, out, _ = levels(tmp_path, text)
    assert code == 0
    assert "Mức của trường: Mức 2" in out
    assert "1.1 đang ở Mức 2, cần đạt Mức 3" in out
    _, out, _ = levels(tmp_path, text.replace("  1.10: 2\n", "  1.10:\n"))
    assert "chưa tính được" in out
    assert "1.10" in out


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "muc: {}",
        "danh_muc: tt17-2018\nmuc: {9.9: 1}",
        "danh_muc: tt17-2018\nmuc: {1.1: năm}",
        "danh_muc: tt17-2018\nmuc: {1.1: [1]}",
        "danh_muc: tt17-2018\nmuc: {1.1: 1}\nmuc_4: {x: đạt}",
        "cac_cap: 3",
        "a: [",
        "&a [*a]",
    ],
)
def test_a_wrong_file_of_levels_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    code, out, err = levels(tmp_path, text)
    assert code == 2
    assert out == ""
    assert len(one_line_each(err)) == 1


def test_check_of_an_edition_file(tmp_path: Path) -> None:
    path = tmp_path / "ban.yaml"
    path.write_text("format: khac\n", encoding="utf-8")
    ran = run("regulations", "check", path)
    assert ran.code == 1
    assert one_line_each(ran.err)
    assert run("regulations", "check", tmp_path / "khong-co.yaml").code == 2
