"""The text of a section between the database and the browser: clean HTML out, cleaned HTML in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nh3
from django.utils.safestring import SafeString, mark_safe

from caitien.core.drafts.rich import from_html, to_html

from .drafting import section_of

if TYPE_CHECKING:
    from .models import PlanSection

#: what may stand in a section; everything else loses its tags and keeps its words
TAGS = {"p", "br", "div", "b", "strong", "i", "em", "u", "ul", "ol", "li", "table", "tbody"}
TAGS |= {"thead", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
#: whether the field of a section holds bold, italic and underlined words, or paragraphs only
KEEPS_STYLES = False
#: longest HTML of a section that is looked at
LONGEST = 400_000


def shown_html(row: PlanSection) -> SafeString:
    """A section's text as HTML made by us: every word escaped, no attribute at all."""
    return mark_safe(clean(to_html(section_of(row))))  # noqa: S308 - cleaned in this line


def clean(html: str) -> str:
    """The HTML with nothing left but words and the tags a section may have."""
    return nh3.clean(html[:LONGEST], tags=TAGS, attributes={}, link_rel=None)


def stored_value(html: str) -> list[str]:
    """What the field of a section holds for HTML somebody typed or pasted."""
    return list(from_html(clean(html)).paragraphs)


def html_of_value(value: Any) -> str:
    """The HTML of a section's field as a service names it (for the two versions of a conflict)."""
    from caitien.core.drafts.model import Section

    return clean(to_html(Section("", [str(text) for text in value or ()])))
