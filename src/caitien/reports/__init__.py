"""Read-only views across rooms: the year's overview, an office's panorama."""
