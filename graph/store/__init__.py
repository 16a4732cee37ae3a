"""Where the statements are: what every store can do, the one on disk, a SPARQL endpoint, and tables of either."""
