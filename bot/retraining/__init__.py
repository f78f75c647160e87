"""One retrain from the lock to the live pointer, and what it tells on the way."""
