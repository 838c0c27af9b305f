"""A file as paragraphs, tables and cells with places. Readers know nothing of plans."""
