"""Whatever people type: titles, wishes, small talk, nonsense."""

from __future__ import annotations

import pytest

from bot.omdb.details_cache import Found, Missed, Outcome
from bot.playground.people import PEOPLE
from bot.presentation.deep_links import FilmLink, build
from bot.services.views import FilmDetails, TitleHit
from tests.bot.conftest import Scene

DUNE = TitleHit("tt15239678", "Dune: Part Two", 2024, "movie")
DUNE_FOUND = Found(FilmDetails(), "Dune: Part Two", 2024, ("Action", "Adventure"), "movie")


async def test_a_title_opens_its_card(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(film.title)
    assert film.title in bruno.last.text
    assert bruno.last.photo


async def test_a_title_with_stars_is_rated(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(f"{film.title} 4.5")
    assert scene.ratings_of(bruno.person) == {film.movie_id: 4.5}
    assert "You gave it ★4.5" in bruno.last.text


@pytest.mark.parametrize("typed", ["comedy", "something funny tonight", "a comedy please", "5 comedies"])
async def test_a_wish_opens_a_list_and_says_what_was_understood(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert "Comedy" in bruno.last.text.split("\n")[0]
    assert bruno.last.photo


@pytest.mark.parametrize(
    ("typed", "words"), [("a drama on netflix", "netflix"), ("90s drama with a shark", "shark")]
)
async def test_a_list_says_what_of_a_wish_it_left_out(scene: Scene, typed: str, words: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert bruno.last.text.endswith(f"I can't look for “{words}”, so I left that out.")


async def test_like_two_films_opens_films_like_both(scene: Scene) -> None:
    bruno = scene.chat()
    one, other = (scene.world.movie_ids_of("fear")[number] for number in (0, 1))
    films = {movie.movie_id: movie.title for movie in scene.world.movies}
    await bruno.says(f"something like {films[one]} and {films[other]}")
    assert bruno.last.text.startswith(f"Like {films[one]} and {films[other]}")
    assert "Horror" in bruno.last.text


@pytest.mark.parametrize("typed", ["hi", "thanks", "help", "bye"])
async def test_small_talk_gets_a_fitting_answer_with_ways_on(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert bruno.last.buttons == [["Show my films"], ["★ Rate films"], ["Popular films"]]


async def test_what_should_i_watch_opens_a_list(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("what should I watch tonight")
    assert bruno.last.photo


@pytest.mark.parametrize("typed", ["🎬🎬", "?!?", "\u200f\u202e", "x" * 4096, "https://example.org/a?b=c"])
async def test_nonsense_gets_one_kind_answer_with_ways_on(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert len(bruno.answers) == 1
    assert bruno.last.buttons


async def test_without_a_key_an_unknown_title_says_so(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("Dune: Part Two")
    assert "I know no film called “Dune: Part Two”" in bruno.last.text
    assert "OMDb key" in bruno.last.text


async def test_a_title_that_only_omdb_knows_joins_the_catalogue_and_can_be_rated(scene: Scene) -> None:
    scene.details.has_key, scene.details.hits = True, (DUNE,)
    scene.details.films["tt15239678"] = DUNE_FOUND
    bruno = scene.chat()
    await bruno.says("dune part two")
    assert "Dune: Part Two (2024)" in bruno.last.text
    assert "nobody has rated it here yet" in bruno.last.text
    await bruno.taps("★5")
    assert list(scene.ratings_of(bruno.person).values()) == [5.0]


async def test_several_films_that_omdb_knows_are_offered(scene: Scene) -> None:
    other = TitleHit("tt1160419", "Dune: Part One", 2021, "movie")
    scene.details.has_key, scene.details.hits = True, (DUNE, other)
    scene.details.films["tt15239678"] = DUNE_FOUND
    bruno = scene.chat()
    await bruno.says("dune part")
    assert [row[0] for row in bruno.last.buttons] == ["Dune: Part Two (2024)", "Dune: Part One (2021)"]
    await bruno.taps("Dune: Part Two (2024)")
    assert "Dune: Part Two (2024)" in bruno.last.text


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Found(FilmDetails(), "Dune: Part Two", 2024, kind="series"), "“Dune: Part Two” is a series"),
        (Found(FilmDetails(), "Dune: Part Two", 2024, kind="episode"), "“Dune: Part Two” is a series"),
        (Found(FilmDetails(), "Dune: Part Two", 2024, kind="game"), "Dune: Part Two is no film"),
        (Missed(Outcome.DUPLICATE), "OMDb can't tell me anything about that one."),
        (Missed(Outcome.NOT_FOUND), "OMDb can't tell me anything about that one."),
        (Missed(Outcome.QUOTA_SPENT), "I can't ask OMDb right now."),
    ],
)
async def test_what_does_not_join_the_catalogue_is_told_why_and_how_to_go_on(
    scene: Scene, answer: Found | Missed, said: str
) -> None:
    scene.details.has_key, scene.details.hits = True, (DUNE,)
    scene.details.films["tt15239678"] = answer
    bruno = scene.chat()
    await bruno.says("dune part two")
    assert bruno.last.text.startswith(said)
    assert bruno.last.buttons


async def test_a_group_is_answered_only_when_it_speaks_to_the_bot(scene: Scene) -> None:
    bruno = scene.chat(PEOPLE[1], in_group=True)
    await bruno.says("comedy")
    assert bruno.answers == []
    await bruno.says("@matinee_playground_bot comedy")
    assert "Comedy" in bruno.last.text


async def test_a_group_sees_no_stars_but_those_that_are_given_there(scene: Scene) -> None:
    group, film = scene.chat(PEOPLE[1], in_group=True), scene.world.movies[0]
    scene.toolbox.services.rating.rate(PEOPLE[1].person_id, film.movie_id, 4.5)
    await group.says(f"/find {film.title}")
    assert film.title in group.last.text
    assert "4.5" not in f"{group.last.text} {group.last.buttons}"
    await group.taps("🔖 Later")
    assert "4.5" not in f"{group.last.text} {group.last.buttons}"
    await group.taps("★4")
    assert "You gave it ★4" in group.last.text


async def test_a_friends_link_names_the_friend(scene: Scene) -> None:
    bruno, clara, film = scene.chat(PEOPLE[1]), scene.chat(PEOPLE[2]), scene.world.movies[0]
    await clara.says("/start")
    context = scene.application.context_types.context(scene.application)
    link = build(FilmLink.sealed(film.movie_id, PEOPLE[2].person_id, context.identity.link_key))
    await bruno.says(f"/start {link}")
    assert bruno.last.text.startswith("Clara sends you this film.")
    await clara.says(f"/start {link}")
    assert not clara.last.text.startswith("Clara sends")
    await bruno.says(f"/start film_{film.movie_id}_{PEOPLE[2].person_id}")
    assert bruno.last.text.startswith(film.title)


async def test_a_title_that_is_only_nearly_known_is_looked_up_first(scene: Scene) -> None:
    film = scene.world.movies[0]
    typed = film.title[:4] + "ez"
    hit = TitleHit("tt15239678", typed, 2024, "movie")
    scene.details.has_key, scene.details.hits = True, (hit,)
    scene.details.films["tt15239678"] = Found(FilmDetails(), typed, 2024, ("Drama",), "movie")
    bruno = scene.chat()
    await bruno.says(typed)
    assert bruno.last.text.startswith(f"{typed} (2024)")


async def test_without_omdb_it_is_said_that_no_film_is_called_so(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[0]
    await bruno.says(film.title[:4] + "xxx")
    assert f"I know no film called “{film.title[:4]}xxx”" in bruno.last.text
    assert bruno.last.buttons


async def test_a_question_that_is_no_title_is_not_taken_for_one(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("can my girlfriend use this too?")
    assert bruno.last.text.startswith("I'm not sure what you mean.")


async def test_of_two_films_the_likelier_one_is_named(scene: Scene) -> None:
    bruno, (one, other, *rated) = scene.chat(), scene.world.movies
    for film in rated[:5]:
        scene.toolbox.services.rating.rate(bruno.person.person_id, film.movie_id, 4.0)
    await bruno.says(f"{one.title} or {other.title}?")
    assert bruno.last.text.startswith("I'd pick ")
    assert len(bruno.last.buttons) == 2
    await bruno.taps(bruno.last.buttons[0][0])
    assert bruno.last.photo


async def test_somebody_who_made_no_known_film_is_said_to_be_unknown(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("films by Nobody Inparticular")
    assert bruno.last.text.startswith("I find nothing for “Nobody Inparticular”")
    assert bruno.last.buttons


async def test_new_films_are_those_that_are_new_here(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("new movies")
    assert bruno.last.photo
    assert " or later" in bruno.last.text.split("\n")[0]


@pytest.mark.parametrize(
    ("number", "label", "said"),
    [("1984", "Films from 1984", "1984"), ("21", "21 films", "Popular with everyone")],
)
async def test_a_number_that_is_a_title_is_offered_as_a_film_beside_what_else_it_says(
    scene: Scene, number: str, label: str, said: str
) -> None:
    with scene.unit_of_work() as work:
        work.movies.add(number, 2008, ("Drama",), "tt7777777")
        work.commit()
    scene.toolbox.services.title_search.refresh()
    bruno = scene.chat()
    await bruno.says(number)
    assert bruno.last.text == f"Which one do you mean by “{number}”?"
    assert bruno.last.buttons == [[f"{number} (2008)"], [label]]
    await bruno.taps(label)
    assert said in bruno.last.text.split("\n")[0]
    await bruno.says(number)
    await bruno.taps(f"{number} (2008)")
    assert f"{number} (2008)" in bruno.last.text


@pytest.mark.parametrize(
    ("typed", "called"), [("el padrino", "El padrino"), ("Der Pate", "Der Pate"), ("the godfather", "")]
)
async def test_a_card_opened_by_a_title_of_another_country_says_so(
    scene: Scene, typed: str, called: str
) -> None:
    with scene.unit_of_work() as work:
        work.movies.add("The Godfather", 1972, ("Crime",), "tt0068646")
        work.commit()
    scene.toolbox.services.title_search.refresh()
    bruno = scene.chat()
    await bruno.says(typed)
    lines = bruno.last.text.split("\n")
    assert "The Godfather (1972)" in lines
    assert lines[0] == (called or "The Godfather (1972)")


@pytest.mark.parametrize("typed", ["El padrino 2", "Крёстный отец", "Krestny otets"])
async def test_a_title_that_nothing_here_knows_may_be_tried_by_another_name(scene: Scene, typed: str) -> None:
    bruno = scene.chat()
    await bruno.says(typed)
    assert "English or original titles only" in bruno.last.text
    assert bruno.last.buttons


@pytest.mark.parametrize(
    "card",
    [
        "{title} ({year})\nAction · Crime · Thriller\n★ 4.2 for you",
        "For you: Horror · 1990s\n{title} ({year})\nCrime · Horror\nBecause you rated Heat ★5.",
        "Clara shares a film with you:\n\n{title} ({year})\n",
        "  {title}   ({year})  \r\nDrama",
    ],
)
@pytest.mark.parametrize("is_photo", [False, True])
async def test_a_forwarded_card_opens_its_film(scene: Scene, card: str, is_photo: bool) -> None:
    bruno, film = scene.chat(), scene.world.movies[1]
    text = card.format(title=film.title, year=film.year)
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 120}]
    origin = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "Clara"}
    content = {"photo": photo, "caption": text} if is_photo else {"text": text}
    await bruno.sends(content | {"forward_origin": origin})
    assert bruno.last.text.startswith(f"{film.title} ({film.year})")
    assert len(bruno.answers) == 1


async def test_what_is_typed_below_a_title_still_counts(scene: Scene) -> None:
    bruno, film = scene.chat(), scene.world.movies[1]
    await bruno.says(f"{film.title} ({film.year})\n4 stars")
    assert scene.ratings_of(bruno.person) == {film.movie_id: 4.0}


@pytest.mark.parametrize(
    "caption", ["", "look at this", "Nowhere to Be Found (1999)\nDrama", "(1999)\n(1998)", "x\n" * 500]
)
async def test_a_picture_that_is_no_card_gets_one_answer_with_ways_on(scene: Scene, caption: str) -> None:
    bruno = scene.chat()
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 120}]
    await bruno.sends({"photo": photo, "caption": caption})
    assert len(bruno.answers) == 1
    assert bruno.last.buttons == [["Show my films"], ["★ Rate films"], ["Popular films"]]
