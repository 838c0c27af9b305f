"""Cải Tiến: the yearly quality cycle of Vietnamese schools, from plan file to sealed paper."""

__version__ = "0.1.0"
