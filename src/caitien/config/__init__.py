"""Settings, addresses and the programs that start the web application."""
