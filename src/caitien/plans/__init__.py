"""Improvement plans: their text, actions, review, approval, issue and publication."""
