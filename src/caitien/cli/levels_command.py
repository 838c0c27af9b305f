"""`caitien regulations levels`: the level of a school from the levels of its criteria."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
import yaml

from .command import Command, argument, lang_option
from .language import t
from .regulations_command import catalogue_named
from .terminal import UNREADABLE, complain

if TYPE_CHECKING:
    from caitien.core.regulations.levels import Outcome

EXAMPLES = (
    (
        "caitien regulations levels muc.yaml",
        "Tệp gồm dòng “danh_muc: tt17-2018” và khối “muc:” với các dòng “1.1: 2”.",
        "The file has a line “danh_muc: tt17-2018” and a block “muc:” with lines “1.1: 2”.",
    ),
)
_YES = {"dat", "đạt", "x", "true", "1", "co", "có"}
_NO = {"khong", "không", "khong dat", "không đạt", "false", "0"}
_MOST = 1_000_000


@click.command(
    cls=Command,
    help="Tính mức của trường từ mức các tiêu chí trong một tệp YAML hoặc JSON.\n\nTiêu chí để "
    "trống là chưa đánh giá, không phải không đạt. Trường nhiều cấp: một danh sách “cac_cap:” các "
    "khối như vậy; trường lấy mức thấp nhất. Mức 4: khối “muc_4:” với dòng “1: đạt” cho khoản 1.",
    en="The level of a school from the levels of its criteria, in a YAML or JSON file.\n\nA "
    "criterion left blank is not assessed, which is not the same as not met. A school of several "
    "levels has a list “cac_cap:” of such blocks; the lowest counts.",
    examples=EXAMPLES,
)
@argument("file", type=click.Path(path_type=Path), called=("TỆP", "FILE"))
@lang_option
def levels(file: Path) -> None:
    """Compute the level."""
    from caitien.core.regulations.levels import lowest

    data = _load(file)
    parts = data.get("cac_cap") or [data]
    if not isinstance(parts, list):
        _stop(file, "“cac_cap:” phải là một danh sách các khối.")
    outcomes = [_outcome(file, part) for part in parts]
    whole = lowest(outcomes) if len(outcomes) > 1 else outcomes[0]
    click.echo(f"{t('Mức của trường', 'Level of the school')}: {whole.label}")
    click.echo(whole.reason)
    for block in whole.blocks:
        click.echo(f"  - {block.text}")


def _stop(file: Path, message: str) -> NoReturn:
    complain(str(file), message)
    click.get_current_context().exit(UNREADABLE)


def _load(file: Path) -> dict[str, Any]:
    """The file with every value a string: "1.10" must not become the number 1.1."""
    try:
        if file.stat().st_size > _MOST:
            _stop(file, "tệp quá lớn để là bảng mức; hãy xem lại tên tệp.")
        text = file.read_text(encoding="utf-8-sig")
        data = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - gives strings only
    except OSError as error:
        _stop(file, f"không mở được tệp ({error.strerror}).")
    except (yaml.YAMLError, ValueError, RecursionError):
        _stop(
            file,
            "không đọc được; cần tệp YAML hoặc JSON (xem “caitien regulations levels --help”).",
        )
    if not isinstance(data, dict):
        _stop(file, "cần dòng “danh_muc: …” và khối “muc:”.")
    return data


def _outcome(file: Path, part: Any) -> Outcome:
    from caitien.core.regulations.levels import assess_school

    marks = part.get("muc") if isinstance(part, dict) else None
    if not isinstance(marks, dict) or "danh_muc" not in part:
        _stop(file, "mỗi khối cần “danh_muc:” và “muc:”.")
    clauses = part.get("muc_4") or {}
    values = [
        part["danh_muc"],
        *marks.values(),
        *(clauses.values() if isinstance(clauses, dict) else ()),
    ]
    if not all(isinstance(value, str) for value in values):
        _stop(file, "mỗi dòng chỉ ghi một mã và một giá trị, ví dụ “1.1: 2”.")
    catalogue = catalogue_named(part["danh_muc"])
    unknown = [code for code in marks if catalogue.criterion(code) is None]
    if unknown:
        _stop(file, f"tiêu chí không có trong {catalogue.id}: {', '.join(unknown)}.")
    if not isinstance(clauses, dict) or not all(str(number).isdecimal() for number in clauses):
        _stop(file, "khối “muc_4:” gồm các dòng như “1: đạt”, số đứng trước là số khoản.")
    level4 = {int(number): _yes_no(file, value) for number, value in clauses.items()}
    return assess_school(
        catalogue, {c: _level(file, c, v) for c, v in marks.items()}, level4 or None
    )


def _level(file: Path, code: str, value: str) -> int | None:
    text = value.strip().lower().removeprefix("mức").strip()
    if text in ("", "null", "~", "-", "chưa", "chưa đánh giá"):
        return None
    if text in _NO:
        return 0
    if text.isdigit() and int(text) <= 4:
        return int(text)
    _stop(file, f"mức của tiêu chí {code} là “{value}”; cần số từ 0 đến 4 hoặc để trống.")


def _yes_no(file: Path, value: str) -> bool | None:
    text = value.strip().lower()
    if text in ("", "null", "~", "-"):
        return None
    if text in _YES or text in _NO:
        return text in _YES
    _stop(file, f"khoản của Mức 4 ghi “{value}”; cần “đạt”, “không đạt” hoặc để trống.")
