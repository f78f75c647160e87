"""Updates that nobody would send, sent through the real way in, and what must stay true all the same."""
