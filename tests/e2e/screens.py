"""Every screen of the application: who opens it, where, and with which status it answers.

In the paths, {draft}, {waiting}, {issued}, {returned}, {approved} stand for
`truong/<slug>/ke-hoach/<key>`
of a demo school in that state, {row} and {row2} for rows of the draft, {school} for
`truong/<slug>` of the draft's school, {batch} for its import, {year} for the school year.
"""

from __future__ import annotations

from dataclasses import dataclass

SECRETARY, HEAD = "thuky.mam-non-hoa-cau", "hieutruong.mam-non-hoa-cau"
TEACHER = "giaovien.mam-non-hoa-cau"
OFFICER = "chuyenvien"


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen to look at. `part` "" is a stranger who has not signed in."""

    name: str
    part: str
    path: str
    status: int = 200


SCREENS = (
    # -- open to everybody
    Screen("đăng nhập", "", "tai-khoan/dang-nhap/"),
    Screen("thiết lập", "", "thiet-lap/?ma={code}"),
    Screen("sức khoẻ", "", "suc-khoe/"),
    Screen("quên mật khẩu", "", "tai-khoan/mat-khau/quen/"),
    Screen("đã gửi thư mật khẩu", "", "tai-khoan/mat-khau/quen/da-gui/"),
    Screen("đường dẫn mật khẩu cũ", "", "tai-khoan/mat-khau/moi/1-cu/"),
    Screen("tài khoản ngừng dùng", "", "tai-khoan/ngung-dung/"),
    Screen("trang công khai", "", "cong-khai/{public}/"),
    Screen("lời mời không còn", "", "loi-moi/khong-co/", 404),
    Screen("không tìm thấy", "", "cong-khai/khongcotrang/", 404),
    # -- the secretary of a school that writes
    Screen("tổng quan", SECRETARY, "{school}/{year}/"),
    Screen("việc của tôi", SECRETARY, "{school}/{year}/viec-cua-toi/"),
    Screen("các kế hoạch", SECRETARY, "{school}/ke-hoach/"),
    Screen("lập kế hoạch", SECRETARY, "{school}/ke-hoach/moi/"),
    Screen("bảng viết kế hoạch", SECRETARY, "{draft}/"),
    Screen("đọc kế hoạch", SECRETARY, "{draft}/xem/"),
    Screen("xem bản in", SECRETARY, "{draft}/xem-in/"),
    Screen("quá trình, bản nháp", SECRETARY, "{draft}/qua-trinh/"),
    Screen("góp ý", SECRETARY, "{draft}/gop-y/"),
    Screen("phần đầu", SECRETARY, "{draft}/phan-dau/"),
    Screen("các chỗ cần xem lại", SECRETARY, "{draft}/xem-lai/"),
    Screen("một dòng", SECRETARY, "{draft}/dong/action/{row}/"),
    Screen("lịch sử một dòng", SECRETARY, "{draft}/dong/action/{row}/lich-su/"),
    Screen("nhập từ tệp", SECRETARY, "{school}/nhap/"),
    Screen("một lần nhập", SECRETARY, "{batch}/"),
    Screen("bàn đối chiếu", SECRETARY, "{batch}/1/"),
    Screen("xem trước khi nhập", SECRETARY, "{batch}/xem-truoc/"),
    Screen("thông báo", SECRETARY, "thong-bao/"),
    Screen("trang của tôi", SECRETARY, "toi/"),
    Screen("đổi mật khẩu", SECRETARY, "tai-khoan/mat-khau/doi/"),
    Screen("đăng xuất", SECRETARY, "tai-khoan/dang-xuat/"),
    Screen("đăng nhập hai bước", SECRETARY, "tai-khoan/hai-buoc/"),
    Screen("ứng dụng tạo mã", SECRETARY, "tai-khoan/hai-buoc/ung-dung/bat/"),
    Screen("khoá truy cập", SECRETARY, "tai-khoan/hai-buoc/khoa/"),
    Screen("thêm khoá truy cập", SECRETARY, "tai-khoan/hai-buoc/khoa/them/"),
    Screen("nhà trường, thư ký", SECRETARY, "{school}/nha-truong/"),
    Screen("nhân sự, thư ký", SECRETARY, "{school}/nha-truong/nhan-su/"),
    Screen("kế hoạch bị trả lại", "thuky.thpt-go-phuong", "{returned}/"),
    Screen("góp ý về một ô", "thuky.thpt-go-phuong", "{returned}/gop-y/"),
    Screen("quá trình, trả lại", "thuky.thpt-go-phuong", "{returned}/qua-trinh/"),
    Screen("không có quyền", SECRETARY, "{school}/nha-truong/quyen/giao/", 403),
    Screen("trang cũ", SECRETARY, "{draft}/dong/action/00000000-0000-4000-8000-000000000000/", 404),
    Screen("trường khác", SECRETARY, "{issued}/", 404),
    Screen("chỉ để gửi", SECRETARY, "{draft}/luu/", 405),
    # -- heads
    Screen("tổng quan, hiệu trưởng", HEAD, "{school}/{year}/"),
    Screen("nhà trường", HEAD, "{school}/nha-truong/"),
    Screen("sửa nhà trường", HEAD, "{school}/nha-truong/sua/"),
    Screen("thêm điểm trường", HEAD, "{school}/nha-truong/diem-truong/them/"),
    Screen("nhân sự", HEAD, "{school}/nha-truong/nhan-su/"),
    Screen("thêm người", HEAD, "{school}/nha-truong/nhan-su/them/"),
    Screen("một người", HEAD, "{school}/nha-truong/nhan-su/{person}/"),
    Screen("sửa một người", HEAD, "{school}/nha-truong/nhan-su/{person}/sua/"),
    Screen("nhập nhân sự", HEAD, "{school}/nha-truong/nhan-su/nhap/"),
    Screen("tổ, bộ phận", HEAD, "{school}/nha-truong/to-bo-phan/"),
    Screen("quyền", HEAD, "{school}/nha-truong/quyen/"),
    Screen("giao quyền", HEAD, "{school}/nha-truong/quyen/giao/"),
    Screen("bảng vai trò", HEAD, "{school}/nha-truong/quyen/vai-tro/"),
    Screen("thôi giao quyền", HEAD, "{school}/nha-truong/quyen/{grant}/thoi/"),
    Screen("nhật ký", HEAD, "{school}/nha-truong/nhat-ky/"),
    Screen("chờ phê duyệt", "hieutruong.tieu-hoc-suoi-truc", "{waiting}/qua-trinh/"),
    Screen("kế hoạch chờ duyệt", "hieutruong.tieu-hoc-suoi-truc", "{waiting}/"),
    Screen("ban hành", "hieutruong.thcs-cau-ngoi", "{approved}/ban-hanh/"),
    Screen("đã ban hành", "hieutruong.thcs-doi-thong", "{issued}/qua-trinh/"),
    Screen("kế hoạch đã ban hành", "hieutruong.thcs-doi-thong", "{issued}/"),
    # -- a teacher
    Screen("tổng quan, giáo viên", TEACHER, "{school}/{year}/"),
    Screen("việc của tôi, giáo viên", TEACHER, "{school}/{year}/viec-cua-toi/"),
    Screen("các kế hoạch, giáo viên", TEACHER, "{school}/ke-hoach/"),
    Screen("kế hoạch, giáo viên", TEACHER, "{draft}/"),
    Screen("góp ý, giáo viên", TEACHER, "{draft}/gop-y/"),
    # -- an officer
    Screen("các đơn vị", OFFICER, ""),
    Screen("toàn cảnh", OFFICER, "don-vi/phuong-tan-loc/"),
    Screen("công văn", OFFICER, "don-vi/phuong-tan-loc/cong-van/"),
    Screen("các trường", OFFICER, "don-vi/phuong-tan-loc/truong/"),
    Screen("chuyên viên không lập trường", OFFICER, "don-vi/phuong-tan-loc/truong/them/", 403),
    Screen("một trường", OFFICER, "don-vi/phuong-tan-loc/truong/mam-non-hoa-cau/"),
)
