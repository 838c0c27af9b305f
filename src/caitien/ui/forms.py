"""How forms are drawn: labels above, help below, errors beside the field."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms and fields with our own templates."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
