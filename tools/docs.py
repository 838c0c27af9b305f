"""Write the generated pages of docs/ (`make docs`; `--check` compares)."""

from __future__ import annotations

import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def cli_page() -> str:
    """The help of every command, as the terminal shows it."""
    from caitien.cli.main import cli

    parts = ["# Dòng lệnh caitien", "", "Tệp này được tạo từ `caitien … --help` bằng `make docs`."]
    context = click.Context(cli, info_name="caitien", max_content_width=100)
    for words, command, ctx in _commands(cli, context, ["caitien"]):
        parts += ["", f"## {' '.join(words)}", "", "```", command.get_help(ctx).rstrip(), "```"]
    return "\n".join(parts) + "\n"


def _commands(
    command: click.Command, ctx: click.Context, words: list[str]
) -> list[tuple[list[str], click.Command, click.Context]]:
    found = [(words, command, ctx)]
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            if below is not None:
                inner = click.Context(below, info_name=name, parent=ctx, max_content_width=100)
                found += _commands(below, inner, [*words, name])
    return found


def settings_page() -> str:
    """Every setting of a site."""
    from caitien.config.environment import SETTINGS

    rows = [f"| `CAITIEN_{s.name}` | {s.default or '–'} | {s.words} |" for s in SETTINGS]
    head = [
        "# Thiết lập của ứng dụng web",
        "",
        "Tệp này được tạo bằng `make docs`. Mọi thiết lập là ",
    ]
    head[-1] += "biến môi trường; không đặt gì thì chạy được ngay cho một trường trên một máy."
    return (
        "\n".join([*head, "", "| biến | mặc định | ý nghĩa |", "| --- | --- | --- |", *rows]) + "\n"
    )


def pages() -> dict[Path, str]:
    """Every generated page by its file."""
    from caitien.core.lint.explain import catalogue_markdown

    return {
        DOCS / "cli.md": cli_page(),
        DOCS / "checks.md": catalogue_markdown(),
        DOCS / "settings.md": settings_page(),
    }


def main() -> int:
    """Write the pages, or with `--check` say which are stale."""
    stale = [
        path
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"docs/{path.name} đã cũ: chạy “make docs”.", file=sys.stderr)
        return int(bool(stale))
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    print(f"docs: {len(stale)} trang thay đổi")
    return 0


if __name__ == "__main__":
    sys.exit(main())
