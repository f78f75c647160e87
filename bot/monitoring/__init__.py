"""How the bot is doing: figures for admins, health checks, unexpected errors."""
