"""Tests of the web application as a whole: every address, every person, every page."""
