"""Tests of the Vietnamese text toolkit."""
