"""The e-mail backend of the application: every letter goes into the outbox, which is patient.

Set as EMAIL_BACKEND; the outbox itself sends through MAIL_BACKEND.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from caitien.ui import clock

from .services import queue_mail

#: a header that names a letter which is put in once only; it is not sent
ONCE = "X-Caitien-Once"


class Outbox(BaseEmailBackend):
    """Puts letters into the outbox, in the transaction of whoever writes them.

    Where the installation has no mail server nothing is kept: it would wait for ever.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each letter for each of its readers; how many were queued."""
        if not settings.MAIL_HOST:
            return 0
        count = 0
        for message in email_messages:
            headers: dict[str, Any] = message.extra_headers
            once = str(headers.get(ONCE) or secrets.token_urlsafe(16))
            for address in message.recipients():
                queue_mail(
                    to=address,
                    subject=str(message.subject),
                    body=str(message.body),
                    once=f"{once}:{address}"[:120],
                    at=clock.now(),
                )
                count += 1
        return count
