"""The pages that people read: written by the server, working without scripts."""
