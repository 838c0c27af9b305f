"""Offices and schools (a tree that changes over time), their people, units and rights."""
