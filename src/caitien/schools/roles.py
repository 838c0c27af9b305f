"""Roles and what each may do: the one capability table."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """A role somebody has in a school or an office, for a time."""

    ADMIN = "quan_tri", "Quản trị"
    HEAD = "hieu_truong", "Hiệu trưởng"
    DEPUTY = "pho_hieu_truong", "Phó hiệu trưởng"
    SECRETARY = "thu_ky", "Thư ký"
    COUNCIL = "hoi_dong", "Thành viên hội đồng"
    SUPERVISOR = "giam_sat", "Giám sát"
    TEACHER = "giao_vien", "Giáo viên, nhân viên"
    VIEWER = "xem", "Người xem"
    REVIEWER = "tham_dinh", "Thành viên đoàn ngoài (có thời hạn)"
    OFFICE_ADMIN = "quan_tri_don_vi", "Quản trị cơ quan quản lý"
    OFFICER = "chuyen_vien", "Chuyên viên cơ quan quản lý"


#: roles that are given in a school, and in an office above schools
SCHOOL_ROLES = (
    Role.ADMIN,
    Role.HEAD,
    Role.DEPUTY,
    Role.SECRETARY,
    Role.COUNCIL,
    Role.SUPERVISOR,
    Role.TEACHER,
    Role.VIEWER,
    Role.REVIEWER,
)
OFFICE_ROLES = (Role.OFFICE_ADMIN, Role.OFFICER)

#: capability → roles of the SCHOOL that have it. Every capability of a view stands here.
CAPABILITIES: dict[str, frozenset[Role]] = {
    # -- the school itself
    "school.view": frozenset(SCHOOL_ROLES),
    "school.manage": frozenset({Role.ADMIN, Role.HEAD}),
    "staff.view": frozenset(SCHOOL_ROLES) - {Role.VIEWER, Role.REVIEWER},
    "staff.manage": frozenset({Role.ADMIN, Role.HEAD, Role.DEPUTY, Role.SECRETARY}),
    "roles.manage": frozenset({Role.ADMIN, Role.HEAD}),
    "audit.view": frozenset({Role.ADMIN, Role.HEAD, Role.DEPUTY}),
    # -- files in
    "import.use": frozenset({Role.ADMIN, Role.HEAD, Role.DEPUTY, Role.SECRETARY}),
    # -- plans
    "plan.view": frozenset(SCHOOL_ROLES),
    "plan.create": frozenset({Role.HEAD, Role.DEPUTY, Role.SECRETARY}),
    "plan.edit": frozenset({Role.HEAD, Role.DEPUTY, Role.SECRETARY}),
    "plan.delete": frozenset({Role.HEAD, Role.SECRETARY}),
    "plan.comment": frozenset(
        {Role.HEAD, Role.DEPUTY, Role.SECRETARY, Role.COUNCIL, Role.SUPERVISOR}
    ),
    "plan.review": frozenset({Role.HEAD, Role.DEPUTY, Role.SECRETARY}),
    "plan.submit": frozenset({Role.HEAD, Role.DEPUTY, Role.SECRETARY}),
    "plan.approve": frozenset({Role.HEAD}),
    "plan.issue": frozenset({Role.HEAD, Role.SECRETARY}),
    "plan.send": frozenset({Role.HEAD, Role.SECRETARY}),
    "plan.publish": frozenset({Role.HEAD, Role.SECRETARY}),
    "plan.close": frozenset({Role.HEAD, Role.DEPUTY}),
    "mine.view": frozenset(SCHOOL_ROLES) - {Role.VIEWER, Role.REVIEWER},
}

#: capability → roles of an OFFICE, over the office itself
OFFICE_CAPABILITIES: dict[str, frozenset[Role]] = {
    "office.view": frozenset(OFFICE_ROLES),
    "office.manage": frozenset({Role.OFFICE_ADMIN}),
    "school.create": frozenset({Role.OFFICE_ADMIN}),
    "staff.view": frozenset(OFFICE_ROLES),
    "staff.manage": frozenset({Role.OFFICE_ADMIN}),
    "roles.manage": frozenset({Role.OFFICE_ADMIN}),
    "audit.view": frozenset({Role.OFFICE_ADMIN}),
    "delivery.view": frozenset(OFFICE_ROLES),
    "delivery.answer": frozenset(OFFICE_ROLES),
}


def capabilities_of(roles: frozenset[Role], *, office: bool) -> frozenset[str]:
    """What these roles together may do in a school, or in an office."""
    table = OFFICE_CAPABILITIES if office else CAPABILITIES
    return frozenset(name for name, holders in table.items() if holders & roles)
