"""What a person means by a text: words, years, lengths, titles. Pure: no Telegram, no database, no clock."""
