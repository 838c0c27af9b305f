"""Styles of a section's words live through edits at the desk: what was not touched stays."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caitien.core.drafts.plan_json import plan_from_dict, plan_to_dict
from caitien.exchange.fields_edit import put
from caitien.exchange.fields_styles import fit
from caitien.exchange.services_desk import Change, save_fields
from caitien.plans.models import Plan
from tests.people import NOW, Cast

from .making import address, only, ready
from .test_apply import choices

Words = list[tuple[str, str]]  # a word and its style ("" for none)


def section(*paragraphs: Words) -> dict[str, Any]:
    """A section in Plan JSON whose words have these styles."""
    texts, styles = [], []
    for number, words in enumerate(paragraphs):
        text = ""
        for word, style in words:
            text += " " if text else ""
            if style:
                span = {"paragraph": number, "start": len(text), "end": len(text) + len(word)}
                styles.append(span | {"style": style})
            text += word
        texts.append(text)
    return {"paragraphs": texts, "styles": styles, "tables": []}


def rewritten(one: dict[str, Any], *paragraphs: str) -> list[tuple[str, str]]:
    """(style, words) of the section once its text is this."""
    before, one["paragraphs"] = one["paragraphs"], list(paragraphs)
    fit(one, before)
    return [
        (span["style"], paragraphs[span["paragraph"]][span["start"] : span["end"]])
        for span in one["styles"]
    ]


THREE = [("Một", "b"), ("hai", ""), ("ba", "i"), ("bốn", ""), ("năm", "u")]


@pytest.mark.parametrize(
    ("now", "styled"),
    [
        ("Một hai ba bốn năm", "b:Một i:ba u:năm"),
        ("Một hai rưỡi ba bốn năm", "b:Một i:ba u:năm"),  # a word more between plain ones
        ("Mười hai ba bốn trăm", "b:Mười i:ba u:trăm"),  # words in place of styled ones
        ("Mười một hai ba tư năm", "b:Mười một i:ba u:năm"),  # at both ends at once
        ("hai bốn", ""),
        ("Một. Hai ba bốn năm.", "b:Một i:ba u:năm"),
    ],
)
def test_the_words_a_person_left_keep_their_styles(now: str, styled: str) -> None:
    found = rewritten(section(THREE), now)
    assert " ".join(f"{style}:{words}" for style, words in found) == styled


def test_a_word_mended_within_a_bold_sentence_is_bold() -> None:
    bold = [(word, "b") for word in ("Nâng", "cao", "chât", "lượng")]
    assert rewritten(section(bold), "Nâng cao chất lượng") == [("b", "Nâng cao chất lượng")]
    assert rewritten(section(bold), "Nâng cao hơn chât lượng") == [("b", "Nâng cao hơn chât lượng")]


def test_paragraphs_put_in_before_and_taken_away_move_the_styles_of_the_others() -> None:
    one = section([("Đầu", "b")], THREE, [("Cuối", "i"), ("cùng", "")])
    found = rewritten(one, "Đoạn mới", "Đầu", "Một hai ba bốn sáu", "Xen giữa", "Cuối cùng")
    assert found == [("b", "Đầu"), ("b", "Một"), ("i", "ba"), ("u", "sáu"), ("i", "Cuối")]
    assert rewritten(one, "Cuối cùng") == [("i", "Cuối")]


def test_tables_stay_before_the_paragraph_they_stood_before() -> None:
    one = section([("a", "")], [("b", "")], [("c", "")])
    one["tables"] = [{"kind": "items", "at": 1}, {"kind": "other", "at": 3}]
    one["paragraphs"] = ["x", "a", "b", "c", "y"]
    fit(one, ["a", "b", "c"])
    assert [table["at"] for table in one["tables"]] == [2, 5]


WORD = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=6)
STYLED = st.lists(st.tuples(WORD, st.sampled_from(["", "b", "i", "u"])), min_size=1, max_size=8)


@given(st.lists(STYLED, min_size=1, max_size=4), st.data())
def test_any_edit_of_one_word_leaves_all_other_words_as_they_were(
    paragraphs: list[Words], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(paragraphs) - 1))
    place = data.draw(st.integers(0, len(paragraphs[number]) - 1))
    changed = [list(words) for words in paragraphs]
    changed[number][place] = (data.draw(WORD), "")
    one, wanted = section(*paragraphs), section(*changed)
    rewritten(one, *wanted["paragraphs"])
    for each, words in enumerate(changed):
        at = 0
        for index, (word, style) in enumerate(words):
            if (each, index) != (number, place):
                found = {s["style"] for s in one["styles"] if covers(s, each, at, at + len(word))}
                assert found == ({style} if style else set()), (one, word)
            at += len(word) + 1


def covers(span: dict[str, Any], paragraph: int, start: int, end: int) -> bool:
    return span["paragraph"] == paragraph and span["start"] < end and span["end"] > start


@given(st.lists(STYLED, max_size=4), st.lists(st.text(max_size=30).map(str.strip), max_size=5))
def test_whatever_is_written_the_styles_lie_within_it(
    paragraphs: list[Words], now: list[str]
) -> None:
    one = section(*paragraphs)
    before, one["paragraphs"] = one["paragraphs"], now
    fit(one, before)
    for span in one["styles"]:
        assert 0 <= span["start"] < span["end"] <= len(now[span["paragraph"]])


def test_a_long_text_written_anew_takes_no_long_time() -> None:
    lines = ["x"] * 9_000
    one = {"paragraphs": ["y", *lines[:-1], "z"], "styles": [], "tables": []}
    words = {"paragraphs": ["a b " * 4_900], "styles": [], "tables": []}
    for each in (one, words):
        each["styles"] = [{"paragraph": 0, "start": 0, "end": 1, "style": "b"}]
    begun = time.monotonic()
    fit(one, lines)
    fit(words, ["b c " * 4_900])
    assert time.monotonic() - begun < 5


def test_an_edit_at_the_desk_reaches_the_plan_with_its_styles(cast: Cast) -> None:
    batch = ready(cast)
    part = only(batch)
    number, text = next(
        (n, one["paragraphs"][0])
        for n, one in enumerate(part.drafts[0]["sections_text"])
        if one["paragraphs"] and len(one["paragraphs"][0].split()) > 3
    )
    words = text.split()
    size = len(" ".join(words[:2]))
    holder = part.drafts[0]["sections_text"][number]
    holder["styles"] = [{"paragraph": 0, "start": 0, "end": size, "style": "b"}]
    part.save()
    key = f"0/sections_text/{number}/paragraphs"
    base = "\n".join(holder["paragraphs"])
    save_fields(
        batch=batch,
        part_id=part.pk,
        changes={key: Change(base + " Thêm ở cuối.", base)},
        actor=cast.secretary,
        at=NOW,
    )
    cast.client(cast.secretary).post(address(cast, batch, "nhap/"), choices(batch, school="own"))
    bodies = [one.body for one in Plan.objects.get().sections.all()]
    assert [0, 0, size, "b"] in [list(span) for body in bodies for span in body.get("styles", ())]


def test_the_edited_plan_is_still_plan_json() -> None:
    plan = plan_to_dict(plan_from_dict({"sections_text": [section(THREE) | {"heading": "I."}]}))
    put(plan, "sections_text/0/paragraphs", "Một hai ba\nThêm")
    again = plan_to_dict(plan_from_dict(plan))
    assert again["sections_text"] == plan["sections_text"]
    assert len(again["sections_text"][0]["styles"]) == 2
