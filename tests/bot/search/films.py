"""A small catalogue with titles that are hard to find."""

from __future__ import annotations

from bot.search.title_index import TitleIndex
from bot.search.titles import IndexedTitle

MATRIX, HEAT, THE_HEAT, WALL_E, SEVEN, EIGHT_AND_A_HALF, GODFATHER, GODFATHER_2 = range(1, 9)
FELLOWSHIP, TWO_TOWERS, AMELIE, CITY_OF_GOD, SPIDER_MAN, SPACE_ODYSSEY, YEAR_2012, YEAR_1917 = range(9, 17)
DUNE_1984, DUNE_2021, HEATHERS, TERMINATOR_2, DARK_KNIGHT, EMPIRE, HARRY_POTTER, ETERNAL = range(17, 25)
LEON, ROCKY_2, ROCKY_3, LA_CONFIDENTIAL, CONFIDENTIAL_REPORT, JAPANESE, CHICKEN = range(25, 32)

FILMS = (
    IndexedTitle(MATRIX, "The Matrix", 1999, 5000),
    IndexedTitle(HEAT, "Heat", 1995, 2000),
    IndexedTitle(THE_HEAT, "The Heat", 2013, 300),
    IndexedTitle(WALL_E, "WALL·E", 2008, 3000),
    IndexedTitle(SEVEN, "Seven (a.k.a. Se7en)", 1995, 4000),
    IndexedTitle(EIGHT_AND_A_HALF, "8 1/2 (8½)", 1963, 500),
    IndexedTitle(GODFATHER, "Godfather, The", 1972, 5000),
    IndexedTitle(GODFATHER_2, "Godfather: Part II, The", 1974, 4000),
    IndexedTitle(FELLOWSHIP, "The Lord of the Rings: The Fellowship of the Ring", 2001, 5000),
    IndexedTitle(TWO_TOWERS, "The Lord of the Rings: The Two Towers", 2002, 4800),
    IndexedTitle(AMELIE, "Amelie (Fabuleux destin d'Amélie Poulain, Le)", 2001, 3000),
    IndexedTitle(CITY_OF_GOD, "City of God (Cidade de Deus)", 2002, 2000),
    IndexedTitle(SPIDER_MAN, "Spider-Man", 2002, 3000),
    IndexedTitle(SPACE_ODYSSEY, "2001: A Space Odyssey", 1968, 3000),
    IndexedTitle(YEAR_2012, "2012", 2009, 500),
    IndexedTitle(YEAR_1917, "1917", 2019, 900),
    IndexedTitle(DUNE_1984, "Dune", 1984, 1000),
    IndexedTitle(DUNE_2021, "Dune", 2021, 1200),
    IndexedTitle(HEATHERS, "Heathers", 1989, 800),
    IndexedTitle(TERMINATOR_2, "Terminator 2: Judgment Day", 1991, 4000),
    IndexedTitle(DARK_KNIGHT, "The Dark Knight", 2008, 5000),
    IndexedTitle(EMPIRE, "Star Wars: Episode V - The Empire Strikes Back", 1980, 5000),
    IndexedTitle(HARRY_POTTER, "Harry Potter and the Chamber of Secrets", 2002, 2500),
    IndexedTitle(ETERNAL, "Eternal Sunshine of the Spotless Mind", 2004, 3000),
    IndexedTitle(LEON, "Léon: The Professional (a.k.a. The Professional) (Léon)", 1994, 3000),
    IndexedTitle(ROCKY_2, "Rocky II", 1979, 900),
    IndexedTitle(ROCKY_3, "Rocky III", 1982, 700),
    IndexedTitle(LA_CONFIDENTIAL, "L.A. Confidential", 1997, 3000),
    IndexedTitle(CONFIDENTIAL_REPORT, "Confidential Report", 1955, 20),
    IndexedTitle(JAPANESE, "千と千尋の神隠し", 2001, 10),
    IndexedTitle(CHICKEN, "Chicken Run", 2000, 1500),
)
INDEX = TitleIndex.build(FILMS)
