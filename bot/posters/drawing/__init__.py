"""Posters of our own for films without one: drawn from title, year and genres, the same every time."""
