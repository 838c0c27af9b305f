"""Fields of a .docx paragraph: codes are dropped, results kept, page numbers dropped."""

from __future__ import annotations

from .docx_names import (
    CHECK_BOX,
    CHECKED,
    DEFAULT,
    DROP_DOWN,
    FIELD_DATA,
    LIST_ENTRY,
    RESULT,
    VAL,
    Element,
    child_val,
    is_on,
    number,
)

_PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))

#: fields whose result is the author's own text
_TYPED = frozenset(("HYPERLINK", "FORMTEXT"))


class _Field:
    __slots__ = ("code", "form", "kept", "shows")

    def __init__(self, form: str) -> None:
        self.code = ""
        self.form = form
        self.shows = False
        self.kept: list[str] = []


class Fields:
    """The fields open at one point of a paragraph."""

    __slots__ = ("_open",)

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @staticmethod
    def is_page(code: str) -> bool:
        """Whether a field prints a page number."""
        words = code.split(None, 1)
        return bool(words) and words[0].upper() in _PAGE_FIELDS

    def begin(self, form: str) -> None:
        """A field opens; `form` is the text of a form field that has no result of its own."""
        self._open.append(_Field(form))

    def code(self, text: str) -> None:
        """A piece of the field's instruction."""
        if self._open:
            self._open[-1].code += text[:200]

    def separate(self) -> None:
        """The instruction ends, the result begins."""
        if self._open:
            self._open[-1].shows = True

    def end(self) -> str:
        """The innermost field closes; its form text, if it is a check box or a list."""
        return self._open.pop().form if self._open else ""

    def mutes(self, text: str) -> bool:
        """Whether `text` is not printed here (it belongs to a code or to a page number)."""
        for field in self._open:
            if not field.shows:
                field.kept.append(text)
                return True
            if self.is_page(field.code):
                return True
        return False

    def computed(self) -> bool:
        """Whether what is printed here is a result that Word works out again by itself."""
        return any(
            field.code.strip() and field.code.split(None, 1)[0].upper() not in _TYPED
            for field in self._open
        )

    def unfinished(self) -> list[str]:
        """Text swallowed by a field that has neither result nor end in this paragraph."""
        return [text for field in self._open if not field.shows for text in field.kept]


def form_result(begin: Element) -> str:
    """What an old form field shows: a box ticked or not, the entry chosen from a list."""
    data = begin.find(FIELD_DATA)
    if data is None:
        return ""
    box = data.find(CHECK_BOX)
    if box is not None:
        state = box.find(CHECKED)
        if state is None:
            state = box.find(DEFAULT)
        return "☒" if state is not None and is_on(state) else "☐"
    entries = data.find(DROP_DOWN)
    if entries is None:
        return ""
    texts = [entry.get(VAL, "") for entry in entries.iter(LIST_ENTRY)]
    chosen = number(child_val(entries, RESULT) or child_val(entries, DEFAULT))
    return texts[chosen] if chosen < len(texts) else ""
