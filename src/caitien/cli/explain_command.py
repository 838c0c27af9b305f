"""`caitien explain` and `caitien rules`: what the checks are about."""

from __future__ import annotations

import re
import sys

import click

from .command import Command, argument, lang_option, option
from .language import t
from .terminal import paint, use_colour

EXPLAIN_EXAMPLES = (
    ("caitien explain CC101", "Trang của một điểm kiểm tra.", "The page of a check."),
    ("caitien explain tone-mark-misplaced", "Gọi bằng tên cũng được.", "By name."),
)
RULES_EXAMPLES = (
    ("caitien rules", "Mọi điểm kiểm tra, theo nhóm.", "Every check, by family."),
    ("caitien rules --select CC", "Chỉ nhóm căn cứ pháp lý.", "One family."),
)


@click.command(
    cls=Command,
    help="Giải thích một điểm kiểm tra, kèm ví dụ.",
    en="Explain a check, with examples (in Vietnamese).",
    examples=EXPLAIN_EXAMPLES,
)
@argument("code", called=("MÃ", "CODE"))
@lang_option
def explain(code: str) -> None:
    """Print the page of a rule."""
    from caitien.core.lint import explain as pages
    from caitien.core.lint.run import SelectorError

    try:
        page = pages.explain(code)
    except SelectorError as error:
        raise click.UsageError(str(error), click.get_current_context()) from error
    rule, colour = page.rule, use_colour(sys.stdout)
    known = [rule.kind or "", pages.SEVERITY_WORDS[rule.severity], rule.article or ""]
    head = f"{rule.code} {rule.slug}: {page.title}"
    click.echo(paint(head, "blue", bold=True, on=colour))
    click.echo(" · ".join(word for word in known if word))
    body = "\n".join(page.text.splitlines()[1:]).strip("\n")
    click.echo("\n" + _plain_markdown(body, colour=colour))


def _plain_markdown(text: str, *, colour: bool) -> str:
    """Markdown as it reads best on a terminal: headings coloured, fences and marks taken away."""
    lines = []
    for line in text.splitlines():
        if line.startswith("```"):
            continue
        heading = re.match(r"#+ (.*)", line)
        lines.append(paint(heading[1], "cyan", bold=True, on=colour) if heading else line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


@click.command(
    cls=Command,
    help="Liệt kê mọi điểm kiểm tra.",
    en="List every check.",
    examples=RULES_EXAMPLES,
)
@option(
    "--select",
    multiple=True,
    called=("MÃ", "CODE"),
    help="Chỉ liệt kê các điểm này.",
    en="List only these.",
)
@lang_option
def rules(select: tuple[str, ...]) -> None:
    """List the rules."""
    from caitien.core.lint.explain import SEVERITY_WORDS
    from caitien.core.lint.rule import FAMILIES
    from caitien.core.lint.run import SelectorError, choose

    try:
        chosen = choose([part for word in select for part in word.split(",")])
    except SelectorError as error:
        raise click.UsageError(str(error), click.get_current_context()) from error
    colour, family = use_colour(sys.stdout), ""
    for rule in (one.rule for one in chosen):
        if rule.family != family:
            family = rule.family
            name = FAMILIES.get(family, family)
            click.echo(paint(f"{family}  {name}", "blue", bold=True, on=colour))
        click.echo(f"  {rule.code}  {SEVERITY_WORDS[rule.severity]:<9} {rule.title}")
    click.echo(t(f"{len(chosen)} điểm kiểm tra.", f"{len(chosen)} checks."))
