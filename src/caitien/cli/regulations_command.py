"""`caitien regulations`: circulars, standards, criteria, levels, documents, crosswalk and forms."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from .command import Command, LazyGroup, argument, lang_option
from .language import t
from .terminal import FINDINGS, FINE, UNREADABLE, complain, paint, use_colour

if TYPE_CHECKING:
    from caitien.core.regulations.model import Catalogue, Criterion, LegalDocument

_HERE = ".regulations_command:"
COMMANDS = {
    "list": (_HERE + "list_all", "Các danh mục có sẵn.", "The catalogues at hand."),
    "show": (
        _HERE + "show",
        "Tiêu chuẩn, tiêu chí của một danh mục, hoặc một tiêu chí.",
        "Standards and criteria of a catalogue, or one criterion.",
    ),
    "levels": (
        ".levels_command:levels",
        "Tính mức của trường từ mức các tiêu chí trong một tệp.",
        "The level of a school from a file of criterion levels.",
    ),
    "documents": (
        _HERE + "documents",
        "Văn bản hay viện dẫn: ngày, tên, hiệu lực.",
        "Documents plans cite: date, title, validity.",
    ),
    "crosswalk": (
        _HERE + "crosswalk",
        "Tiêu chí tương ứng giữa hai danh mục (đề xuất).",
        "Corresponding criteria of two catalogues (proposed).",
    ),
    "forms": (_HERE + "forms", "Các biểu mẫu kế hoạch.", "The forms of plans."),
    "check": (
        _HERE + "check_file",
        "Kiểm tra tệp quy định (YAML) do đơn vị tự lập.",
        "Check an edition file (YAML) of your own.",
    ),
}
EXAMPLES = (
    ("caitien regulations list", "Xem mã các danh mục.", "See the ids of the catalogues."),
    (
        "caitien regulations show tt57-2026/pho_thong 3.2",
        "Tiêu chí 3.2 đòi hỏi gì ở từng mức.",
        "What criterion 3.2 asks at each level.",
    ),
    (
        "caitien regulations documents 17/2018/TT-BGDĐT",
        "Một thông tư: ngày, tên, còn hiệu lực không.",
        "A circular: date, title, validity.",
    ),
)


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    help="Tra cứu thông tư, tiêu chuẩn, tiêu chí, biểu mẫu.\n\nLời tiêu chí là diễn giải, không "
    "phải nguyên văn thông tư; mỗi phần ghi rõ đã đối chiếu đến đâu.",
    en="Look up circulars, standards, criteria and forms.\n\nRequirements are paraphrased, in "
    "Vietnamese; each part says how far it was compared with sources.",
    examples=EXAMPLES,
)
@lang_option
def regulations() -> None:
    """The group of look-ups."""


def _refuse(message: str) -> NoReturn:
    raise click.UsageError(message, click.get_current_context())


def catalogue_named(name: str) -> Catalogue:
    """The catalogue with this id; a UsageError lists the ids where there is none."""
    from caitien.core.regulations.loader import catalogue_ids, load_catalogue

    try:
        return load_catalogue(name)
    except KeyError:
        known = ", ".join(catalogue_ids())
        _refuse(
            t(
                f"Không có danh mục “{name}”. Các danh mục: {known}.",
                f"No catalogue {name!r}. Catalogues: {known}.",
            )
        )


@click.command("list", cls=Command, help="Các danh mục có sẵn.", en="The catalogues at hand.")
@lang_option
def list_all() -> None:
    """List the catalogues."""
    from caitien.core.regulations.loader import catalogue_ids, load_catalogue

    for name in catalogue_ids():
        one = load_catalogue(name)
        first, last = one.in_force
        until = t(f" đến {last:%d/%m/%Y}", f" to {last:%d/%m/%Y}") if last else ""
        click.echo(f"{name:<22} {one.number}  {one.name}")
        words = t("hiệu lực từ", "in force from")
        count = t(f"{len(one.criteria)} tiêu chí", f"{len(one.criteria)} criteria")
        click.echo(f"{'':<22} {words} {first:%d/%m/%Y}{until}; {count}")


@click.command(
    cls=Command,
    help="Tiêu chuẩn, tiêu chí của một danh mục, hoặc một tiêu chí với đòi hỏi từng mức.",
    en="Standards and criteria of a catalogue, or one criterion with what each level asks.",
    examples=(
        ("caitien regulations show tt17-2018", "Cả danh mục.", "The whole catalogue."),
        ("caitien regulations show tt17-2018 1.3", "Một tiêu chí.", "One criterion."),
    ),
)
@argument("catalogue", called=("DANH-MỤC", "CATALOGUE"))
@argument("code", required=False, called=("TIÊU-CHÍ", "CRITERION"))
@lang_option
def show(catalogue: str, code: str | None) -> None:
    """Show a catalogue or a criterion."""
    from caitien.core.regulations.model import CONFIDENCE_WORDS

    found, colour = catalogue_named(catalogue), use_colour(sys.stdout)
    if code is None:
        head = f"Thông tư {found.number}: {found.name}"
        click.echo(paint(head, "blue", bold=True, on=colour))
        for standard in found.standards:
            click.echo(paint(f"Tiêu chuẩn {standard.code}. {standard.title}", "cyan", on=colour))
            for one in found.of_standard(standard.code):
                click.echo(f"  {_criterion_line(one)}")
        click.echo(f"({CONFIDENCE_WORDS[found.confidence]})")
        return
    criterion = found.criterion(code)
    if criterion is None:
        codes = ", ".join(one.code for one in found.criteria)
        _refuse(f"Tiêu chí {code} không có trong {catalogue}. Các tiêu chí: {codes}.")
    click.echo(paint(_criterion_line(criterion), "blue", bold=True, on=colour))
    _requirements(found, criterion)


def _criterion_line(one: Criterion) -> str:
    marks = [f"mức {', '.join(map(str, one.levels))}", *(["bắt buộc"] if one.mandatory else [])]
    return f"{one.code:<5} {one.title} ({'; '.join(marks)})"


def _requirements(found: Catalogue, criterion: Criterion) -> None:
    from caitien.core.regulations.loader import requirements
    from caitien.core.regulations.model import CONFIDENCE_WORDS

    for level in criterion.levels:
        texts = requirements(found.id, criterion.code, level)
        if texts:
            click.echo(f"Mức {level} ({texts[0].place}; {CONFIDENCE_WORDS[texts[0].confidence]}):")
        for one in texts:
            click.echo(f"  {'-' if one.label == '*' else one.label + ')'} {one.text}")
    click.echo("Diễn giải, không phải nguyên văn thông tư.")


@click.command(
    cls=Command,
    help="Văn bản hay viện dẫn: ngày, tên, hiệu lực. Không ghi số thì liệt kê tất cả.",
    en="Documents plans cite: date, title, validity. Without a number: all of them.",
)
@argument("number", required=False, called=("SỐ", "NUMBER"))
@lang_option
def documents(number: str | None) -> None:
    """Look up documents."""
    from caitien.core.regulations.documents import all_documents, find_document

    if number is None:
        for one in all_documents():
            click.echo(f"{one.number:<24} {_day(one)}  {one.kind}  {one.title or '—'}")
        return
    found = find_document(number)
    if found is None:
        complain(
            number,
            t(
                "không có trong sổ văn bản của chương trình; hãy tra ở cổng thông tin pháp luật.",
                "not in the program's register of documents.",
            ),
        )
        click.get_current_context().exit(FINDINGS)
    _one_document(found)


def _day(one: LegalDocument) -> str:
    return f"{one.issued:%d/%m/%Y}" if one.issued else "—" * 10


def _one_document(one: LegalDocument) -> None:
    from caitien.core.regulations.model import CONFIDENCE_WORDS

    first, last = one.in_force
    force = f"từ {first:%d/%m/%Y}" if first else "chưa rõ ngày bắt đầu"
    force += f" đến {last:%d/%m/%Y}" if last else ""
    rows = (
        ("Ký hiệu", f"{one.kind} {one.number}"),
        ("Tên", one.title),
        ("Cơ quan", one.issuer),
        ("Ban hành", _day(one)),
        ("Hiệu lực", force),
        ("Thay bằng", one.replaced_by),
        ("Ghi chú", one.note),
        ("Độ tin", CONFIDENCE_WORDS[one.confidence]),
    )
    for label, value in rows:
        if value:
            click.echo(f"{label:<10} {value}")


@click.command(
    cls=Command,
    help="Tiêu chí tương ứng giữa hai danh mục. Đây là đề xuất, cần người xác nhận.",
    en="Corresponding criteria of two catalogues: proposals a person has to confirm.",
    examples=(
        (
            "caitien regulations crosswalk tt17-2018 tt57-2026/pho_thong",
            "Từ Thông tư 17/2018 sang Thông tư 57/2026.",
            "From Circular 17/2018 to 57/2026.",
        ),
    ),
)
@argument("source", called=("TỪ", "FROM"))
@argument("target", called=("SANG", "TO"))
@lang_option
def crosswalk(source: str, target: str) -> None:
    """Print a crosswalk."""
    from caitien.core.regulations.crosswalk import crosswalk as correspond

    old, new = catalogue_named(source), catalogue_named(target)
    lines = correspond(old.id, new.id)
    if not lines:
        _refuse(f"Chưa có bảng tương ứng từ {source} sang {target}.")
    for one in lines:
        much = "cả" if one.strength == "full" else "một phần"
        click.echo(f"{one.from_code:<5} → {one.to_code:<5} ({much}) {one.reason}")
    click.echo(f"{len(lines)} dòng: {lines[0].status}.")


@click.command(
    cls=Command,
    help="Các biểu mẫu kế hoạch, hoặc một biểu mẫu với mục và cột của nó.",
    en="The forms of plans, or one form with its sections and columns.",
)
@argument("form", required=False, called=("MẪU", "FORM"))
@lang_option
def forms(form: str | None) -> None:
    """List forms or show one."""
    from caitien.core.regulations.forms import form_ids, load_form

    if form is None:
        for name in form_ids():
            click.echo(f"{name:<14} {load_form(name).name}")
        return
    if form not in form_ids():
        _refuse(f"Không có biểu mẫu “{form}”. Các biểu mẫu: {', '.join(form_ids())}.")
    found = load_form(form)
    click.echo(f"{found.name}\nNguồn: {found.source}")
    for section in found.sections:
        click.echo(f"  {section.numeral}. {section.heading}")
    for table in [s.table for s in found.sections if s.table] + list(found.tables):
        click.echo(f"  Bảng {table.id}: {' | '.join(c.title for c in table.columns)}")


@click.command(
    "check",
    cls=Command,
    help="Kiểm tra tệp quy định (YAML) do đơn vị tự lập: nêu mọi lỗi một lần.",
    en="Check an edition file (YAML) of your own: every fault at once.",
)
@argument("file", type=click.Path(path_type=Path), called=("TỆP", "FILE"))
@lang_option
def check_file(file: Path) -> None:
    """Check an edition file."""
    from caitien.core.regulations.loader import load_edition_file

    ctx = click.get_current_context()
    loaded = load_edition_file(file)
    for problem in loaded.problems:
        complain(f"{file}{': ' + problem.where if problem.where else ''}", problem.message)
    if loaded.problems:
        ctx.exit(UNREADABLE if loaded.problems[0].code == "unreadable" else FINDINGS)
    for one in loaded.catalogues:
        click.echo(f"{one.id}: {one.name}, {len(one.criteria)} tiêu chí. Tệp dùng được.")
    ctx.exit(FINE)
