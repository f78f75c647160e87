"""Pictures that are no posters, drawn in a thread from words and numbers that are ready."""
