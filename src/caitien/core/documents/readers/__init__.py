"""Readers: one format, one module; `open_document` finds the right one."""

from __future__ import annotations

from .opening import open_document

__all__ = ["open_document"]
