"""The desk: upload, read, check, preview, apply once, undo; and the files themselves."""
