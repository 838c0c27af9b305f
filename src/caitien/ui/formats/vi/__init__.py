"""Days and numbers as Vietnamese screens show them."""
