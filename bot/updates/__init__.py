"""How updates come in: stored, handled in each person's order, for a limited number of people at once."""
