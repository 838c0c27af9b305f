"""How forms are drawn: label, help, error, tied together for those who listen."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django import forms
from django.utils import translation

from caitien.ui.styleguide import SampleForm


class Reader(HTMLParser):
    """Collects elements with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Reader()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize("bound", [False, True])
def test_every_control_has_a_label_and_ids_are_single(bound: bool) -> None:
    found = elements(str(SampleForm({} if bound else None)))
    ids = [attrs["id"] for _, attrs in found if "id" in attrs]
    assert len(ids) == len(set(ids))
    labelled = {attrs.get("for") for tag, attrs in found if tag == "label"}
    for tag, attrs in found:
        if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden":
            assert attrs["id"] in labelled, attrs
        for name in (attrs.get("aria-describedby") or "").split():
            assert name in ids, attrs


def test_errors_stand_beside_the_field_and_in_the_summary() -> None:
    html = str(SampleForm({"kind": "a", "title": "Kế hoạch", "due": "hôm nào đó"}))
    assert 'role="alert"' in html
    assert '<a href="#id_due">Hạn hoàn thành</a>' in html
    assert html.count("Ngày chưa đúng") == 2
    due = next(attrs for tag, attrs in elements(html) if attrs.get("name") == "due")
    assert due["aria-invalid"] == "true"
    assert due["aria-describedby"] == "id_due_helptext id_due_error"
    assert due["value"] == "hôm nào đó", "what was typed stays"


def test_an_untouched_form_shows_no_errors() -> None:
    html = str(SampleForm())
    assert "error" not in html
    assert "aria-invalid" not in html
    assert html.count("(không bắt buộc)") == 4


def test_faults_of_the_whole_form_and_hidden_fields_are_told() -> None:
    class Hidden(forms.Form):
        base = forms.IntegerField(widget=forms.HiddenInput)
        name = forms.CharField(label="Tên")

        def clean(self) -> None:
            raise forms.ValidationError("Hai ngày <ngược> nhau.")

    html = str(Hidden({"base": "x", "name": "a"}))
    assert "Hai ngày &lt;ngược&gt; nhau." in html
    assert 'type="hidden"' in html
    assert "base" in html


def test_days_are_typed_day_first() -> None:
    with translation.override("vi"):
        form = SampleForm({"title": "a", "kind": "a", "level": "th", "due": "08/09/2026"})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["due"].isoformat() == "2026-09-08"


def test_a_file_is_chosen_with_a_vietnamese_button_and_a_native_input() -> None:
    """Browsers write "Choose file" in their own language."""
    html = str(SampleForm())
    found = elements(html)
    (place,) = [attrs for tag, attrs in found if attrs.get("type") == "file"]
    labels = [attrs for tag, attrs in found if tag == "label" and attrs.get("for") == place["id"]]
    assert [("btn" in (attrs.get("class") or "")) for attrs in labels] == [False, True]
    assert "Chọn tệp…" in html
    assert "Currently" not in html
