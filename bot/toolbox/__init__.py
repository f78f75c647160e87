"""What every face of the bot works with, and how it is built; nothing here needs Telegram."""
