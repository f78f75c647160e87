"""Where posters come from: sources in order, and drawn ones."""
