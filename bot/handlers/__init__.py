"""Telegram in: parse the update, call one service, hand the result to a renderer."""
