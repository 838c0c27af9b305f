"""Asking for an address of the table as one of the people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .routes import Row
from .world import World


def names_of_resolver() -> Iterator[tuple[str | None, str, str]]:
    """Name, pattern and module of the view of every address there is."""

    def walk(resolver: URLResolver, before: str) -> Iterator[tuple[str | None, str, str]]:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                yield from walk(one, before + str(one.pattern))
            elif isinstance(one, URLPattern):
                yield one.name, before + str(one.pattern), one.callback.__module__

    yield from walk(get_resolver(), "")


def parts_of(row: Row) -> list[tuple[str, str]]:
    """The parts of a row's address: (name, thing)."""
    return [(name, thing) for name, _, thing in (one.partition("=") for one in row.at.split())]


def address(row: Row, things: Mapping[str, Any]) -> str:
    """The address of a row with these things in it."""
    return reverse(
        row.name,
        kwargs={
            name: _plain(thing[1:]) if thing.startswith(":") else things[thing]
            for name, thing in parts_of(row)
        },
    )


def _plain(word: str) -> int | str:
    return int(word) if word.isdecimal() else word


def ask(world: World, part: str, method: str, url: str, row: Row, **headers: str) -> Any:
    """The answer; what it wrote is taken back. A redirect is not followed."""
    client = world.client(part)
    kept = SimpleCookie({name: one.value for name, one in client.cookies.items()})
    with transaction.atomic():
        answer = send(client, method, url, row, world.things, **headers)
        transaction.set_rollback(True)
    client.cookies = kept
    return answer


def send(
    client: Any, method: str, url: str, row: Row, things: Mapping[str, Any], **headers: str
) -> Any:
    """Send what a row says with this method."""
    if method == "POST":
        body = {
            name: value.format(**things) if isinstance(value, str) else value
            for name, value in row.body.items()
        }
        if row.script:
            return client.post(
                url,
                json.dumps(body),
                content_type="application/json",
                headers={"X-Caitien": "1", **headers},
            )
        return client.post(url, body, headers=headers)
    answer = client.generic(method, url, headers=headers)
    if answer.streaming:
        answer.getvalue()
    return answer
