"""The whole application as users meet it: real servers, workers, databases and a real browser."""
