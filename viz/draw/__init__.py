"""Where things stand in a picture, in which colour and shape, under which short name."""
