"""The line of migrations of the one Django app."""
