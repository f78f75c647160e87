"""What films are made of: makers, languages, countries, length, votes; no sentence and no picture."""
