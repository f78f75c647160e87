"""Finding films by what a person types: comparable titles, a compact index, matching for imports."""
