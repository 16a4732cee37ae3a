"""What pages tell: the things of a graph, lists, facets, search."""
