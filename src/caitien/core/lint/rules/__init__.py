"""The checks: one .py and one .md each, named for the fault they find."""
