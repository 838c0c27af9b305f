"""Tests of messages and letters."""
