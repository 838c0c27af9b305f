"""A refusal raised anywhere below a view becomes a page that says it; our JavaScript gets JSON."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse

from caitien.ui.errors import answer
from caitien.ui.problems import Conflict, Problem


class TellProblems:
    """Turns a Problem a view did not handle into its message with its status; nothing was saved."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; a bare 405 gets words, a NUL (no database takes one) 400."""
        if "%00" in request.META.get("QUERY_STRING", ""):
            return answer(request, 400)
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            told = answer(request, 405)
            told["Allow"] = response.get("Allow", "")
            return told
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page, JSON or words of a Problem, or of a NUL in a form; anything else goes on."""
        if isinstance(exception, DataError) and _has_nul(request):
            return answer(request, 400)
        if not isinstance(exception, Problem):
            return None
        data = None
        if isinstance(exception, Conflict):
            data = {"mine": exception.mine, "theirs": exception.theirs}
        return answer(request, exception.status, message=exception.message, data=data)


def _has_nul(request: HttpRequest) -> bool:
    """Whether a form holds what PostgreSQL takes in no text, and no person types."""
    return any("\0" in value for _, values in request.POST.lists() for value in values)
