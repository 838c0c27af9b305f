"""The worker process `serve` starts: django-tasks-db's worker, which ends when its server does."""

from __future__ import annotations

import os
import signal
import threading
import time

#: seconds a job under way is given when the server is gone
_LAST_WORDS = 20.0


def end_with_the_server() -> None:
    """Wait until the server's end of standard input closes (a killed one closes it), then stop."""
    # not through sys.stdin: a thread reading there holds a lock the interpreter needs to end
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_LAST_WORDS)
    os._exit(1)


def main() -> None:
    """Watch the server and work."""
    threading.Thread(target=end_with_the_server, daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caitien.config.settings")
    from django.core.management import execute_from_command_line

    words = ["caitien-web", "db_worker", "--interval", "0.5", "--no-startup-delay"]
    execute_from_command_line(words)


if __name__ == "__main__":
    main()
