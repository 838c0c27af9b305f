"""After `collectstatic` our modules name one another by their hashed names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from caitien.ui.storage import Storage

FILES = {
    "ui/app.js": 'import { Saver } from "./saver.js";\nexport { Saver } from "./saver.js";\n',
    "ui/saver.js": "export class Saver {}\n",
    "other/lib.js": "/* import htmx from './htmx'; */\nimport x from './not-shipped.js';\n",
}


def test_modules_are_loaded_once(tmp_path: Path, settings: Any) -> None:
    settings.DEBUG = False
    storage = Storage(location=tmp_path, base_url="/static/")
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = list(storage.post_process({name: (storage, name) for name in FILES}))
    assert not [each for each in done if isinstance(each[2], Exception)]
    names = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    text = (tmp_path / names["ui/app.js"]).read_text(encoding="utf-8")
    assert text.count(Path(names["ui/saver.js"]).name) == 2
    assert '"./saver.js"' not in text
    other = (tmp_path / names["other/lib.js"]).read_text(encoding="utf-8")
    assert "./not-shipped.js" in other


def test_addresses_follow_a_new_list_of_hashed_names(tmp_path: Path, settings: Any) -> None:
    settings.DEBUG = False
    storage = Storage(location=tmp_path, base_url="/static/")
    for text in ("a {}", "a { color: red }"):
        path = tmp_path / "ui" / "one.css"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        list(storage.post_process({"ui/one.css": (storage, "ui/one.css")}))
        name = json.loads((tmp_path / "staticfiles.json").read_text("utf-8"))["paths"]["ui/one.css"]
        for _ in range(2):
            assert storage.url("ui/one.css") == f"/static/{name}"
    assert Storage(location=tmp_path, base_url="/static/").url("ui/one.css") == f"/static/{name}"
