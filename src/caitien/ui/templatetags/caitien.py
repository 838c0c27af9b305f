"""Filters and tags of every page (built in: no {% load %} needed)."""

from __future__ import annotations

from django import template

register = template.Library()
