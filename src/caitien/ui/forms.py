"""How forms are drawn: labels above, help below, errors beside the field."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template import TemplateDoesNotExist
from django.utils.functional import cached_property


class Renderer(TemplatesSetting):
    """Draws forms and fields with our own templates; widgets with Django's unless we have one."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    @cached_property
    def _builtin(self) -> DjangoTemplates:
        return DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        """One of the site's templates, else the one Django ships."""
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return self._builtin.get_template(template_name)
