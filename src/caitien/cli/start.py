"""The entry of the command `caitien`: what has to happen before anything else is loaded."""

from __future__ import annotations


def main() -> int | None:
    """Run the command line; the exit code."""
    from .regexes import keep_compiled

    keep_compiled()
    from .main import main as run

    return run()
