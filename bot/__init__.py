"""The faces of Matinee (Telegram, HTTP, playground) and the use cases behind them."""
