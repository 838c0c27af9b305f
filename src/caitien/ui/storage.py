"""How static files are kept after `collectstatic`: hashed names, in our modules too."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Our modules find one another by their hashed names, so that each is loaded only once.

    Other packages' scripts are taken as they are: some name modules they do not ship.
    """

    #: addresses worked out so far, and the list of hashed names they were taken from
    _known: dict[str, str] | None = None
    _known_of: object = None

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "ui/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file; worked out once for the list of hashed names there is."""
        if self._known is None or self._known_of is not self.hashed_files:
            self._known, self._known_of = {}, self.hashed_files
        if force or name not in self._known:
            found = str(super().url(name, force))
            if force or not self.hashed_files:
                return found
            self._known[name] = found
        return self._known[name]
