"""The command line `caitien`: reads, checks and converts plan files without a server."""
