"""Processes that are killed under load, and what that cost."""
