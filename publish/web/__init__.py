"""One request: where the application stands, what is negotiated, the documents of things."""
