"""Syllables, tone places, misspellings and repeats."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.vietnamese.phonology import bases
from caitien.core.vietnamese.spelling import _common
from caitien.core.vietnamese.syllables import (
    ToneStyle,
    diagnose,
    find_misspellings,
    find_repeats,
    is_syllable,
    parse,
    place_tone,
    split_glued,
    style_of,
)

MARKS = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]

RIGHT = """
hoà hòa thủy thuỷ quý quí quốc giữa giếng gìn gì khuya khuỷu nghiêng ghế kể ngoằn ngoèo xoong boong
rượu hươu yêu yến ỉa ý ủy oanh uyển thuở huơ quở quyển quỳnh huỳnh huýt tuýp buýt loắt choắt
khoẻ ngoạm xuề xoà nguệch ngoạc khuếch huếch tuếch chuệch choạc luyến duẩn noãn goá suất xuất cuống
Đặng NGUYỄN bưu cứu gửi chửi hừm giường giục giũa vy kỹ mỹ sỹ tỷ vỹ năng suất khuyết nghỉ hoẵng
"""
WRONG = """
họat tóan truờng đuợc cể kà ngế gế iên toám trửởng hoạp cóa hoàt bảt quu giê ziáo phải1 trừơng mưởc
nghành qúy gía ngưòi bwa qoa chuơng đưoc hiêu_ nhiêù
"""


@pytest.mark.parametrize("word", RIGHT.split())
def test_right_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert diagnose(word) is None


@pytest.mark.parametrize("word", WRONG.split())
def test_wrong_syllables(word: str) -> None:
    assert parse(word) is None


def test_every_common_syllable_is_built() -> None:
    assert [word for word in _common() if not is_syllable(word)] == []


def test_size_of_the_table() -> None:
    assert 2_500 < len(bases()) < 3_200


@given(st.sampled_from(sorted(bases())), st.sampled_from(MARKS), st.sampled_from(list(ToneStyle)))
def test_placed_tones_parse_and_styles_agree(base: str, mark: str, style: ToneStyle) -> None:
    onset, rime = bases()[base]
    anywhere = unicodedata.normalize("NFC", base[0] + base[1:])
    stops = rime.endswith(("c", "p", "t", "ch"))
    vowels = [i for i in range(len(base)) if base[i] in "aăâeêioôơuưy" and i >= len(onset)]
    i = vowels[-1]
    word = unicodedata.normalize("NFC", anywhere[: i + 1] + mark + anywhere[i + 1 :])
    placed = place_tone(word, style)
    syllable = parse(placed)
    if stops and mark not in ("\u0301", "\u0323"):
        assert syllable is None
        return
    assert syllable is not None
    assert (syllable.onset, syllable.rime) == (onset, rime)
    assert style_of(placed) in (None, style)
    assert place_tone(placed, style) == placed
    assert len(placed) == len(base)


def test_styles() -> None:
    assert place_tone("hòa", ToneStyle.NEW) == "hoà"
    assert place_tone("THUỶ", ToneStyle.OLD) == "THỦY"
    assert place_tone("họat", ToneStyle.OLD) == "hoạt"
    assert place_tone("xyz", ToneStyle.OLD) == "xyz"
    assert (style_of("hòa"), style_of("hoà")) == (ToneStyle.OLD, ToneStyle.NEW)
    assert style_of("hoàn") is style_of("hoa") is style_of("quý") is None


@pytest.mark.parametrize(
    ("word", "kind", "first"),
    [
        ("họat", "tone-place", "hoạt"),
        ("tóan", "tone-place", "toán"),
        ("đòan", "tone-place", "đoàn"),
        ("ngòai", "tone-place", "ngoài"),
        ("họach", "tone-place", "hoạch"),
        ("Đòan", "tone-place", "Đoàn"),
        ("HỌACH", "tone-place", "HOẠCH"),
        ("qúy", "tone-place", "quý"),
        ("gíao", "tone-place", "giáo"),
        ("khỏang", "tone-place", "khoảng"),
        ("đuợc", "missing-mark", "được"),
        ("truờng", "missing-mark", "trường"),
        ("Truờng", "missing-mark", "Trường"),
        ("luợng", "missing-mark", "lượng"),
        ("nguời", "missing-mark", "người"),
        ("phuơng", "missing-mark", "phương"),
        ("trửởng", "two-tones", "trưởng"),
        ("toám", "no-syllable", "toán"),
        ("nghành", "no-syllable", "ngành"),
        ("trìng", "no-syllable", "trình"),
        ("phòngthực", "glued", "phòng thực"),
        ("kếhoạch", "glued", "kế hoạch"),
        ("trưởngNguyễn", "glued", "trưởng Nguyễn"),
    ],
)
def test_diagnoses(word: str, kind: str, first: str) -> None:
    wrong = diagnose(word)
    assert wrong is not None
    assert (wrong.kind, wrong.suggestions[0], wrong.certain) == (kind, first, wrong.certain)
    assert wrong.certain or kind == "glued"


def test_a_missing_tone_has_two_suggestions() -> None:
    wrong = diagnose("thưc")
    assert wrong is not None
    assert (wrong.kind, set(wrong.suggestions)) == ("missing-mark", {"thức", "thực"})


NOT_JUDGED = """
GDĐT THCS CSVC BĐCL Covid online Internet Google Word robot logo wifi video camera Zalo STEM
Facebook Đắk Lắk Pleiku Krông Niê ôtô xêmina café đ đc 12 3A a.b abc@d.vn TĐG HĐTĐG Wi-Fi truong
Êđê H'Mông qđ vnđ
"""


@pytest.mark.parametrize("word", NOT_JUDGED.split())
def test_not_judged(word: str) -> None:
    assert diagnose(word) is None


def test_glued_words() -> None:
    assert split_glued("phòngthực") == ("phòng", "thực")
    assert split_glued("họcsinh") == ("học", "sinh")
    assert split_glued("thựchiện") == ("thực", "hiện")
    for word in ("phòng", "khỏang", "ôtô", "online", "tòan", "kilôgam", ""):
        assert split_glued(word) is None, word


def test_misspellings_in_prose() -> None:
    text = "Kế họach (đuợc duyệt)/phòngthực hiện; xem họach@truờng.vn, lớp 3Ă, “trửởng”."
    found = find_misspellings(text)
    assert [hit.text for hit in found] == ["họach", "đuợc", "phòngthực", "trửởng"]
    assert all(text[hit.start : hit.end] == hit.text for hit in found)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_are_of_the_original(form: str) -> None:
    text = unicodedata.normalize("NFC", "Nhà truờng có kế họach")
    text = unicodedata.normalize("NFD", text) if form == "NFD" else text
    found = find_misspellings(text)
    assert [unicodedata.normalize("NFC", hit.text) for hit in found] == ["truờng", "họach"]
    assert all(text[hit.start : hit.end] == hit.text for hit in found)


def test_borrowed_names_with_hyphens_raise_no_alarm() -> None:
    assert find_misspellings("lô-gíc, Gê-oóc-gi-a, Ca-na-đa, Xlô-va-ki-a") == []
    assert [hit.text for hit in find_misspellings("Đoàn-họat động")] == ["họat"]


def test_right_prose_raises_no_alarm() -> None:
    text = """Căn cứ Thông tư của Bộ trưởng Bộ GDĐT; nhà trường phân công công việc, rà soát
    cơ sở vật chất, bồi dưỡng đội ngũ cán bộ, giáo viên, nhân viên; tỉnh Đắk Lắk, Kon Tum, Bà Rịa;
    ứng dụng CNTT (Word, Excel, Zalo); tỉ lệ 98,5% học sinh hoàn thành; kĩ năng sống, suy nghĩ,
    khuyến khích, huấn luyện, nghiệm thu, quyết toán, ngoại khoá, xuất sắc, tuyên dương, ghềnh."""
    assert find_misspellings(text) == []
    assert find_repeats(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thông qua qua đó", "qua"),
        ("Thông qua \n\nqua đó", "qua"),
        ("đi học tập tập nâng cao", "tập"),
        ("công nhận Trường Trường Trung học", "Trường"),
        ("của nhà trường của nhà trường", "của nhà trường"),
        ("BGH BGH", "BGH"),
    ],
)
def test_repeats(text: str, value: str) -> None:
    (found,) = find_repeats(text)
    assert found.value == value
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "dần dần, luôn luôn và từ từ ngày ngày thường thường xa xa",
        "phân công công việc cho cán bộ bộ môn",
        "học tập. Tập trung",
        "BGH\nBGH",
        "hiệu trưởng, hiệu trưởng",
        "từng bước từng bước nâng lên",
        "5 5 5 5",
        "Cộng hoà Nhân dân Dân chủ",
        "tiếng Ca-na-đa đa ngữ",
        "ban hành hành động",
        "",
    ],
)
def test_no_repeats(text: str) -> None:
    assert find_repeats(text) == []


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("Diễn tập hai hai lần trong năm học", ["hai hai"]),
        ("Thiết thực, không không hình thức", ["không không"]),
        ("Trả lời trong trong 5 ngày", ["trong trong"]),
        ("Mỗi tổ tổ chức 04 chuyên đề", []),
        ("Trưởng ban ban hành quy chế", []),
        ("Tiến hành song song với dạy học", []),
    ],
)
def test_repeats_in_sentences_of_plans(text: str, twice: list[str]) -> None:
    assert [found.text for found in find_repeats(text)] == twice


@pytest.mark.parametrize(
    "text", ["buôn Tơng Sinh", "Trường Tiểu học Bình Quới Đông", "xã Krông Nô"]
)
def test_names_of_places_are_not_judged(text: str) -> None:
    assert find_misspellings(text) == []
