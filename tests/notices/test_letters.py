"""Letters: through an outbox that retries, one digest a day at most, none at night."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse

from caitien.notices import sending
from caitien.notices.digest import queue_digests
from caitien.notices.models import Mail, Notice
from caitien.notices.services import (
    choose_mail,
    forget_old,
    mark_read,
    notify,
    queue_mail,
    send_waiting,
)
from tests.accounts.at_once import alone, race, shared
from tests.people import Cast

#: 14:00 at the school
NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


class Refusing(BaseEmailBackend):
    """A mail server that says no as `error` tells."""

    error: Callable[[], Exception] = staticmethod(lambda: ConnectionRefusedError("không nối được"))

    def send_messages(self, email_messages: Any) -> int:
        raise Refusing.error()


@pytest.fixture(autouse=True)
def server(settings: Any) -> None:
    settings.MAIL_HOST = "thu.example.vn"
    settings.MAIL_BACKEND = LOCMEM


@pytest.fixture
def refusing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the mail server refuse with an error of one's choice."""

    def refuse(error: Callable[[], Exception]) -> None:
        settings.MAIL_BACKEND = "tests.notices.test_letters.Refusing"
        monkeypatch.setattr(Refusing, "error", staticmethod(error))

    return refuse


def put(once: str = "mot", to: str = "co.lan@example.vn", at: datetime = NOW) -> Mail:
    return queue_mail(to=to, subject="Mời\r\nhọp", body="Nội dung", once=once, at=at)


def tell(cast: Cast, part: str = "teacher", text: str = "Có góp ý mới", at: datetime = NOW) -> None:
    notify(
        users=[cast.users[part]], organisation=cast.school, kind="thu", text=text, url="/", at=at
    )


@pytest.mark.django_db
def test_a_letter_is_put_in_once_and_sent_once() -> None:
    assert put().pk == put().pk
    assert send_waiting(at=NOW) == 1
    assert send_waiting(at=NOW + timedelta(days=1)) == 0
    assert [letter.to for letter in mail.outbox] == [["co.lan@example.vn"]]
    assert mail.outbox[0].subject == "Mời họp"


@pytest.mark.django_db
def test_a_sent_letter_keeps_no_text() -> None:
    letter = put()
    send_waiting(at=NOW)
    letter.refresh_from_db()
    assert letter.sent_at == NOW
    assert letter.body == ""


@pytest.mark.django_db
def test_a_failed_letter_waits_longer_each_time_and_is_given_up(refusing: Any) -> None:
    refusing(lambda: ConnectionRefusedError("không nối được"))
    letter, at, waits = put(), NOW, []
    for _ in range(20):
        send_waiting(at=at)
        letter.refresh_from_db()
        if letter.given_up_at:
            break
        waits.append(int((letter.next_try_at - at).total_seconds() / 60))
        assert send_waiting(at=letter.next_try_at - timedelta(seconds=1)) == 0
        letter.refresh_from_db()
        at = letter.next_try_at
    assert tuple(waits) == sending.WAITS
    assert letter.tries == 6
    assert "không nối được" in letter.last_error
    assert send_waiting(at=at + timedelta(days=30)) == 0
    letter.refresh_from_db()
    assert letter.tries == 6


@pytest.mark.django_db
def test_one_bad_letter_does_not_stop_the_others(settings: Any) -> None:
    put("a", to="xin chào\nBcc: x@y.vn")
    put("b")
    assert send_waiting(at=NOW) == 1
    assert Mail.objects.get(once="a").given_up_at == NOW


@pytest.mark.django_db
def test_an_address_refused_for_good_is_not_tried_again(refusing: Any) -> None:
    refusing(lambda: smtplib.SMTPRecipientsRefused({"a@b.vn": (550, b"No such user")}))
    letter = put()
    send_waiting(at=NOW)
    letter.refresh_from_db()
    assert letter.given_up_at == NOW
    assert letter.last_error == "550 No such user"


@pytest.mark.django_db
def test_an_address_refused_for_now_is_tried_again(refusing: Any) -> None:
    refusing(lambda: smtplib.SMTPRecipientsRefused({"a@b.vn": (451, b"Try later")}))
    letter = put()
    send_waiting(at=NOW)
    letter.refresh_from_db()
    assert letter.given_up_at is None


@pytest.mark.django_db
def test_a_sender_that_died_lets_go_of_its_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> int:
        raise SystemExit

    put()
    with monkeypatch.context() as broken:
        broken.setattr(sending, "_send", die)
        with pytest.raises(SystemExit):
            send_waiting(at=NOW)
    assert send_waiting(at=NOW + timedelta(minutes=1)) == 0
    assert send_waiting(at=NOW + timedelta(minutes=11)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_letter_once(tmp_path: Path) -> None:
    for number in range(12):
        put(str(number))
    with shared(tmp_path):
        told = race(*[lambda: send_waiting(at=NOW)] * 3)
        left = alone(lambda: Mail.objects.filter(sent_at=None).count())
    assert sum(told) == 12, told
    assert left == 0
    assert len(mail.outbox) == 12


@pytest.mark.django_db
def test_mail_of_the_application_goes_through_the_outbox(settings: Any) -> None:
    way = get_connection("caitien.notices.backend.Outbox")
    headers = {"X-Caitien-Once": "loi-moi:1"}
    for _ in range(2):
        EmailMessage("Mời", "Nội dung", to=["a@b.vn"], headers=headers, connection=way).send()
    assert mail.outbox == []
    assert Mail.objects.count() == 1
    settings.MAIL_HOST = ""
    assert way.send_messages([EmailMessage("Mời", "x", to=["a@b.vn"])]) == 0
    assert Mail.objects.count() == 1


def test_one_digest_a_day_at_most_for_each_person(cast: Cast) -> None:
    tell(cast)
    tell(cast, text="Kế hoạch được trả lại")
    assert queue_digests(at=NOW) == 1
    tell(cast, text="Thêm một việc", at=NOW + timedelta(minutes=5))
    for hours in (0.2, 1, 5):
        assert queue_digests(at=NOW + timedelta(hours=hours)) == 0
    assert queue_digests(at=NOW + timedelta(days=1)) == 1
    send_waiting(at=NOW + timedelta(days=1))
    first, second = (letter.body for letter in mail.outbox)
    assert "Có góp ý mới" in first
    assert "được trả lại" in first
    assert "Thêm một việc" in second
    assert "Có góp ý mới" not in second, "a message is in one letter only"


def test_nobody_gets_a_letter_each_day_until_the_end_of_time(cast: Cast) -> None:
    tell(cast)
    sent = [queue_digests(at=NOW + timedelta(days=day)) for day in range(30)]
    assert sum(sent) == 1


def test_no_reminder_goes_out_at_night(cast: Cast) -> None:
    tell(cast)
    for hour in (21, 22, 0, 3, 5):
        at = datetime(2026, 11, 20, (hour - 7) % 24, 30, tzinfo=UTC)
        assert queue_digests(at=at + timedelta(days=1)) == 0
    evening = datetime(2026, 11, 20, 13, 59, tzinfo=UTC)
    assert queue_digests(at=evening) == 1
    put("loi-moi")
    assert send_waiting(at=NIGHT) == 1, "an invitation does, a reminder does not"
    assert mail.outbox[0].subject == "Mời họp"
    morning = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
    assert send_waiting(at=morning) == 1


def test_what_was_read_is_not_mailed(cast: Cast) -> None:
    tell(cast)
    mark_read(user=cast.teacher, at=NOW)
    assert queue_digests(at=NOW) == 0


def test_who_wants_no_letter_or_left_gets_none(cast: Cast, settings: Any) -> None:
    for part in ("teacher", "head", "deputy", "viewer"):
        tell(cast, part)
    choose_mail(user=cast.teacher, daily=False)
    cast.head.is_active = False
    cast.head.save()
    cast.deputy.is_demo = True
    cast.deputy.save()
    assert queue_digests(at=NOW) == 1
    assert Mail.objects.get().to == cast.viewer.email
    settings.MAIL_HOST = ""
    assert queue_digests(at=NOW + timedelta(days=1)) == 0


def test_many_messages_are_one_letter_of_twenty_lines(cast: Cast, settings: Any) -> None:
    settings.HOSTS = ["caitien.example.vn"]
    settings.SECURE = True
    for number in range(25):
        tell(cast, text=f"Việc {number}")
    queue_digests(at=NOW)
    body = Mail.objects.get().body
    assert body.count("- Việc") == 20
    assert "và 5 thông báo khác" in body
    assert "https://caitien.example.vn/thong-bao/" in body


def test_letters_to_many_cost_a_few_queries_and_none_each_once_they_are_written(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    parts = [part for part, user in cast.users.items() if user.is_active]
    for part in parts:
        tell(cast, part)
    assert queue_digests(at=NOW) == len(parts)
    with django_assert_max_num_queries(3):
        assert queue_digests(at=NOW + timedelta(minutes=1)) == 0
    with django_assert_max_num_queries(5):  # the next day, nothing new
        assert queue_digests(at=NOW + timedelta(days=1)) == 0


@pytest.mark.django_db
def test_old_letters_do_not_pile_up_and_a_waiting_one_stays() -> None:
    from caitien.config import rounds

    for name, days in (("cho", 200), ("gui", 150), ("thoi", 120), ("moi", 10)):
        put(name, at=NOW - timedelta(days=days))
    Mail.objects.filter(once="gui").update(sent_at=NOW)
    Mail.objects.filter(once="thoi").update(given_up_at=NOW)
    assert forget_old(at=NOW) == 2
    assert forget_old(at=NOW) == 0
    assert set(Mail.objects.values_list("once", flat=True)) == {"cho", "moi"}
    assert rounds.forget_old_letters in rounds.JOBS


@pytest.mark.django_db
def test_a_letter_given_up_keeps_no_text(refusing: Any) -> None:
    refusing(lambda: smtplib.SMTPRecipientsRefused({"a@b.vn": (550, b"No such user")}))
    letter = put()
    send_waiting(at=NOW)
    letter.refresh_from_db()
    assert letter.given_up_at
    assert letter.body == ""


# -- pages --------------------------------------------------------------------------------------
def test_messages_are_listed_latest_first_and_marked(cast: Cast) -> None:
    for number in range(30):
        tell(cast, text=f"Việc số {number}.", at=NOW + timedelta(minutes=number))
    tell(cast, "head", "Chuyện riêng của cô hiệu trưởng")
    browser = cast.client(cast.teacher)
    page = browser.get(reverse("notices"))
    assert len(page.context["page"]) == 25
    html = page.content.decode()
    assert html.index("Việc số 29.") < html.index("Việc số 28.")
    assert "Chuyện riêng" not in html
    done = browser.post(reverse("notices-read"), follow=True).content.decode()
    assert "Đã đánh dấu 30 thông báo" in done
    assert Notice.objects.filter(user=cast.head, read_at=None).count() == 1
    empty = browser.get(reverse("notices"), {"loc": "chua-xem"}).content.decode()
    assert "Không còn thông báo nào chưa xem" in empty


def test_a_message_of_somebody_else_is_out_of_reach(cast: Cast) -> None:
    tell(cast, "head")
    other = Notice.objects.get()
    browser = cast.client(cast.teacher)
    for given in (str(other.pk), "0", "²", "9" * 40, "abc"):
        assert browser.post(reverse("notices-read"), {"mot": given}).status_code == 404
    other.refresh_from_db()
    assert other.read_at is None


@pytest.mark.parametrize("url", ["//xau.example/", "https://xau.example/", "/\\xau.example", ""])
def test_a_message_leads_nowhere_foreign(cast: Cast, url: str) -> None:
    notify(users=[cast.teacher], organisation=cast.school, kind="x", text="x", url=url, at=NOW)
    browser = cast.client(cast.teacher)
    done = browser.post(reverse("notices-read"), {"mot": str(Notice.objects.get().pk)})
    assert done.url == reverse("notices")


def test_the_count_in_the_frame_costs_one_query_and_only_when_shown(
    cast: Cast, rf: Any, django_assert_num_queries: Any
) -> None:
    from caitien.notices.context import frame

    tell(cast)
    tell(cast, text="hai")
    request = rf.get("/")
    request.user = cast.teacher
    with django_assert_num_queries(0):
        known = frame(request)
    with django_assert_num_queries(1):
        assert bool(known["unread"])
        assert str(known["unread"]) == "2"
    from django.contrib.auth.models import AnonymousUser

    request.user = AnonymousUser()
    assert frame(request) == {}


def test_who_keeps_an_important_door_is_known(cast: Cast, rf: Any) -> None:
    from caitien.notices.context import frame

    for part, guards in (("head", True), ("admin", True), ("office_admin", True),
                         ("keeper", True), ("teacher", False), ("officer", False)):  # fmt: skip
        request = rf.get("/")
        request.user = cast.users[part]
        assert bool(frame(request)["guards"]) is guards, part


def test_the_choice_of_the_daily_letter_is_kept(cast: Cast) -> None:
    browser = cast.client(cast.teacher)
    assert "Thôi nhận thư tóm tắt" in browser.get(reverse("notices")).content.decode()
    browser.post(reverse("notices-mail"), {"nhan": "0"})
    page = browser.get(reverse("notices")).content.decode()
    assert "đang không nhận thư tóm tắt" in page
    browser.post(reverse("notices-mail"), {"nhan": "1"})
    assert "Thôi nhận thư tóm tắt" in browser.get(reverse("notices")).content.decode()


@pytest.mark.parametrize(
    ("part", "status"),
    [("head", 200), ("admin", 200), ("secretary", 403), ("teacher", 403), ("stranger", 404)],
)
def test_who_may_try_the_mail(cast: Cast, part: str, status: int) -> None:
    browser = cast.client(cast.users[part])
    address = reverse("mail-check", args=[cast.school.slug])
    assert browser.get(address).status_code == status
    assert browser.post(address).status_code == status
    assert len(mail.outbox) == (1 if status == 200 else 0)


def test_the_test_letter_goes_to_oneself_and_shows_the_servers_own_answer(
    cast: Cast, refusing: Any
) -> None:
    browser = cast.client(cast.head)
    address = reverse("mail-check", args=[cast.school.slug])
    page = browser.post(address, {"to": "nguoi.khac@example.vn"}).content.decode()
    assert mail.outbox[0].to == [cast.head.email]
    assert "đã nhận thư" in page
    refusing(lambda: smtplib.SMTPAuthenticationError(535, b"5.7.8 Bad <credentials>"))
    page = browser.post(address).content.decode()
    assert "Chưa gửi được thư" in page
    assert "535 5.7.8 Bad &lt;credentials&gt;" in page
    assert [browser.post(address).status_code for _ in range(4)][-1] == 429


def test_without_a_mail_server_the_page_says_so(cast: Cast, settings: Any) -> None:
    settings.MAIL_HOST = ""
    browser = cast.client(cast.head)
    page = browser.get(reverse("mail-check", args=[cast.school.slug])).content.decode()
    assert "chưa được nối với dịch vụ thư" in page
    assert "chưa gửi được thư" in browser.get(reverse("notices")).content.decode()


def test_a_stranger_reads_no_messages(cast: Cast) -> None:
    browser: Client = cast.client()
    for name in ("notices", "notices-read", "notices-mail"):
        assert browser.post(reverse(name)).status_code == 302
