"""Addresses the frame leads to, and views that go wrong; independent of the other rooms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.http import require_POST

from caitien.ui.middleware import open_to_all
from caitien.ui.problems import Conflict, Problem
from caitien.ui.styleguide import styleguide

handler400 = "caitien.ui.errors.bad_request"
handler403 = "caitien.ui.errors.forbidden"
handler404 = "caitien.ui.errors.not_found"
handler500 = "caitien.ui.errors.server_error"


class NameForm(forms.Form):
    """One field that may be wrong."""

    name = forms.CharField(label="Họ và tên")


@open_to_all
def page(request: HttpRequest, **parts: Any) -> HttpResponse:
    """A page of the public frame with a form in it."""
    messages.success(request, "Đã lưu.")
    form = NameForm(request.POST or None)
    return render(request, "ui/public.html", {"form": form})


@open_to_all
@require_POST
def write_only(request: HttpRequest) -> HttpResponse:
    """A view that only takes what is sent."""
    return HttpResponse("đã nhận")


@open_to_all
def wrong(request: HttpRequest, kind: str) -> HttpResponse:
    """A view that refuses."""
    if kind == "problem":
        raise Problem("Chưa gửi được: kế hoạch còn thiếu ngày. Nội dung vẫn còn.")
    if kind == "conflict":
        raise Conflict("Cô Lan vừa sửa ô này.", mine="bản của tôi", theirs="bản kia")
    if kind == "forbidden":
        raise PermissionDenied
    if kind == "big":
        raise RequestDataTooBig
    if kind == "broken":
        raise RuntimeError("hỏng")
    raise Http404


def _place(route: str, name: str) -> Any:
    return path(route, page, name=name)


urlpatterns = [
    _place("", "home"),
    _place("toi/", "profile"),
    _place("thong-bao/", "notices"),
    _place("don-vi/<slug:slug>/", "office"),
    _place("don-vi/<slug:slug>/cong-van/", "deliveries"),
    _place("don-vi/<slug:slug>/truong/", "office-schools"),
    _place("truong/<slug:slug>/<int:year>/", "overview"),
    _place("truong/<slug:slug>/<int:year>/viec-cua-toi/", "mine"),
    _place("truong/<slug:slug>/nha-truong/", "school-settings"),
    _place("truong/<slug:slug>/nha-truong/nhan-su/", "staff"),
    _place("truong/<slug:slug>/ke-hoach/", "plans"),
    path("sai/<slug:kind>/", wrong),
    path("gui/", write_only),
    path("kieu-dang/", styleguide, name="styleguide"),
    path("tai-khoan/", include("allauth.urls")),
]
