"""The linter: one rule is one small module and one page; values in, diagnostics out."""
