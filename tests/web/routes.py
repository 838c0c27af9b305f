"""Who may do what at which address: written by hand from the roles and what each view is for.

A row says: for the people in `allowed` the answer is `get` (and `post`); other members of the place
get 403, everybody else 404, and who has not signed in is sent to the sign-in page. `but` names the
exceptions. A method a row has no status for is refused with 405.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# -- people, by what the school lets them do ------------------------------------------------------
MEMBERS = "admin head deputy secretary council supervisor teacher viewer reviewer"
STAFF = "admin head deputy secretary council supervisor teacher"
OFFICE_STAFF = "admin head deputy secretary"
WRITERS = "head deputy secretary"
COMMENTERS = "head deputy secretary council supervisor"
ISSUERS = "head secretary"
READS_AUDIT = "admin head deputy"
MANAGERS = "admin head"
CLOSERS = "head deputy"
HEAD = "head"
NO_ONE = ""
# -- of the office
OFFICERS = "officer office_admin"
OFFICE_ADMIN = "office_admin"
KEEPER = "keeper"

#: where an address lies → who belongs there (and so gets 403, not 404)
PLACES = {
    "school": MEMBERS,
    "office": OFFICERS,
    "keeper": KEEPER,
    "user": "",
    "open": "",
}


@dataclass(frozen=True)
class Row:
    """One address (or one kind of object at it) and what people get there."""

    name: str
    where: str
    allowed: str = ""
    get: int | None = 200
    post: int | None = None
    #: parts of the address as "part=thing of the world", with ":" a plain word
    at: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    #: who may POST, where it is fewer than may GET
    posters: str | None = None
    but: dict[str, int] = field(default_factory=dict)
    #: the body is sent as JSON by the page's script
    script: bool = False
    nobody: int = 302

    def __str__(self) -> str:
        return f"{self.name} {self.at}".strip()

    def methods(self) -> Iterator[tuple[str, int | None, str]]:
        """GET and POST, each with its status for those allowed, and who they are."""
        yield "GET", self.get, self.allowed
        yield "POST", self.post, self.allowed if self.posters is None else self.posters


def school(name: str, allowed: str, at: str = "", **more: Any) -> Row:
    """A row inside the cast's school."""
    return Row(name, "school", allowed, at=f"slug=school {at}".strip(), **more)


def action(name: str, allowed: str, at: str = "", post: int = 302, **more: Any) -> Row:
    """A row that only takes POST, inside the cast's school."""
    return school(name, allowed, at, get=None, post=post, **more)


def office(name: str, allowed: str, at: str = "", **more: Any) -> Row:
    """A row inside the cast's office."""
    return Row(name, "office", allowed, at=f"slug=office {at}".strip(), **more)


_PLAN = "key=plan"
_ROW = "key=plan kind=:action uid=row"
_FILE = "key=import number=:1"
_DAY = "2026-11-20"

REPORTS = [
    Row("home", "user", get=302, but={"keeper": 200, "ended": 200, "coming": 200}),
    Row("health", "open"),
    office("office", OFFICERS),
    school("office", NO_ONE),
    school("school", MEMBERS, get=302),
    office("school", NO_ONE),
    school("overview", MEMBERS, "year=:2026"),
    office("overview", NO_ONE, "year=:2026"),
    school("mine", STAFF, "year=:2026"),
]
ACCOUNTS = [
    Row("setup", "open", get=404, post=404),
    Row("profile", "user", post=302, body={"full_name": "Tên Mới"}),
    Row("invitation", "open", post=200, at="token=token", body={"full_name": "Tên Mới"}),
    Row("notices", "user"),
    Row("notices-read", "user", get=None, post=302),
    Row("notices-mail", "user", get=None, post=302),
    Row("leave-others", "user", post=200),
    school("mail-check", MANAGERS, post=200),
    office("mail-check", OFFICE_ADMIN, post=200),
]
SCHOOL = [
    school("school-settings", MEMBERS),
    office("school-settings", NO_ONE),
    school("school-edit", MANAGERS, post=302),
    school("site-add", MANAGERS, post=302, body={"name": "Điểm trường Núi", "once": "a"}),
    school("site-edit", MANAGERS, "site=site", post=302, body={"name": "Điểm trường Núi"}),
    action("site-close", MANAGERS, "site=site", body={"dong-on": _DAY}),
    school("school-change", MANAGERS, "verb=:doi-ten", post=200),
    school("school-change", MANAGERS, "verb=:cap-hoc", post=200),
    school("school-change", MANAGERS, "verb=:sap-nhap", get=404, post=404),
    school("staff", STAFF),
    office("staff", OFFICERS),
    school("staff-add", OFFICE_STAFF, post=302, body={"full_name": "Người Mới", "once": "a"}),
    office("staff-add", OFFICE_ADMIN, post=302, body={"full_name": "Người Mới", "once": "a"}),
    school("staff-export", STAFF),
    school("staff-import", OFFICE_STAFF, post=200),
    school("staff-template", OFFICE_STAFF),
    action("staff-import-apply", OFFICE_STAFF),
    school("staff-person", STAFF, "key=person"),
    office("staff-person", OFFICERS, "key=office_person"),
    school("staff-edit", OFFICE_STAFF, "key=person", post=302, body={"full_name": "Tên Sửa"}),
    action("staff-rights-end", MANAGERS, "key=person"),
    action("staff-leave", OFFICE_STAFF, "key=person", body={"thoi-on": _DAY}),
    action("staff-return", OFFICE_STAFF, "key=person", body={"lai-on": _DAY}),
    action(
        "staff-post",
        OFFICE_STAFF,
        "key=person",
        body={"cu-name": "Tổ phó", "cu-from_on": "2020-01-01", "cu-until_on": "2021-01-01"},
    ),
    school("units", STAFF),
    office("units", OFFICERS),
    action("unit-add", OFFICE_STAFF, body={"name": "Tổ Mới", "kind": "to_chuyen_mon"}),
    school("unit-edit", OFFICE_STAFF, "pk=unit", post=302, body={"name": "Tổ", "kind": "cmhs"}),
    action("unit-step", OFFICE_STAFF, "pk=unit verb=:len"),
    action("unit-step", OFFICE_STAFF, "pk=unit verb=:ngung"),
    action("unit-step", OFFICE_STAFF, "pk=unit verb=:xoa"),
    action("unit-step", OFFICE_STAFF, "pk=unit verb=:khac", post=404),
    school("rights", MANAGERS),
    office("rights", OFFICE_ADMIN),
    school("rights-give", MANAGERS, post=200),
    office("rights-give", OFFICE_ADMIN, post=200),
    school("rights-table", STAFF),
    office("rights-table", OFFICERS),
    school("rights-end", MANAGERS, "pk=viewer_grant", post=302, body={"when": "now"}),
    office("rights-end", OFFICE_ADMIN, "pk=officer_grant", post=302, body={"when": "now"}),
    school("rights-account", MANAGERS, "pk=user", post=200),
    office("rights-account", OFFICE_ADMIN, "pk=officer_user", post=200),
    action("invitation-revoke", MANAGERS, "pk=invitation"),
    action("invitation-resend", MANAGERS, "pk=invitation", post=200),
    school("audit", READS_AUDIT),
    office("audit", OFFICE_ADMIN, get=302),
    office("office-audit", OFFICE_ADMIN),
    school("office-audit", READS_AUDIT),
    school("audit-file", READS_AUDIT, "kind=:csv"),
    school("audit-file", READS_AUDIT, "kind=:xlsx"),
    school("audit-file", READS_AUDIT, "kind=:exe", get=404),
    school("stored-file", OFFICE_STAFF, "key=file"),
    school("stored-file", MEMBERS, "key=paper_file"),
]
TREE = [
    office("office-schools", OFFICERS),
    school("office-schools", NO_ONE),
    office("school-new", OFFICE_ADMIN, post=200),
    school("school-new", NO_ONE, post=403),
    office("office-school", OFFICERS, "school=school", post=200, posters=OFFICE_ADMIN),
    office("office-school", OFFICERS, "school=far", get=404, post=404, posters=OFFICE_ADMIN),
    office("office-school-change", OFFICE_ADMIN, "school=school verb=:doi-ten", post=200),
    office("office-school-change", OFFICE_ADMIN, "school=school verb=:chuyen", post=200),
    office("office-school-change", OFFICE_ADMIN, "school=school verb=:sap-nhap", post=200),
    office("office-school-change", OFFICE_ADMIN, "school=school verb=:tach", post=200),
    office("office-school-change", OFFICE_ADMIN, "school=school verb=:giai-the", post=200),
    office("office-school-change", OFFICE_ADMIN, "school=far verb=:doi-ten", get=404, post=404),
    Row("office-new", "keeper", KEEPER, post=200),
    Row("keeper-accounts", "keeper", KEEPER),
    Row("keeper-account", "keeper", KEEPER, post=200, at="pk=user"),
    Row("system-audit", "keeper", KEEPER),
    Row("system-audit-file", "keeper", KEEPER, at="kind=:csv"),
    Row("system-audit-file", "keeper", KEEPER, at="kind=:xlsx"),
    Row("system-audit-file", "keeper", KEEPER, at="kind=:exe", get=404),
    Row("keeper-organisation", "keeper", KEEPER, post=200, at="slug=school"),
    Row("keeper-change", "keeper", KEEPER, post=200, at="slug=school verb=:doi-ten"),
]
PLANS = [
    school("plans", MEMBERS),
    office("plans", NO_ONE),
    school("plan-new", WRITERS, post=200),
    school("plan", MEMBERS, _PLAN),
    school("plan", MEMBERS, "key=issued"),
    school("plan-made", WRITERS, _PLAN),
    action("plan-delete", ISSUERS, _PLAN),
    action("plan-restore", ISSUERS, _PLAN),
    school("plan-crosswalk", MEMBERS, _PLAN, post=302, posters=WRITERS),
    action("plan-crosswalk-undo", WRITERS, _PLAN),
    school("plan-changes", WRITERS, _PLAN),
    school("plan-changes", NO_ONE, "key=issued"),
    school("plan-people", WRITERS, _PLAN),
    school("plan-findings", MEMBERS, _PLAN),
    school("plan-header", WRITERS, _PLAN, post=200),
    school("plan-row", WRITERS, _ROW, post=200),
    school("plan-row-history", MEMBERS, _ROW),
    action(
        "plan-save",
        WRITERS,
        _PLAN,
        post=200,
        script=True,
        nobody=401,
        body={
            "kind": "action",
            "uid": "{row}",
            "field": "content",
            "base": "{row_content}",
            "value": "Mở thêm góc đọc ở mỗi lớp",
        },
    ),
    action(
        "plan-paste",
        WRITERS,
        _PLAN,
        post=200,
        script=True,
        nobody=401,
        body={"kind": "action", "fields": ["content"], "rows": [["Dán vào"]], "once": "d"},
    ),
    action("plan-mend", WRITERS, _PLAN, body={"fingerprint": "x"}),
    action("plan-dismiss", WRITERS, _PLAN, body={"fingerprint": "x", "reason": "Đã biết"}),
    action("plan-row-add", WRITERS, _PLAN, body={"kind": "action", "once": "a"}),
    action("plan-row-delete", WRITERS, _ROW),
    action("plan-row-undo", WRITERS, _ROW, body={"line": "1"}),
    action("plan-row-restore", WRITERS, _ROW),
    action("plan-row-move", WRITERS, _ROW),
    school("plan-read", MEMBERS, _PLAN),
    school("plan-preview", MEMBERS, _PLAN),
    school("plan-preview-page", MEMBERS, "key=plan number=:1"),
    school("plan-preview-page", MEMBERS, "key=plan number=:999", get=404),
    school("plan-pdf", MEMBERS, _PLAN),
    school("plan-docx", MEMBERS, _PLAN),
    school(
        "plan-comments",
        MEMBERS,
        _PLAN,
        post=302,
        posters=COMMENTERS,
        body={"text": "Nên ghi rõ hơn", "once": "a"},
    ),
    action("plan-comment-settle", COMMENTERS, "key=plan number=comment"),
]
LIFE = [
    school("plan-life", MEMBERS, _PLAN),
    school("plan-life", MEMBERS, "key=issued"),
    action("plan-step", WRITERS, "key=plan step=:open_review"),
    action("plan-step", WRITERS, "key=plan step=:close_review"),
    action("plan-step", WRITERS, "key=plan step=:submit"),
    action("plan-step", WRITERS, "key=submitted step=:withdraw"),
    action("plan-step", HEAD, "key=submitted step=:send_back", body={"note": "Sửa lại"}),
    action("plan-step", HEAD, "key=submitted step=:approve"),
    action("plan-step", HEAD, "key=approved step=:reopen", body={"note": "Sửa lại"}),
    action("plan-step", CLOSERS, "key=issued step=:close", body={"note": "Hết năm học"}),
    action("plan-step", MEMBERS, "key=approved step=:issue", post=404),
    action("plan-step", MEMBERS, "key=plan step=:khac", post=404),
    school("plan-issue", ISSUERS, "key=approved", post=200),
    action("plan-send", ISSUERS, "key=issued", body={"office": "{office_pk}"}),
    action("plan-send", ISSUERS, "key=plan", post=404, body={"office": "{office_pk}"}),
    action("plan-publish", ISSUERS, "key=issued"),
    action("plan-unpublish", ISSUERS, "key=issued"),
    office("deliveries", OFFICERS),
    school("deliveries", NO_ONE),
    office("delivery-pdf", OFFICERS, "number=delivery"),
    office("delivery-receive", OFFICERS, "number=delivery", get=None, post=302),
    office(
        "delivery-return",
        OFFICERS,
        "number=delivery",
        get=None,
        post=302,
        body={"reason": "Thiếu chỉ tiêu"},
    ),
    Row("public-plan", "open", at="key=public"),
    Row("public-plan-pdf", "open", at="key=public"),
]
EXCHANGE = [
    school("imports", OFFICE_STAFF, post=400),
    school("import", OFFICE_STAFF, "key=import"),
    school("import-progress", OFFICE_STAFF, "key=import"),
    school("import-preview", OFFICE_STAFF, "key=import", post=302),
    school("import-desk", OFFICE_STAFF, _FILE),
    school("import-desk-findings", OFFICE_STAFF, _FILE),
    school("import-page", OFFICE_STAFF, "key=import number=:1 page=:1"),
    action("import-drop", OFFICE_STAFF, "key=import"),
    action("import-again", OFFICE_STAFF, "key=import"),
    action("import-reopen", OFFICE_STAFF, "key=import"),
    action("import-apply", WRITERS, "key=import", post=400),
    action("import-undo", WRITERS, "key=import"),
    action("import-desk-save", OFFICE_STAFF, _FILE),
    action("import-desk-seen", OFFICE_STAFF, _FILE),
]
#: pages of django-allauth; 302 asks for the password once more, or goes where one is wanted
ALLAUTH = [
    Row("account_login", "user", get=302, post=302, nobody=200),
    Row("account_logout", "user", post=302),
    Row("account_inactive", "open"),
    Row("account_reauthenticate", "user", post=200),
    Row("account_change_password", "user", post=200),
    Row("account_set_password", "user", get=302, post=302),
    Row("account_reset_password", "open", post=200),
    Row("account_reset_password_done", "open"),
    Row("account_reset_password_from_key_done", "open"),
    Row("account_reset_password_from_key", "open", post=200, at="uidb36=:1 key=:x-y"),
    Row("mfa_login_webauthn", "user", get=302, post=302),
    Row("mfa_index", "user"),
    Row("mfa_authenticate", "user", get=302, post=302),
    Row("mfa_reauthenticate", "user", get=302, post=302),
    Row("mfa_activate_totp", "user", get=302, post=302),
    Row("mfa_deactivate_totp", "user", get=404, post=404),
    Row("mfa_view_recovery_codes", "user", get=404),
    Row("mfa_generate_recovery_codes", "user", get=302, post=302),
    Row("mfa_download_recovery_codes", "user", get=404, post=404),
    Row("mfa_list_webauthn", "user"),
    Row("mfa_add_webauthn", "user", get=302, post=302),
    Row("mfa_reauthenticate_webauthn", "user", get=302, post=302),
    Row("mfa_remove_webauthn", "user", get=302, post=302, at="pk=:1"),
    Row("mfa_edit_webauthn", "user", get=302, post=302, at="pk=:1"),
]
TABLE = [*REPORTS, *ACCOUNTS, *SCHOOL, *TREE, *PLANS, *LIFE, *EXCHANGE, *ALLAUTH]
