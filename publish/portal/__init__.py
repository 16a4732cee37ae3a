"""What a portal takes: dumps, catalogue, releases, and the site of all of them."""
