"""The text of a section between the database and the browser: clean HTML out, cleaned HTML in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nh3
from django.utils.safestring import SafeString, mark_safe

from caitien.core.drafts.rich import from_html, to_html
from caitien.ui.problems import Problem

from .drafting import section_of
from .rich_values import section_of_value, value_of

if TYPE_CHECKING:
    from .models import PlanSection

#: what may stand in a section; everything else loses its tags and keeps its words
TAGS = {"p", "br", "div", "b", "strong", "i", "em", "u", "ul", "ol", "li", "table", "tbody"}
TAGS |= {"thead", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
#: what a browser or Word writes bold and italic words with, beside the tags
_LOOKS = {"font-weight", "font-style", "text-decoration", "text-decoration-line"}
_STYLED = {"span", "font", "b", "strong", "i", "em", "u"}
#: longest HTML of a section that is looked at
LONGEST = 400_000


def shown_html(row: PlanSection) -> SafeString:
    """A section's text as HTML made by us: every word escaped, no attribute at all."""
    return mark_safe(clean(to_html(section_of(row))))  # noqa: S308 - cleaned in this line


def clean(html: str) -> str:
    """The HTML with nothing left but words and the tags a section may have."""
    return nh3.clean(html, tags=TAGS, attributes={}, link_rel=None)


def stored_value(html: str) -> dict[str, Any]:
    """What the field of a section holds for HTML somebody typed or pasted.

    Problem where it is longer than anything a section can hold.
    """
    if len(html) > LONGEST:
        raise Problem(
            "Nội dung vừa dán quá dài cho một mục nên chưa lưu; nội dung cũ còn nguyên. "
            "Hãy dán từng phần, hoặc đưa phần dài vào phụ lục."
        )
    looked = nh3.clean(
        html,
        tags=TAGS | {"span", "font"},
        attributes={tag: {"style"} for tag in _STYLED} | {"ol": {"start"}},
        filter_style_properties=_LOOKS,
        link_rel=None,
    )
    return value_of(from_html(looked))


def html_of_value(value: Any) -> str:
    """The HTML of a section's field as a service names it (for the two versions of a conflict)."""
    return clean(to_html(section_of_value(value)))
