"""Readers: one format, one module; `open_document` finds the right one."""
