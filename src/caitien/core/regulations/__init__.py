"""Editions of the regulations as data: catalogues, level rules, documents, forms, crosswalk,
calendar.

Each edition is a YAML file under ``data/``; nothing here computes law that is not written there
with its article and how sure we are. Import from the modules: ``loader``, ``levels``,
``documents``, ``citations``, ``forms``, ``crosswalk``, ``calendar``, ``matching``.
"""
