"""Pages for what went wrong: what happened, what was kept, what to do."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from caitien.ui.middleware import open_to_all


class Words(NamedTuple):
    """The words of a status: a title, what happened and what to do."""

    title: str
    message: str


WORDS: dict[int, Words] = {
    400: Words(
        "Chưa hiểu được yêu cầu",
        "Thông tin gửi lên bị thiếu hoặc sai nên chưa có gì thay đổi. "
        "Hãy quay lại trang trước, tải lại trang rồi làm lại.",
    ),
    403: Words(
        "Thầy, cô chưa có quyền làm việc này",
        "Chưa có gì thay đổi. Nếu đây là việc được giao, hãy nhờ hiệu trưởng hoặc người quản trị "
        "của đơn vị cấp quyền.",
    ),
    404: Words(
        "Không tìm thấy trang",
        "Địa chỉ có thể đã chép thiếu, nội dung đã được chuyển đi, hoặc thầy, cô không có "
        "phần việc ở đó. Hãy bắt đầu lại từ trang đầu.",
    ),
    405: Words(
        "Không mở thẳng được địa chỉ này",
        "Địa chỉ này chỉ dùng để gửi thông tin. Chưa có gì thay đổi. Hãy quay lại trang trước.",
    ),
    409: Words(
        "Có người vừa sửa trước",
        "Nội dung đã được người khác sửa trong lúc thầy, cô đang làm, nên lần gửi này chưa được "
        "ghi. Hãy quay lại, xem bản mới nhất rồi sửa tiếp.",
    ),
    413: Words(
        "Nội dung gửi lên quá lớn",
        "Chưa có gì được lưu. Hãy chọn tệp nhỏ hơn hoặc gửi từng tệp một.",
    ),
    429: Words(
        "Thử lại sau ít phút",
        "Có quá nhiều lần thử trong thời gian ngắn nên máy chủ tạm dừng để giữ an toàn. "
        "Hãy đợi ít phút rồi thử lại.",
    ),
}
_CSRF = Words(
    "Trang đã mở quá lâu",
    "Để giữ an toàn, máy chủ chưa nhận lần gửi này và chưa có gì thay đổi. Hãy quay lại trang "
    "trước, tải lại trang rồi gửi lại; nếu vẫn gặp, hãy cho phép trình duyệt dùng cookie.",
)
#: what every status above 400 that has no words of its own says
_OTHER = Words(
    "Việc này chưa làm được", "Chưa có gì thay đổi. Hãy quay lại trang trước và thử lại."
)


def wants_data(request: HttpRequest) -> bool:
    """Whether our own JavaScript asks, which wants JSON instead of a page."""
    return "X-Caitien" in request.headers


def _back(request: HttpRequest) -> str:
    """The page the person came from, where it is one of ours and not this one."""
    came = request.headers.get("Referer", "")
    try:
        host, here = request.get_host(), request.build_absolute_uri()
    except DisallowedHost:
        return ""
    ours = url_has_allowed_host_and_scheme(came, {host}, require_https=request.is_secure())
    return came if ours and came != here else ""


def answer(
    request: HttpRequest,
    status: int,
    *,
    title: str = "",
    message: str = "",
    data: dict[str, Any] | None = None,
) -> HttpResponse:
    """What went wrong, as a page; as JSON for our JavaScript, as plain words for htmx."""
    words = WORDS.get(status, _OTHER)
    told = {"title": title or words.title, "message": message or words.message, "status": status}
    if wants_data(request):
        return JsonResponse({**(data or {}), **told}, status=status)
    if "HX-Request" in request.headers:
        return HttpResponse(
            told["message"], status=status, content_type="text/plain; charset=utf-8"
        )
    return render(request, "ui/error.html", {**told, "back": _back(request)}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 where more was sent than is taken."""
    return answer(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a member without the right."""
    return answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing there, or nothing for this person."""
    return answer(request, 404)


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without its token, mostly from a page that stood open over night."""
    return answer(request, 403, title=_CSRF.title, message=_CSRF.message)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without the request, so that it cannot fail again."""
    return HttpResponse(render_to_string("ui/server_error.html"), status=500)
