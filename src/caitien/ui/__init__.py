"""What every screen shares: base pages, components, static files, template tags."""
