"""Sending into chats: targets, retries, menus of commands."""
