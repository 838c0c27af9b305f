"""The `caitien` command line."""
