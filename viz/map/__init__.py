"""The page of the map, and the large map."""
