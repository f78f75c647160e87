"""HTTP in: the recommendations API, health, metrics and the Telegram webhook."""
