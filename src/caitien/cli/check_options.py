"""The options of `caitien check`, and what was asked for as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from .command import Count, lang_option, option
from .language import Choice, t

F = Callable[..., Any]
_FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    form: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    strict: bool
    output: Path | None
    force: bool
    timing: bool
    profile: bool
    jobs: int | None
    config: Path | None
    baseline: Path | None
    write_baseline: Path | None
    fix: bool
    track: bool
    fix_also: tuple[str, ...]
    fix_signed: bool
    office_form: Path | None

    @classmethod
    def of(cls, given: dict[str, Any]) -> Asked:
        """The options as click gives them, names such as "CC,TG" taken apart."""
        names = {key: _split(given[key]) for key in ("select", "ignore", "fix_also")}
        return cls(**(given | names))

    def refuse_nonsense(self, ctx: click.Context) -> None:
        """Raise UsageError for options that do not go together."""
        fixing = [
            name
            for name, given in (
                ("--track", self.track),
                ("--fix-also", self.fix_also),
                ("--fix-signed", self.fix_signed),
            )
            if given
        ]
        if fixing and not self.fix:
            said = t(f"{fixing[0]} chỉ dùng cùng --fix.", f"{fixing[0]} needs --fix.")
            raise click.UsageError(said, ctx)
        if self.fix and (self.timing or self.profile):
            name = "--profile" if self.profile else "--time"
            said = t(f"{name} không dùng cùng --fix.", f"{name} does not go with --fix.")
            raise click.UsageError(said, ctx)


def check_options(function: F) -> F:
    """Every option of the command, in the order of its help."""
    groups = (_choosing, _report, _mending, _settings, _measuring, lang_option)
    for group in reversed(groups):
        function = group(function)
    return function


def _together(*options: Callable[[F], F]) -> Callable[[F], F]:
    def add(function: F) -> F:
        for one in reversed(options):
            function = one(function)
        return function

    return add


_choosing = _together(
    option(
        "--format",
        "form",
        type=Choice(("text", "json", "sarif", "html")),
        default="text",
        metavar="text|json|sarif|html",
        help="Dạng kết quả.",
        en="Form of the result.",
    ),
    option(
        "--select",
        multiple=True,
        called=("MÃ", "CODE"),
        help="Chỉ chạy các điểm này: mã, đầu mã (CC), tên hoặc loại; cách nhau bằng dấu phẩy.",
        en="Run only these: codes, starts of codes (CC), names or kinds, separated by commas.",
    ),
    option(
        "--ignore",
        multiple=True,
        called=("MÃ", "CODE"),
        help="Bỏ qua các điểm này.",
        en="Leave these out.",
    ),
)
_report = _together(
    option(
        "--strict",
        is_flag=True,
        help="Cảnh báo cũng cho mã thoát 1.",
        en="Warnings give exit code 1 too.",
    ),
    option(
        "-o",
        "--output",
        type=_FILE,
        called=("TỆP", "FILE"),
        help="Ghi kết quả vào tệp này; khi có --fix: tên bản đã sửa, hoặc thư mục chứa các bản.",
        en="Write the result into this file; with --fix: the mended file, or a folder for several.",
    ),
    option(
        "--force",
        is_flag=True,
        help="Cho phép ghi đè tệp kết quả đã có (không bao giờ ghi đè tệp gốc).",
        en="Replace files of results (never an input).",
    ),
)
_mending = _together(
    option(
        "--fix",
        is_flag=True,
        help="Sửa những điểm máy sửa chắc chắn đúng vào một bản Word mới (…-da-sua.docx), trừ điểm "
        "đã bỏ qua có lý do trong caitien.toml.",
        en="Make the safe fixes in a new Word file (…-da-sua.docx), but for what caitien.toml "
        "dismisses.",
    ),
    option(
        "--track",
        is_flag=True,
        help="Ghi chỗ sửa thành Track Changes để xem và chấp nhận từng chỗ trong Word.",
        en="Write the fixes as tracked changes.",
    ),
    option(
        "--fix-also",
        multiple=True,
        called=("MÃ", "CODE"),
        help="Sửa cả các điểm này theo giá trị đề nghị, dù cần người xác nhận.",
        en="Make the proposed fixes of these too, which a person has to confirm.",
    ),
    option(
        "--fix-signed",
        is_flag=True,
        help="Sửa cả văn bản có dấu hiệu đã ký, đã phát hành.",
        en="Mend a paper that looks signed, too.",
    ),
)
_settings = _together(
    option(
        "--office-form",
        type=_FILE,
        called=("TỆP", "FILE"),
        help="Đối chiếu thêm với mẫu riêng của Sở, Phòng ghi trong tệp YAML này (MA201–MA203; mặc "
        "định: [form] file trong caitien.toml).",
        en="Also hold plans to an office's own form in this YAML file (MA201–MA203; default: file "
        "of [form] in caitien.toml).",
    ),
    option(
        "--config",
        type=_FILE,
        called=("TỆP", "FILE"),
        help="Tệp thiết lập (mặc định: caitien.toml ở thư mục của tệp đầu tiên hoặc thư mục trên).",
        en="Settings (default: caitien.toml in the folder of the first file or one above).",
    ),
    option(
        "--baseline",
        type=_FILE,
        called=("TỆP", "FILE"),
        help="Không nêu lại những điểm đã ghi trong tệp này (--fix vẫn sửa chúng).",
        en="Do not tell again what is noted in this file (--fix mends it all the same).",
    ),
    option(
        "--write-baseline",
        type=_FILE,
        called=("TỆP", "FILE"),
        help="Ghi mọi điểm tìm thấy vào tệp này để dùng với --baseline; mã thoát khi đó là 0.",
        en="Note all findings in this file for --baseline; the exit code is then 0.",
    ),
)
_measuring = _together(
    option(
        "--time",
        "timing",
        is_flag=True,
        help="In thời gian đọc và thời gian kiểm tra, không kể lúc khởi động.",
        en="Print the time of reading and of checking, without starting up.",
    ),
    option(
        "--profile",
        is_flag=True,
        help="In thời gian của từng điểm kiểm tra; kết quả kiểm tra không đổi.",
        en="Print the time of every check; the result stays the same.",
    ),
    option(
        "--jobs",
        type=Count(),
        help="Số tiến trình (mặc định 2 khi có hơn 8 tệp).",
        en="Number of processes (default 2 for more than 8 files).",
    ),
)


def _split(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for word in words for part in word.split(",") if part.strip())
