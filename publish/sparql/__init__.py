"""The SPARQL endpoint: requests, limits, and the processes that answer."""
