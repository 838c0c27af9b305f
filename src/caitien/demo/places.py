"""The demo's offices, schools and people. All of them are made up."""

from __future__ import annotations

from dataclasses import dataclass

from caitien.schools.models import Organisation
from caitien.schools.roles import Role

Kind = Organisation.Kind

PASSWORD = "minh-hoa-2026"  # noqa: S105 - printed for everybody; opens demo schools only


@dataclass(frozen=True, slots=True)
class School:
    """A demo school: its file, and how far its plan of this year has come (a step of the machine).

    `level` is the id of its level of education; `reach` the last state taken, "" for a draft.
    """

    slug: str
    name: str
    short: str
    code: str
    place: str
    level: str
    office: str
    file: str
    reach: str
    head: str
    deputy: str
    secretary: str
    staff: tuple[tuple[str, str, str], ...]


OFFICES = (
    ("so-minh-hoa", Kind.DEPARTMENT, "Sở Giáo dục và Đào tạo Minh Họa", None),
    ("phuong-tan-loc", Kind.WARD, "Ủy ban nhân dân phường Tân Lộc", "so-minh-hoa"),
    ("xa-ha-lam", Kind.COMMUNE, "Ủy ban nhân dân xã Hạ Lam", "so-minh-hoa"),
)

_COMMON = (
    ("Tạ Thị Ngân Hà", "Tổ trưởng chuyên môn", "Tổ chuyên môn 1"),
    ("Khúc Văn Đại", "Tổ trưởng chuyên môn", "Tổ chuyên môn 2"),
    ("Lương Thị Mơ", "Giáo viên", "Tổ chuyên môn 1"),
    ("Chu Đình Tuệ", "Giáo viên", "Tổ chuyên môn 2"),
    ("Phùng Thị Sen", "Kế toán", "Tổ văn phòng"),
    ("Bạch Văn Lễ", "Nhân viên thư viện", "Tổ văn phòng"),
    ("Đinh Thị Tố Loan", "Chủ tịch Công đoàn", "Công đoàn"),
    ("Quách Tiến Dũng", "Tổng phụ trách Đội", "Đoàn, Đội"),
)

SCHOOLS = (
    School(
        slug="mam-non-hoa-cau",
        name="Trường Mầm non Hoa Cau",
        short="MN Hoa Cau",
        code="MNHC",
        place="Tân Lộc",
        level="mam_non",
        office="phuong-tan-loc",
        file="chin-cot-mam-non.docx",
        reach="",
        head="Vi Thị Thảo",
        deputy="Lò Thị Xuyến",
        secretary="Hà Thị Nguyệt",
        staff=_COMMON,
    ),
    School(
        slug="tieu-hoc-suoi-truc",
        name="Trường Tiểu học Suối Trúc",
        short="TH Suối Trúc",
        code="THST",
        place="Tân Lộc",
        level="tieu_hoc",
        office="phuong-tan-loc",
        file="chin-cot-tieu-hoc.docx",
        reach="cho_duyet",
        head="Đoàn Thị Vân Khánh",
        deputy="Ma Văn Thịnh",
        secretary="Nông Thị Bích",
        staff=_COMMON,
    ),
    School(
        slug="thcs-doi-thong",
        name="Trường Trung học cơ sở Đồi Thông",
        short="THCS Đồi Thông",
        code="THCSĐT",
        place="Tân Lộc",
        level="thcs",
        office="phuong-tan-loc",
        file="chin-cot-thcs.pdf",
        reach="da_ban_hanh",
        head="Tống Quang Lâm",
        deputy="Nghiêm Thị Thoa",
        secretary="Thân Văn Cảnh",
        staff=_COMMON,
    ),
    School(
        slug="thpt-go-phuong",
        name="Trường THPT Gò Phượng",
        short="THPT Gò Phượng",
        code="THPTGP",
        place="Gò Phượng",
        level="thpt",
        office="so-minh-hoa",
        file="mau-rieng-thpt.docx",
        reach="tra_lai",
        head="Võ Hoàng Sơn Ca",
        deputy="Mạc Thị Hậu",
        secretary="Doãn Quốc Bình",
        staff=_COMMON,
    ),
    School(
        slug="thcs-cau-ngoi",
        name="Trường Trung học cơ sở Cầu Ngói",
        short="THCS Cầu Ngói",
        code="THCSCN",
        place="Hạ Lam",
        level="thcs",
        office="xa-ha-lam",
        file="bieu2-thcs.docx",
        reach="da_duyet",
        head="Âu Dương Hải Yến",
        deputy="Thạch Văn Sáng",
        secretary="Kim Thị Ngọc Lan",
        staff=_COMMON,
    ),
)

#: part of the address before @minhhoa.vn → (role, post); one of each for every school
PARTS = (
    ("hieutruong", Role.HEAD, "Hiệu trưởng"),
    ("pho", Role.DEPUTY, "Phó hiệu trưởng"),
    ("thuky", Role.SECRETARY, "Thư ký hội đồng"),
)
