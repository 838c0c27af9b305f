"""Every address of the room, asked by everybody."""

from __future__ import annotations

import pytest

from tests.people import Cast

from .making import address, ready

PAGES = ("", "tien-do/", "xem-truoc/", "1/", "1/nhan-xet/", "1/trang/1.png")
POSTS = ("bo/", "doc-lai/", "xem-truoc/", "nhap/", "hoan-tac/", "mo-lai/", "1/luu/", "1/da-xem/")


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("teacher", 403),
        ("council", 403),
        ("viewer", 403),
        ("reviewer", 403),
        ("stranger", 404),
        ("officer", 404),
        ("keeper", 404),
    ],
)
def test_who_may_not(cast: Cast, part: str, status: int) -> None:
    batch = ready(cast)
    client = cast.client(cast.users[part])
    assert client.get(f"/truong/{cast.school.slug}/nhap/").status_code == status
    assert client.post(f"/truong/{cast.school.slug}/nhap/").status_code == status
    for page in PAGES:
        assert client.get(address(cast, batch, page)).status_code == status, page
    for page in POSTS:
        assert client.post(address(cast, batch, page)).status_code == status, page
    before = batch.version
    batch.refresh_from_db()
    assert batch.version == before


@pytest.mark.parametrize("part", ["admin", "head", "deputy", "secretary"])
def test_who_may(cast: Cast, part: str) -> None:
    batch = ready(cast)
    client = cast.client(cast.users[part])
    assert client.get(f"/truong/{cast.school.slug}/nhap/").status_code == 200
    for page in PAGES:
        assert client.get(address(cast, batch, page)).status_code == 200, page


def test_an_administrator_may_read_files_but_not_make_plans(cast: Cast) -> None:
    batch = ready(cast)
    assert cast.client(cast.admin).post(address(cast, batch, "nhap/")).status_code == 403


def test_a_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    batch = ready(cast)
    for page in PAGES:
        answer = cast.client().get(address(cast, batch, page))
        assert answer.status_code == 302
        assert "/tai-khoan/" in answer["Location"]


def test_another_schools_import_key_is_not_found(cast: Cast) -> None:
    """A head asks with the own school's address and another school's key."""
    batch = ready(cast)
    client = cast.client(cast.stranger)
    other = f"/truong/{cast.other_school.slug}/nhap/{batch.key}/"
    for page in PAGES:
        assert client.get(other + page).status_code == 404, page
    for page in POSTS:
        assert client.post(other + page).status_code == 404, page


def test_writes_are_posts(cast: Cast) -> None:
    batch = ready(cast)
    client = cast.client(cast.head)
    for page in POSTS:
        if page != "xem-truoc/":
            assert client.get(address(cast, batch, page)).status_code == 405, page


@pytest.mark.parametrize("page", ["0/", "2/", "999999999999/", "1/?ke-hoach=9", "1/?den=0/x"])
def test_files_and_plans_there_are_none_of(cast: Cast, page: str) -> None:
    batch = ready(cast)
    assert cast.client(cast.head).get(address(cast, batch, page)).status_code == 404
