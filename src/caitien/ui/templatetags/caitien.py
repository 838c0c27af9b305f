"""Filters and tags of every page (built in: no {% load %} needed)."""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.template import Context, Engine
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from caitien.core.vietnamese.titles import sentence_case
from caitien.ui import clock
from caitien.ui.frame import Place, phone_places, places, school_year_on, year_links
from caitien.ui.icons import ICONS
from caitien.ui.states import look_of

register = template.Library()
_ONCE = re.compile(r"[\w-]{16,64}")


# -- days and moments ---------------------------------------------------------------------------
def _day_of(value: object) -> date | None:
    """The day of a date or moment at the place of the installation; None for anything else."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


@register.filter
def day(value: object) -> str:
    """08/08/2022; nothing for what is no day."""
    found = _day_of(value)
    return f"{found:%d/%m}/{found.year:04d}" if found else ""


@register.filter
def moment(value: object) -> str:
    """14:03 08/08/2022; nothing for what is no moment."""
    if not isinstance(value, datetime):
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M} {day(local)}"


@register.filter
def left(value: object, today: object = None) -> str:
    """Còn 12 ngày · hôm nay · quá hạn 3 ngày, counted from `today` (default: today)."""
    due = _day_of(value)
    if due is None:
        return ""
    days = (due - (_day_of(today) or clock.today())).days
    if days == 0:
        return "hôm nay"
    return f"còn {number_vi(days)} ngày" if days > 0 else f"quá hạn {number_vi(-days)} ngày"


@register.filter
def school_year(value: object) -> str:
    """2026 → 2026-2027; a day gives the school year it lies in."""
    found = _day_of(value)
    if found:
        value = school_year_on(found)
    try:
        first = int(str(value))
    except ValueError:
        return ""
    return f"{first}-{first + 1}"


# -- words --------------------------------------------------------------------------------------
@register.filter
def sentence(value: object) -> str:
    """A title without the capitals of the paper: "KẾ HOẠCH CẢI TIẾN" → "Kế hoạch cải tiến"."""
    return sentence_case(str(value or ""))


# -- numbers ------------------------------------------------------------------------------------
def _decimal(value: object) -> Decimal | None:
    if value is None or isinstance(value, bool) or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@register.filter
def number_vi(value: object, digits: int | None = None) -> str:
    """1.234,5; `digits` after the comma, else as many as there are. Nothing for what is none."""
    number = _decimal(value)
    if number is None:
        return ""
    text = f"{number:,.{digits}f}" if digits is not None else f"{number:,f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.translate(str.maketrans(",.", ".,"))
    return "0" if text == "-0" else text


@register.filter
def dong(value: object) -> str:
    """5.000.000 đồng; nothing where there is no sum (missing is not zero)."""
    number = _decimal(value)
    return "" if number is None else f"{number_vi(number, 0)} đồng"


@register.filter
def percent(done: object, total: object) -> int:
    """How many of a hundred, rounded down, 0 to 100; 0 where there is no total."""
    part, whole = _decimal(done), _decimal(total)
    if part is None or not whole or whole < 0:
        return 0
    return max(0, min(100, int(part * 100 / whole)))


@register.filter
def file_size(value: object) -> str:
    """1,2 MB: bytes in the unit a person reads."""
    number = _decimal(value)
    if number is None:
        return ""
    for unit in ("byte", "KB", "MB"):
        if number < 1024:
            return f"{number_vi(number, 0 if unit == 'byte' or number >= 10 else 1)} {unit}"
        number /= 1024
    return f"{number_vi(number, 1)} GB"


# -- states -------------------------------------------------------------------------------------
@register.filter
def tone(kind: object) -> str:
    """The tone of a state: none, work, soon, late, done, sealed or hatched."""
    return look_of(kind).tone


@register.filter
def state_icon(kind: object) -> str:
    """The name of the glyph of a state."""
    return look_of(kind).icon


@register.filter
def state_text(kind: object) -> str:
    """The words of a state."""
    return look_of(kind).text


# -- tags ---------------------------------------------------------------------------------------
@register.filter
def picture(svg: str) -> SafeString | str:
    """A picture of core.render.charts (which escapes every text) as it stands; nothing else."""
    return mark_safe(svg) if svg.startswith("<svg ") else ""  # noqa: S308 - see above


_SILENT = {
    name: mark_safe(  # noqa: S308 - our own drawings
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"'
        f' focusable="false">{inside}</svg>'
    )
    for name, inside in ICONS.items()
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline drawing; with a label it speaks, without one it is silent beside its words."""
    if not label:
        return _SILENT[name]
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" role="img"'
        ' aria-label="{}">{}</svg>',
        label,
        mark_safe(ICONS[name]),  # noqa: S308 - our own drawings
    )


@register.filter
def rail_item(place: Place) -> SafeString:
    """A place of the rail as an item of its list."""
    return format_html(
        '<li><a href="{}"{}>{}<span>{}</span></a></li>',
        place.url,
        mark_safe(' aria-current="page"') if place.current else "",
        _SILENT[place.icon],
        place.text,
    )


@register.simple_tag(takes_context=True)
def drawn(context: Context, name: str) -> SafeString:
    """A template drawn in this context, for what a page shows twice: `{% drawn "…" as menu %}`."""
    with context.push():
        return Engine.get_default().get_template(name).render(context)


def _request(context: Context) -> HttpRequest | None:
    """The request, also inside `{% include … only %}`."""
    found = getattr(context, "request", None) or context.get("request")
    return found if isinstance(found, HttpRequest) else None


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> SafeString:
    """As {% csrf_token %}, also inside `{% include … only %}`."""
    request = _request(context)
    if request is None:
        return mark_safe("")
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
    )


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The address's query with these changes; None or "" takes a part away: `{% query page=2 %}`.

    A change of anything but the page goes back to the first page.
    """
    request = _request(context)
    kept = request.GET.copy() if request is not None else QueryDict(mutable=True)
    if "page" not in changes:
        kept.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            kept.pop(name, None)
        elif isinstance(value, list | tuple):
            kept.setlist(name, [str(each) for each in value])
        else:
            kept[name] = str(value)
    text = kept.urlencode()
    return f"?{text}" if text else "?"


@register.simple_tag(takes_context=True)
def once(context: Context) -> SafeString:
    """A hidden token: the same form sent twice makes one thing; shown again it keeps its own."""
    request = _request(context)
    sent = request.POST.get("once", "") if request is not None else ""
    token = sent if _ONCE.fullmatch(sent) else secrets.token_urlsafe(24)
    return format_html('<input type="hidden" name="once" value="{}">', token)


@register.simple_tag
def share_of(done: object = None, total: object = None) -> int | None:
    """How many of a hundred are done; None where there is nothing to do (0/0 is not lateness)."""
    return percent(done, total) if _decimal(total) else None


@register.simple_tag
def rail(scope: Any, year: int | None = None, active: str = "") -> dict[str, Any]:
    """What the frame shows: all places, those of the phone's bar, the rest, and school years."""
    every = places(scope, year or None, active or "")
    phone = phone_places(scope, every)
    return {
        "places": every,
        "phone": phone,
        "more": [place for place in every if place not in phone],
        "years": year_links(scope, year or None),
        "year": year or school_year_on(scope.today),
        "more_open": any(place.current for place in every if place not in phone),
    }
