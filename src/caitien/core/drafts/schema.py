"""The JSON Schema of Plan JSON, published with the package."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def plan_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of what `caitien read FILE --format json` prints for one file.

    One plan alone is `{"$ref": "#/$defs/plan"}` of it.
    """
    text = (files("caitien.core.drafts") / "schema" / "plan.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
