"""Compile the regulations' YAML into JSON twins, which load without a YAML parser.

python tools/compile_data.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from caitien.core.regulations.yamlfile import DATA, compiled


def main() -> None:
    """Write `compiled/<name>.json` for every YAML file, and drop twins that lost theirs."""
    wanted = set()
    for source in sorted(DATA.rglob("*.yaml")):
        name = source.relative_to(DATA).with_suffix("").as_posix()
        twin = DATA / "compiled" / f"{name}.json"
        twin.parent.mkdir(parents=True, exist_ok=True)
        twin.write_text(compiled(name), "utf-8")
        wanted.add(twin)
    for twin in (DATA / "compiled").rglob("*.json"):
        if twin not in wanted:
            twin.unlink()
    print(f"{len(wanted)} tệp")


if __name__ == "__main__":
    main()
