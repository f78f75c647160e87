"""The same bot in a browser page on this machine: an in-process Bot API and a chat page."""
