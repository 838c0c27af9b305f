"""What every page has in common: no word of another school, a strict policy, harmless methods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from caitien.accounts.models import AuditLine, Invitation
from caitien.exchange.models import Import
from caitien.plans.models import Action, Comment, Delivery, IssuedPaper, Plan
from caitien.schools.models import Grant, Organisation, Person, Unit

from .asking import address, ask, send
from .routes import TABLE, Row
from .world import FAR_WORDS, SECRET_WORDS, World

pytestmark = pytest.mark.django_db
#: GET addresses that make a page or a file for the head, and those that write
PAGES = [
    row
    for row in TABLE
    if row.get == 200 and (row.where in ("open", "user") or "head" in row.allowed.split())
]
OFFICE_PAGES = [row for row in TABLE if row.get == 200 and "office_admin" in row.allowed.split()]
WRITES = [
    row
    for row in TABLE
    if row.post in (200, 302, 400)
    and row.where == "school"
    and "head" in (row.allowed if row.posters is None else row.posters).split()
]
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript: address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "script without src": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json[\"'])", re.IGNORECASE
    ),
    "something from outside": re.compile(
        r"<(?:script|link|img|iframe|source|form)\b[^>]*\b(?:src|href|action)=[\"'](?:https?:)?//",
        re.IGNORECASE,
    ),
    "error of a template": re.compile(r"\{[{%]|[%}]\}"),
}


LINES, LINES_BEFORE = "lines of the journals", "lines of the journals before"


@pytest.fixture(scope="module")
def seen(world: World) -> dict[str, Any]:
    """Every page as the head sees it; how many lines the journals had before and after."""
    before = AuditLine.objects.count()
    # not taken back: what a page writes must show
    found = {
        str(row): send(world.client("head"), "GET", address(row, world.things), row, world.things)
        for row in PAGES
    }
    return {**found, LINES_BEFORE: before, LINES: AuditLine.objects.count()}


def is_page(answer: Any) -> bool:
    """Whether an answer is a page, not a file."""
    return not answer.streaming and answer.get("Content-Type", "").startswith("text/html")


def words_of(answer: Any) -> str:
    """The words of an answer, "" for a picture or a PDF."""
    kind = answer.get("Content-Type", "")
    if answer.streaming or not kind.startswith(("text/", "application/json")):
        return ""
    return str(answer.content.decode())


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_no_page_shows_a_word_of_another_school(row: Row, seen: dict[str, Any]) -> None:
    text = words_of(seen[str(row)])
    assert [word for word in (*SECRET_WORDS, *FAR_WORDS) if word in text] == []


@pytest.mark.parametrize("row", OFFICE_PAGES, ids=str)
def test_no_page_of_the_office_shows_a_school_of_another_office(row: Row, world: World) -> None:
    answer = ask(world, "office_admin", "GET", address(row, world.things), row)
    text = words_of(answer)
    assert [word for word in FAR_WORDS if word in text] == []
    assert "Nội dung Kín Bưng" not in text  # a plan's work is the school's until it is sent


def test_nothing_a_signed_in_person_sees_is_kept_for_the_next_at_the_machine(
    seen: dict[str, Any], world: World
) -> None:
    answers = {name: one for name, one in seen.items() if not isinstance(one, int)}
    gone = world.client("stranger").get(reverse("school", args=[world.things["school"]]))
    assert gone.status_code == 404
    told = {name: one.get("Cache-Control", "") for name, one in answers.items()}
    told["a page that is not there"] = gone.get("Cache-Control", "")
    assert [name for name, words in told.items() if "private" not in words] == []
    pages = [name for name, one in answers.items() if is_page(one)]
    assert len(pages) > 30
    assert [name for name in pages if "no-store" not in told[name]] == []


SEARCHES = [
    ("staff", "", "tim", "Lạ"),
    ("staff", "", "tim", "Kín Bưng"),
    ("plans", "", "tim", "Kín Bưng"),
    ("rights", "", "tim", "Lạ"),
    ("audit", "", "tim", "Lạ"),
    ("audit", "", "tim", "Kín Bưng"),
    ("plan-people", "key=plan", "q", "Lạ"),
    ("plan-people", "key=plan", "q", "Kín Bưng"),
    ("plan-people", "key=plan", "q", ""),
    ("rights-give", "", "nguoi", "Lạ"),
]


@pytest.mark.parametrize(("name", "at", "key", "word"), SEARCHES)
def test_no_search_finds_anything_of_another_school(
    name: str, at: str, key: str, word: str, world: World
) -> None:
    row = Row(name, "school", at=f"slug=school {at}".strip())
    answer = world.client("head").get(address(row, world.things), {key: word})
    assert answer.status_code == 200
    text = answer.content.decode().replace(f'value="{word}"', "").replace(f"“{word}”", "")
    assert [one for one in SECRET_WORDS if one in text and one != word] == []
    assert "Cao Văn Thư Kín Bưng" not in text


def test_the_counters_of_a_school_count_its_own_only(world: World, undone: None) -> None:
    url = reverse("staff", args=[world.things["school"]])
    before = world.client("head").get(url).context["counts"]
    for n in range(5):
        Person.objects.create(organisation=world.cast.other_school, full_name=f"Người Kín {n}")
    assert world.client("head").get(url).context["counts"] == before


def test_an_office_is_shown_issued_plans_only(world: World) -> None:
    url = reverse("office", args=[world.things["office"]])
    answer = world.client("officer").get(url)
    text = answer.content.decode()
    issued = Plan.objects.get(key=world.things["issued"])
    draft = Plan.objects.get(key=world.things["plan"])
    assert [plan.pk for line in answer.context["lines"] for plan in line.plans if plan.school_id ==
            world.cast.school.pk] == [issued.pk]  # fmt: skip
    assert draft.key not in text


# -- what a browser is told ------------------------------------------------------------------------


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_every_answer_is_guarded(row: Row, seen: dict[str, Any]) -> None:
    answer = seen[str(row)]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] in ("SAMEORIGIN", "DENY")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    if row.name != "stored-file":
        for part in ("frame-ancestors 'self'", "base-uri 'none'", "form-action 'self'"):
            assert part in policy, part


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_no_page_holds_what_the_policy_refuses(row: Row, seen: dict[str, Any]) -> None:
    answer = seen[str(row)]
    if not is_page(answer):
        assert answer["Content-Type"].split(";")[0] in (
            "application/json", "application/pdf", "image/png", "application/octet-stream",
            "text/plain", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/csv",
        )  # fmt: skip
        return
    text = answer.content.decode()
    assert [what for what, found in INLINE.items() if found.search(text)] == []


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_every_id_of_a_page_is_there_once(row: Row, seen: dict[str, Any]) -> None:
    if is_page(seen[str(row)]):
        ids = re.findall(r'\sid="([^"]+)"', seen[str(row)].content.decode())
        assert sorted({each for each in ids if ids.count(each) > 1}) == []


@pytest.mark.parametrize("part", ["head", "nobody"])
def test_pages_of_errors_are_guarded_too(part: str, world: World) -> None:
    answer = world.client(part).get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not any(found.search(answer.content.decode()) for found in INLINE.values())


def test_cookies_are_kept_from_scripts_and_other_sites(world: World, undone: None) -> None:
    browser = Client()
    form = {"login": "head@example.vn", "password": "mat khau thu nghiem"}
    assert browser.post(reverse("account_login"), form).status_code == 302
    kept = browser.cookies["sessionid"]
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"
    browser.get(reverse("profile"))
    assert browser.cookies["csrftoken"]["samesite"] == "Lax"


# -- methods ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE"])
def test_other_methods_change_nothing(method: str, world: World, undone: None) -> None:
    before = AuditLine.objects.count()
    bad = []
    for row in {row.name: row for row in TABLE if row.where == "school"}.values():
        answer = ask(world, "head", method, address(row, world.things), row)
        allowed = (
            (200, 204, 302, 403, 404, 405) if method in ("HEAD", "OPTIONS") else (404, 403, 405)
        )
        if answer.status_code not in allowed:
            bad.append((str(row), answer.status_code))
        if method == "HEAD" and not answer.streaming and answer.content:
            bad.append((str(row), "a body"))
    assert bad == []
    assert AuditLine.objects.count() == before


def test_looking_at_pages_writes_nothing(seen: dict[str, Any]) -> None:
    assert seen[LINES] == seen[LINES_BEFORE]


@pytest.fixture(scope="module")
def strict(world: World) -> Client:
    """The head's browser where forms without a token are refused."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.cast.head, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.mark.parametrize("row", WRITES, ids=str)
def test_a_form_without_its_token_is_refused(row: Row, strict: Client, world: World) -> None:
    before = AuditLine.objects.count()
    with transaction.atomic():
        url = address(row, world.things)
        answer = send(strict, "POST", url, row, world.things)
        assert answer.status_code == 403
        assert AuditLine.objects.count() == before
        transaction.set_rollback(True)


# -- a double click --------------------------------------------------------------------------------


def _counts() -> dict[str, int]:
    """How many of everything there are."""
    kinds = (
        Plan, Action, Person, Unit, Comment, Import, Delivery, IssuedPaper, Grant, Organisation,
        Invitation,
    )  # fmt: skip
    return {kind.__name__: kind.objects.count() for kind in kinds}


def _grown(before: dict[str, int]) -> dict[str, int]:
    return {name: n - before[name] for name, n in _counts().items() if n != before[name]}


def creations(world: World) -> Iterator[tuple[str, str, str, dict[str, Any], dict[str, int]]]:
    """Forms that create: (name, at, who, body, what one sending makes)."""
    head = "head"
    new_plan = {
        "cach": "tu-dau", "buoc": "2", "kind": "annual", "year": "2026", "level": "thcs",
        "form": "bieu2_tt57", "chon": ["1.1"], "once": "mot-lan",
    }  # fmt: skip
    yield "plan-new", "", head, new_plan, {"Plan": 1, "Action": 1}
    source = world.things["plan"]
    copied = {"cach": "nam-truoc", "buoc": "2", "source": source, "year": "2027", "once": "chep"}
    rows = [str(world.things["row"])]
    yield "plan-new", "", head, {**copied, "chon": rows}, {"Plan": 1, "Action": 1}
    yield "plan-row-add", "key=plan", head, {"kind": "action", "once": "x"}, {"Action": 1}
    yield "plan-comments", "key=plan", head, {"text": "Một ý", "once": "x"}, {"Comment": 1}
    added = {"full_name": "Người Mới Một Lần", "once": "x"}
    yield "staff-add", "", head, added, {"Person": 1}
    yield "unit-add", "", head, {"name": "Tổ Một Lần", "kind": "cmhs"}, {"Unit": 1}
    yield "site-add", "", head, {"name": "Điểm Một Lần", "once": "x"}, {"Organisation": 1}
    issue = {"serial": "31", "dated": "20/11/2026", "signer": world.things["signer"],
             "recipients": "- Lưu: VT.", "seen_hash": "{hash}", "faults_seen": "on"}  # fmt: skip
    yield "plan-issue", "key=approved", head, issue, {"IssuedPaper": 1}
    given = {"person": world.things["person_without"], "role": "giao_vien"}
    yield "rights-give", "", head, given, {"Grant": 1}
    asked = {"full_name": "Khách Một Lần", "email": "khach1@example.vn", "role": "xem"}
    yield "rights-give", "", head, asked, {"Invitation": 1}
    school = {"name": "Trường Một Lần", "levels": ["thcs"], "parent": world.things["office"],
              "once": "x"}  # fmt: skip
    yield "school-new", "office", "office_admin", school, {"Organisation": 1}
    yield (
        "office-new",
        "none",
        "keeper",
        {"kind": "xa", "name": "Xã Một Lần", "once": "x"},
        {"Organisation": 1},
    )


CREATIONS = (
    "plan", "copied plan", "row", "comment", "person", "unit", "site", "issue", "right",
    "invitation", "school", "office",
)  # fmt: skip


@pytest.mark.parametrize("which", CREATIONS)
def test_a_form_sent_twice_makes_one_thing(which: str, world: World, undone: None) -> None:
    from caitien.plans.services_life import bound_hash

    world.things["person_without"] = Person.objects.get(user=world.cast.teacher).key
    Grant.objects.filter(user=world.cast.teacher).delete()
    name, at, who, body, made = list(creations(world))[CREATIONS.index(which)]
    place = {"office": "slug=office", "none": ""}.get(at, f"slug=school {at}".strip())
    url = address(Row(name, "school", at=place), world.things)
    if "seen_hash" in body:
        body["seen_hash"] = bound_hash(Plan.objects.get(key=world.things["approved"]))
    before = _counts()
    first = world.client(who).post(url, body)
    assert _grown(before) == made, first.content.decode()[:3000]
    second = world.client(who).post(url, body)
    grown = _grown(before)
    if which == "invitation":
        # the second calls the first back, so that one link works
        waiting = Invitation.objects.filter(email="khach1@example.vn", revoked_at=None)
        assert waiting.count() == 1
        return
    assert grown == made
    assert second.status_code in (200, 302)


def test_a_file_sent_twice_is_one_import(world: World, undone: None) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    url = reverse("imports", args=[world.things["school"]])
    before = Import.objects.count()
    for _ in range(2):
        file = SimpleUploadedFile("ke-hoach.txt", "KẾ HOẠCH".encode())
        answer = world.client("head").post(url, {"files": [file], "once": "mot-lan"})
        assert answer.status_code == 302
    assert Import.objects.count() == before + 1


def test_steps_taken_twice_are_taken_once(world: World, undone: None) -> None:
    from caitien.plans.services_life import bound_hash

    things, client = world.things, world.client("head")
    plan = Plan.objects.get(key=things["issued"])
    before = plan.transitions.count()
    url = reverse("plan-step", args=[things["school"], things["issued"], "close"])
    for _ in range(2):
        client.post(url, {"note": "Hết năm học", "seen_hash": bound_hash(plan)})
    assert plan.transitions.count() == before + 1


def test_a_paper_sent_or_published_twice_is_so_once(world: World, undone: None) -> None:
    things, client = world.things, world.client("head")
    Delivery.objects.filter(pk=things["delivery"]).delete()
    plan = Plan.objects.get(key=things["issued"])
    lines = AuditLine.objects.count()
    for _ in range(2):
        client.post(
            reverse("plan-send", args=[things["school"], plan.key]), {"office": things["office_pk"]}
        )
    assert Delivery.objects.filter(paper__plan=plan).count() == 1
    after = AuditLine.objects.count() - lines
    client.post(
        reverse("plan-send", args=[things["school"], plan.key]), {"office": things["office_pk"]}
    )
    assert AuditLine.objects.count() - lines == after
    key = plan.public_key
    client.post(reverse("plan-publish", args=[things["school"], plan.key]))
    assert Plan.objects.get(pk=plan.pk).public_key == key
