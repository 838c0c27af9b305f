"""Sends what waits in the outbox: with patience, without holding the database meanwhile."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.utils import timezone

from .models import Mail

if TYPE_CHECKING:
    from datetime import datetime

#: minutes until the next try after the 1st, 2nd, … failed one; then it is given up
WAITS = (1, 5, 30, 120, 720)
#: a letter taken by a sender that died is free again after this
TAKEN = timedelta(minutes=10)
#: a letter that went out, or was given up, is remembered so long (nothing comes twice meanwhile)
KEPT = timedelta(days=90)
#: letters that only remind start so; none goes out at night (local hours, from and until)
REMINDER = "digest:"
NIGHT = (21, 6)


def is_night(at: datetime) -> bool:
    """Whether it is a time at which nobody is reminded (21:00 to 06:00 local time)."""
    hour = timezone.localtime(at).hour
    return hour >= NIGHT[0] or hour < NIGHT[1]


def connection() -> Any:
    """The way out: the mail server of the installation."""
    return get_connection(getattr(settings, "MAIL_BACKEND", None) or settings.EMAIL_BACKEND)


def send_waiting(*, at: datetime, most: int = 50) -> int:
    """Send what is due, oldest first; how many went out. A failure waits longer each time.

    A letter is taken (in one short write), sent, and then marked: two senders never send the same
    one, and the database is free while the mail server thinks.
    """
    due = Q(sent_at=None, given_up_at=None, next_try_at__lte=at)
    if is_night(at):
        due &= ~Q(once__startswith=REMINDER)
    waiting = list(Mail.objects.filter(due).order_by("next_try_at", "pk")[:most])
    sent, way = 0, None
    for mail in waiting:
        taken = Mail.objects.filter(due, pk=mail.pk, tries=mail.tries).update(
            tries=mail.tries + 1, next_try_at=at + TAKEN
        )
        if not taken:
            continue
        mail.tries += 1
        way = way or connection()
        sent += _send(mail, at, way)
    if way is not None:
        _close(way)
    return sent


def forget_old(*, at: datetime, most: int = 1000) -> int:
    """Take away letters of more than KEPT ago, oldest first, `most` at once; how many went.

    A look that finds nothing costs one small query.
    """
    oldest = Mail.objects.order_by("pk").values_list("pk", "created_at")
    first = oldest.first()
    if first is None or first[1] > at - KEPT:
        return 0
    old = [pk for pk, created in oldest[:most] if created <= at - KEPT]
    over = Mail.objects.exclude(sent_at=None, given_up_at=None)
    return int(over.filter(pk__in=old).delete()[0])


def _close(way: Any) -> None:
    try:
        way.close()
    except OSError:  # it is over in any case
        return


def _send(mail: Mail, at: datetime, way: Any) -> int:
    try:
        EmailMessage(mail.subject, mail.body, to=[mail.to], connection=way).send()
    except (OSError, ValueError) as error:  # SMTP and network errors are OSError; bad letters Value
        _close(way)
        mail.last_error = what_it_said(error)[:1000]
        if _for_good(error) or mail.tries > len(WAITS):
            mail.given_up_at, mail.body = at, ""  # nobody sends it any more: no keys lie about
        else:
            mail.next_try_at = at + timedelta(minutes=WAITS[mail.tries - 1])
        mail.save(update_fields=["last_error", "given_up_at", "next_try_at", "body"])
        return 0
    # links inside are as good as keys: what has gone out keeps no text
    mail.sent_at, mail.last_error, mail.body = at, "", ""
    mail.save(update_fields=["sent_at", "last_error", "body"])
    return 1


def _for_good(error: Exception) -> bool:
    """Whether trying again cannot help: a letter that cannot be written, an address refused."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, ValueError)


def what_it_said(error: BaseException) -> str:
    """The mail server's own answer in an error, or what the network said."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = (f"{code} {_text(said)}" for code, said in error.recipients.values())
        return "; ".join(answers)
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def try_mail(*, to: str, at: datetime) -> tuple[bool, str]:
    """Send one letter now, past the outbox: (whether it was taken, the server's own answer)."""
    words = (
        f"Thư thử của Cải Tiến, gửi lúc {timezone.localtime(at):%H:%M %d/%m/%Y}.\n\n"
        "Nhận được thư này nghĩa là máy chủ gửi thư được.\n"
    )
    way = connection()
    letter = EmailMessage("[Cải Tiến] Thư thử", words, to=[to], connection=way)
    try:
        way.open()
        server = getattr(way, "connection", None)
        if isinstance(server, smtplib.SMTP):
            return True, _by_hand(server, letter)
        letter.send()
    except (OSError, ValueError) as error:
        return False, what_it_said(error)
    finally:
        _close(way)
    return True, "Thư đã được nhận để gửi."


def _by_hand(server: smtplib.SMTP, letter: EmailMessage) -> str:
    """Send step by step, so that the server's last answer can be shown."""
    server.ehlo_or_helo_if_needed()
    code, said = server.mail(letter.from_email)
    if code >= 400:
        raise smtplib.SMTPResponseException(code, said)
    code, said = server.rcpt(letter.to[0])
    if code >= 400:
        raise smtplib.SMTPResponseException(code, said)
    code, said = server.data(letter.message().as_bytes())
    if code >= 400:
        raise smtplib.SMTPResponseException(code, said)
    return f"{code} {_text(said)}"
