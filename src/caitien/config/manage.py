"""`caitien-web`: the commands of the web application (serve, prepare, demo and Django's own)."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run a command; `caitien-web help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caitien.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
