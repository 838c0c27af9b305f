"""Words by which a sentence of a plan is judged: measured, vague, an activity, a weakness."""

from __future__ import annotations

import re

from caitien.core.vietnamese.text import collapse

#: "Mức 2 –" before the result: the level aimed at, no measure of the result itself
LEVEL_HEAD = re.compile(r"^\W*mức\s*(?:độ\s*)?\d\s*[-–—:.]?\s*", re.IGNORECASE)
#: figures that are names: programmes, classes, documents, school years, codes
_NAMES = re.compile(
    r"(?:chương trình\s+)?(?:CT)?\s?GDPT\w*\s*(?:năm\s*)?20\d\d|chương trình[^,.;]{0,40}20\d\d"
    r"|(?:các\s+)?(?:lớp|khối)\s+(?:\d{1,2}\w?\d?|[IVX]+)(?:\s*(?:,|và|-|–)\s*\d{1,2})*(?![\w%/])"
    r"|(?:thông tư|nghị định|nghị quyết|quyết định|công văn|luật|TT|NĐ|NQ|QĐ|CV)"
    r"(?:\s+số)?\s*\d[\d/]*(?:/[\w&-]+)*"
    r"|(?:trong\s+)?năm học\s+20\d\d\s*[-–]\s*20\d\d|tiêu (?:chí|chuẩn)\s*\d+(?:\.\d+)?"
    r"|covid\W?19|4\.0|thế kỷ \w+|\b\d{1,2}/\d{1,2}/20\d\d",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\d|(?<!\w)(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)\s\w+"
    r"|(?<!\w)mỗi (?:ngày|tuần|tháng|quý|kỳ|học kỳ|năm|lớp|tổ|khối|em|học sinh|giáo viên)(?!\w)"
    r"|(?<!\w)(?:tất cả|toàn bộ|toàn thể|mọi|từng)\s(?:\w+\s){1,5}"
    r"(?:đều|có|đạt|biết|được|dùng|tham gia)(?!\w)"
    r"|(?<!\w)(?:một|năm)\s(?:lần|buổi|phòng|bộ|người|chuyên đề|đợt|tầng|dãy|máy|lượt|em|hội thảo)"
    r"|(?<!\w)(?:không còn|không có|không để|đủ|đầy đủ|xong|gấp đôi"
    r"|một nửa|h[ằà]ng (?:ngày|tuần|tháng|quý|kỳ)|cuối (?:năm|học kỳ|kỳ)"
    r"|học kỳ|trên chuẩn|(?:có|đạt|đoạt|giành) (?:\w+ )?giải(?! (?:pháp|quyết|thích|trí))"
    r"|đạt (?:chuẩn|mức|loại|cấp độ|mức độ)|danh hiệu|nghiệm thu"
    r"|đạt (?:\w+ ){0,2}(?:tiên tiến|xuất sắc|khá|giỏi)|có (?:thêm )?(?:phòng|nhà|sân|khu|vườn|bếp"
    r"|nhân viên|phần mềm|trang web|website|camera|mái|cổng|tủ|máy|bồn|bể|bàn|ghế)"
    r"|chứng chỉ|chứng nhận|bằng (?:đại học|cử nhân)|niêm yết)(?!\w)"
    r"|(?<!\w)được (?:\w+ )?(?:lát|sửa|xây|lắp|sơn|thay|trang bị|mua|cải tạo|trồng|mở|nối|quét"
    r"|số hóa|số hoá|công nhận|phê duyệt|duyệt|kết nối)(?!\w)"
    r"|(?<!\w)được [^.;]{0,40}?(?:phê duyệt|ban hành|niêm yết|công khai|công bố|thông qua"
    r"|nghiệm thu)(?!\w)"
    r"|(?<!\w)(?:UBND|ủy ban nhân dân|hội đồng|sở|phòng GD\w*|cấp trên|cấp có thẩm quyền)"
    r"(?:\s[^\s.;,]+){0,5}?\s(?:phê duyệt|chấp thuận|ra quyết định|cấp phép|ban hành)(?!\w)"
    r"|(?<!\w)(?:thay|sửa|mua|lát|sơn|lắp|trang bị|xử lý|số hóa|số hoá)(?: lại| mới)?"
    r" (?:toàn bộ|tất cả|hết)(?!\w)|trong sạch"
    r"|(?<!\w)(?:lao động|tập thể|chi bộ|công đoàn|liên đội|chi đoàn|đơn vị) (?:\w+ ){0,2}"
    r"(?:tiên tiến|xuất sắc|vững mạnh)(?!\w)|(?<!\w)(?:đại học|cao đẳng|thạc sĩ|trung cấp)(?!\w)"
    r"|(?<!\w)(?:hoàn thành|hoàn thiện)(?! (?:tốt|xuất sắc|nhiệm vụ|hơn))"
    r"|(?<!\w)(?:có|ban hành|phê duyệt|công bố|thành lập|được duyệt)\s(?:\w+\s){0,3}?"
    r"(?:quy chế|quyết định|biên bản|báo cáo|quy trình|hồ sơ|sổ|danh sách|danh mục|đề án|văn bản"
    r""
    r"|bản (?:rà soát|đánh giá|phân công|cam kết|nhận xét|tổng hợp|kế hoạch|mô tả)"
    r"|bộ tiêu chí|nội quy|quy tắc|kế hoạch|thỏa thuận|phiếu|tờ trình|nhật ký|tổ|ban)(?!\w)",
    re.IGNORECASE,
)
#: a rule that says what counts as done
_BY_LAW = re.compile(
    r"theo (?:đúng )?(?:thông tư|điều lệ|nghị định|quyết định)(?!\w)", re.IGNORECASE
)
VAGUE = re.compile(
    r"(?<!\w)(?:tốt(?: hơn)?|hiệu quả|chất lượng hơn|tích cực|phù hợp|nâng (?:cao|dần)|tăng cường"
    r"|đẩy mạnh|phát huy|tiếp tục|từng bước|ngày càng|kịp thời|thường xuyên|đồng bộ|thiết thực"
    r"|hợp lý|chặt chẽ|sâu rộng|đổi mới|quan tâm|chú trọng|(?:đảm|bảo) bảo|đảm bảo|góp phần"
    r"|toàn diện|một số|thấp nhất|cao nhất|nhiều hơn|tối đa|linh hoạt|chủ động|mạnh mẽ|quyết liệt"
    r"|hơn nữa|vững chắc|bền vững|cải tiến|thay đổi|mở rộng|nâng cấp|giảm|tăng)(?!\w)",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:(?:nhà )?trường|(?:phó )?hiệu trưởng|HT|PHT|BGH|BLĐ|CBQL|ban (?:giám hiệu|lãnh đạo)"
    r"(?: nhà trường)?|(?:các )?tổ(?:[ ,]+(?:chuyên môn|CM|văn phòng|VP|trưởng|và|tổ|văn))+"
    r"|(?:cán bộ|giáo viên|nhân viên|GV|NV|CB|GVCN|TPT)"
    r"(?:[ ,]+(?:và|cán bộ|giáo viên|nhân viên|văn thư|thư viện|thiết bị|y tế|kế toán|chủ nhiệm"
    r"|GV|NV|CB|Đội))*|công đoàn|chi bộ|chi đoàn|liên đội|kế toán)"
)
_ADVERBS = (
    r"(?:(?:tiếp tục|tích cực|thường xuyên|chủ động|tăng cường|đẩy mạnh|sẽ|cần|phải|hằng năm"
    r"|hàng năm|kịp thời|làm tốt (?:công tác|việc)|thực hiện (?:tốt )?(?:công tác|việc))\s+)*"
)
#: verbs of asking and urging: an activity whatever figure follows
_URGING = (
    r"tham mưu|khuyến khích|động viên|vận động|kêu gọi|đề xuất|đề nghị|kiến nghị|tuyên truyền"
    r"|tạo điều kiện|phối hợp|chỉ đạo|nhắc nhở|đôn đốc|hướng dẫn|phân công|tranh thủ"
)
_DOING = (
    r"xây dựng|lập|tổ chức|rà soát|kiểm tra|giám sát|theo dõi|triển khai|huy động|mời"
    r"|nghiên cứu|soạn|rút (?:kinh nghiệm|ra)|khảo sát|tập huấn|bồi dưỡng|cử|họp|điều chỉnh"
    r"|thực hiện (?:các )?(?:kế hoạch|giải pháp|biện pháp|chuyên đề|công tác)|tham gia"
)
_URGES = re.compile(rf"^\W*(?:{_SUBJECT}\s+)?{_ADVERBS}(?:{_URGING})(?!\w)", re.IGNORECASE)
_DOES = re.compile(rf"^\W*(?:{_SUBJECT}\s+)?{_ADVERBS}(?:{_DOING})(?!\w)", re.IGNORECASE)
_PLAN_ONLY = re.compile(
    rf"^\W*(?:{_SUBJECT}\s+)?{_ADVERBS}(?:(?:xây dựng|lập) kế hoạch|cử\s|họp\s)", re.IGNORECASE
)
#: verbs that begin a job as often as a result; without a measure they are the job
_STRIVING = (
    r"thực hiện|mở rộng|nâng cấp|trang bị|tăng cường|đẩy mạnh|cải tạo|sửa chữa|mua sắm|bổ sung"
    r"|đầu tư|chú trọng|quan tâm|đổi mới|tiếp tục|làm tốt|giáo dục|quản lý|ứng dụng|rèn luyện"
)
_STRIVES = re.compile(rf"^\W*{_ADVERBS}(?:{_STRIVING})(?!\w)", re.IGNORECASE)
#: a field of work, nothing more: "Công tác tư vấn học đường"
_FIELD = re.compile(r"^\W*(?P<w>công tác|hoạt động|việc)\s(?:[\w-]+[\s,]*){1,8}\W*$", re.IGNORECASE)
_SAYS_HOW = re.compile(
    r"(?<!\w)(?:được|đạt|có|đã|đều|tốt|hiệu quả|chất lượng|thường xuyên|kịp thời|nâng|giảm|tăng"
    r"|ổn định|minh bạch|nền nếp|khoa học|sôi nổi|an toàn|rõ ràng|chặt chẽ"
    r"|đi vào|phù hợp|đúng|đầy đủ|không|là|hơn)(?!\w)",
    re.IGNORECASE,
)
#: "Rà soát xong", "Xây được": the activity is told as a result
_DONE = re.compile(r"^\W*(?:\w+\s){1,3}(?:được|xong|thành công)(?!\w)", re.IGNORECASE)
_WEAK = re.compile(
    r"(?<!\w)(?:(?:vẫn |còn |đang )?thiếu(?! (?:nhi|niên|nữ)(?!\w))|chưa(?! từng)|còn (?:hạn chế"
    r"|yếu|thấp|cao|chậm|ít|nhiều|kém|đông|thưa|mỏng"
    r"|nghèo|khó khăn|chật|bất cập|lúng túng|hẹp)|biến động|(?:còn |rất )?ngại|xuống cấp"
    r"|hạn hẹp|nhỏ hẹp|thô sơ|cũ nát|chật (?:hẹp|chội)"
    r"|không đủ|không đảm bảo|không đáp ứng|hư hỏng|lạc hậu|quá tải|vẫn còn"
    r"|hiện (?:nay|tại|có|mới|đang))(?!\w)",
    re.IGNORECASE,
)
#: a weakness that is to be overcome, or that only says who or what is meant
_REMEDY = re.compile(
    r"(?<!\w)(?:khắc phục|giảm|hạ|không (?:còn|có|để|phải|bị|xảy ra)|bổ sung|hỗ trợ|giúp"
    r"|phụ đạo|xóa|xoá|sửa|mua|trang bị|nâng|cải|thay|bù|tuyển|kèm|phấn đấu|hết|dưới"
    r"|xử lý|thanh lý|giải quyết|chấm dứt|so với|từ|đạt|hoàn thành|được"
    r"|phát hiện|rà soát|những|học sinh|trẻ|các (?:em|cháu))(?!\w)",
    re.IGNORECASE,
)
#: what a result is measured against, told after it
_COMPARED = re.compile(
    r"\s*[,;(–-]\s*(?:trong khi |mà )?(?:hiện (?:nay|tại|có|mới|đang|là|đạt|chỉ)"
    r"|năm (?:học )?trước|trước đây)(?!\w)[^;.]*\W*$",
    re.IGNORECASE,
)
#: "Tỷ lệ trẻ thấp còi còn cao": a figure said to be bad, whoever it counts
_BAD_FIGURE = re.compile(
    r"^\W*(?:tỷ lệ|tỉ lệ|số(?: lượng)?|chất lượng|tình trạng|kết quả|trình độ|sĩ số)\s[^.;,]{0,60}"
    r"(?P<w>(?:vẫn )?còn (?:rất |khá |quá )?(?:cao|thấp|nhiều|ít|đông))(?: so với[^.;]*)?\W*$",
    re.IGNORECASE,
)
_TIMID = re.compile(
    r"^\W*(?:(?:một số|nhiều|các|phần lớn|đa số) )?(?:học sinh|học viên|trẻ(?: em)?|các (?:em|cháu)"
    r"|giáo viên|nhân viên|GV|HS)(?: \w+){0,4}? (?P<w>còn (?:rụt rè|nhút nhát|thụ động|bỡ ngỡ"
    r"|lúng túng|yếu|chậm|lười|ngại|e dè|ít))(?!\w)(?![^.;]*(?:được|sẽ|đều)(?!\w))",
    re.IGNORECASE,
)
_CURED = re.compile(r"(?<!\w)(?:được|sẽ|hoàn thành|(?<!đồng )đều)(?!\w)", re.IGNORECASE)
_ALSO = re.compile(r"phấn đấu|kết quả(?: cần đạt)?\s*:|mục tiêu\s*:|→|=>|nâng lên|xuống còn", re.I)


def bare(text: str) -> str:
    """The result without the level before it and without figures that are names."""
    return _NAMES.sub(" ", LEVEL_HEAD.sub("", collapse(text)))


def measured(text: str) -> bool:
    """Whether a sentence holds a figure, date, level, document, quantity or finished state."""
    return bool(_MEASURE.search(bare(text)) or _BY_LAW.search(text))


def vague_words(text: str) -> list[str]:
    """The vague words of a text, each once, in order."""
    return list(dict.fromkeys(match.group().lower() for match in VAGUE.finditer(bare(text))))


def activity(text: str) -> str | None:
    """The words that make a sentence an activity ("Tiếp tục tham mưu"), or None."""
    plain = LEVEL_HEAD.sub("", collapse(text))
    if _DONE.match(plain):
        return None
    match = _URGES.match(plain)
    if match is None:
        match = _DOES.match(plain)
        if match and measured(plain) and not (_PLAN_ONLY.match(plain) and not has_figure(plain)):
            return None
    return match.group().strip() if match else None


def effort(text: str) -> str | None:
    """The words that make an unmeasured sentence the job itself ("Nâng cấp", "Công tác"), or None.

    For sentences in which `activity` finds none.
    """
    plain = LEVEL_HEAD.sub("", collapse(text))
    if measured(plain) or _DONE.match(plain):
        return None
    if match := _STRIVES.match(plain):
        return match.group().strip()
    field = _FIELD.match(plain)
    return field["w"] if field and not _SAYS_HOW.search(plain) else None


def has_figure(text: str) -> bool:
    """Whether figures remain when names are left out."""
    return bool(re.search(r"\d", bare(text)))


def weakness(text: str) -> str | None:
    """The words that state a lack or the present state ("vẫn còn thiếu"), or None."""
    plain = LEVEL_HEAD.sub("", collapse(text))
    if _ALSO.search(plain):
        return None
    if bad := _BAD_FIGURE.match(plain):
        return bad["w"]
    if (timid := _TIMID.match(plain)) and not measured(plain):
        return timid["w"]
    aim = _COMPARED.sub("", plain)
    plain = aim if measured(aim) else plain  # "8 loại đồ chơi, hiện có 5": a result and its base
    for match in _WEAK.finditer(plain):
        cured = _CURED.search(plain, match.end())
        if not cured and not _REMEDY.search(plain[: match.start()]):
            return match.group()
    return None
