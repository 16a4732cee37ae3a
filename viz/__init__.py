"""What people look at: the network map."""
