"""How updates come in: kept, one person's in order, many people at once, at a bearable pace."""
