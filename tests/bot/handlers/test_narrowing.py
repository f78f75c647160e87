"""What lists are narrowed to: shown with a way out of each part, kept by /filters, loosened from refusals."""

from __future__ import annotations

import pytest

from bot.services.errors import NotYourDeck
from bot.services.shelves import Shelf
from bot.understanding.commands import takes_all_away
from bot.understanding.lexicons import lexicon_of
from tests.bot.conftest import Scene
from tests.support.chat import Chat


def all_buttons(chat: Chat) -> list[str]:
    return [label for row in chat.last.buttons for label in row]


async def test_a_list_says_what_was_understood_and_each_part_goes_with_one_tap(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend comedy 80s")
    assert bruno.last.buttons[1] == ["✕ Comedy", "✕ 1980s", "▶"]
    assert len(bruno.last.buttons) == 3
    await bruno.taps("✕ 1980s")
    assert "Popular in Comedy" in bruno.last.text
    assert bruno.last.buttons[1] == ["✕ Comedy", "↻ Again", "▶"]
    await bruno.taps("▶")
    assert bruno.last.buttons[1] == ["◀", "✕ Comedy", "2/10", "▶"]
    assert len(bruno.answers) == 1


async def test_plain_words_open_a_list_that_can_be_loosened(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("a comedy from the eighties")
    await bruno.taps("✕ Comedy")
    assert "1980s" in bruno.last.text
    assert "Comedy films" not in bruno.last.text


async def test_an_empty_list_offers_what_it_suggests(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend comedy 1890s")
    assert "No Comedy films of the 1890s are left for you" in bruno.last.text
    assert bruno.last.buttons == [["✕ Comedy", "✕ 1890s"], ["✕ All", "Show my films"]]
    await bruno.taps("✕ 1890s")
    assert "Comedy" in bruno.last.text
    assert bruno.last.photo


async def test_every_part_of_many_filters_goes_from_any_card_of_the_list(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend comedy romance after 1970 no war")
    assert bruno.last.buttons[1] == ["✕ Filters", "▶"]
    await bruno.taps("▶")
    await bruno.taps("✕ …")
    assert bruno.last.buttons[1:] == [["✕ Comedy and…", "✕ no War"], ["✕ 1971 or later"], ["✕ All", "◀"]]
    await bruno.taps("◀")
    assert bruno.last.buttons[1] == ["◀", "✕ …", "2/10", "▶"]
    await bruno.taps("✕ …")
    await bruno.taps("✕ no War")
    assert bruno.last.text.startswith("Popular in Comedy and Romance · 1971 or later:")


async def test_a_list_of_one_film_can_be_loosened(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend 1 comedy")
    assert bruno.last.buttons[1] == ["✕ Comedy", "More"]
    await bruno.taps("✕ Comedy")
    assert "Comedy" not in bruno.last.text.split("\n")[0]


async def test_where_stars_can_be_changed_the_parts_are_behind_the_dots(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend comedy no war")
    await bruno.taps("★4")
    assert bruno.last.buttons[1][1] == "−½"
    await bruno.taps("⋯")
    assert len(bruno.last.buttons) == 3
    await bruno.taps("✕ …")
    await bruno.taps("✕ no War")
    assert bruno.last.text.startswith("For you: Comedy")


async def test_loosening_is_taken_back_on_the_same_card(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/filters comedy")
    await bruno.says("/recommend 80s")
    before = bruno.last.text
    await bruno.taps("✕ Comedy")
    assert "Comedy" not in bruno.last.text.split("\n")[0]
    await bruno.taps("↩ Undo")
    assert bruno.last.text.split("\n")[:3] == before.split("\n")[:3]
    await bruno.says("/filters")
    assert bruno.last.text.startswith("Your filters: Comedy")


async def test_loosening_a_list_without_films_is_taken_back(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend comedy 1890s")
    await bruno.taps("✕ 1890s")
    await bruno.taps("↩ Undo")
    assert "No Comedy films of the 1890s are left for you" in bruno.last.text


async def test_a_misspelt_genre_is_a_tap_away(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend horrror 80s")
    if not bruno.last.photo:
        await bruno.taps("Horror")
    assert bruno.last.photo
    assert "Horror" in bruno.last.text


async def test_filters_stick_are_shown_on_cards_and_gone_with_one_tap(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/filters comedy no war")
    assert bruno.last.text.startswith("Your filters: Comedy · no War")
    assert ["✕ Comedy", "✕ no War"] in bruno.last.buttons
    await bruno.says("/recommend")
    assert "Popular in Comedy · no War" in bruno.last.text
    await bruno.taps("✕ Comedy")
    await bruno.says("/popular")
    assert "no War" in bruno.last.text
    assert "Comedy" not in bruno.last.text.split("\n")[0]


async def test_what_is_asked_for_counts_before_what_is_kept(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/filters comedy 80s")
    await bruno.says("/recommend 1970s")
    assert bruno.last.text.startswith("Popular in Comedy · 1970s")


async def test_filters_are_kept_and_dropped_in_one_message(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/filters")
    assert bruno.last.text.startswith("Your filters: none")
    await bruno.taps("+ up to 2 h")
    await bruno.taps("+ no Horror")
    assert bruno.last.text.startswith("Your filters: up to 2 h · no Horror")
    assert "+ no Horror" not in all_buttons(bruno)
    await bruno.taps("✕ All")
    assert bruno.last.text.startswith("Your filters: none")
    await bruno.taps("↩ Undo")
    assert bruno.last.text.startswith("Your filters: up to 2 h · no Horror")
    await bruno.taps("✕ no Horror")
    await bruno.taps("↩ Undo")
    assert bruno.last.text.startswith("Your filters: up to 2 h · no Horror")
    assert len(bruno.answers) == 1


async def test_filters_that_are_typed_can_be_taken_back(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/filters under 2 hours at least 3.5 stars")
    assert bruno.last.text.startswith("Your filters: up to 2 h · ★3.5 or more")
    await bruno.says("/filters under 90 minutes")
    assert bruno.last.text.startswith("Your filters: up to 1 h 30 min · ★3.5 or more")
    await bruno.taps("↩ Undo")
    assert bruno.last.text.startswith("Your filters: up to 2 h · ★3.5 or more")


@pytest.mark.parametrize("words", ["off", "none", "Remove all"])
async def test_all_filters_are_taken_away_in_words_and_can_be_put_back(scene: Scene, words: str) -> None:
    bruno = scene.chat()
    await bruno.says("/filters comedy no zombies")
    assert bruno.last.text.startswith("Your filters: Comedy · no zombies")
    await bruno.says(f"/filters {words}")
    assert bruno.last.text.startswith("Your filters: none")
    await bruno.taps("↩ Undo")
    assert bruno.last.text.startswith("Your filters: Comedy · no zombies")


NONE = {
    "de": "löschen",
    "fr": "enlève tout",
    "es": "ninguno",
    "pt": "não",
    "it": "togli",
    "tr": "kaldır",
    "bs": "obriši sve",
    "ru": "Убери всё",
}


@pytest.mark.parametrize(("code", "typed"), [*NONE.items(), ("de", "off")])
def test_filters_are_taken_away_in_every_language(code: str, typed: str) -> None:
    assert takes_all_away(typed, lexicon_of(code))
    assert not takes_all_away(f"{typed} horror", lexicon_of(code))
    assert not takes_all_away("", lexicon_of(code))


@pytest.mark.parametrize("words", ["feature films only", "no series", "movies only"])
async def test_specials_that_were_kept_are_left_out_again(scene: Scene, words: str) -> None:
    bruno = scene.chat()
    await bruno.says("/filters comedy series too")
    assert bruno.last.text.startswith("Your filters: Comedy · specials and series too")
    await bruno.says(f"/filters {words}")
    assert bruno.last.text.startswith("Your filters: Comedy\n")


async def test_wrong_words_behind_filters_are_explained(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/filters gobbledygook")
    assert "I don't know the genre" in bruno.last.text
    await bruno.says("/filters")
    assert bruno.last.text.startswith("Your filters: none")


async def test_another_persons_list_cannot_be_loosened(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend comedy 80s")
    data = bruno.last.button("✕ Comedy")["callback_data"]
    services = scene.toolbox.services
    services.people.greet(9, "Ida", "en")
    deck_id = int(data.split(":")[2], 36)
    with pytest.raises(NotYourDeck):
        services.decks.keep_without(9, deck_id, 0)
    with pytest.raises(NotYourDeck):
        services.decks.open_without(9, deck_id, 0)
    with pytest.raises(NotYourDeck):
        services.decks.open_again(9, deck_id)


async def test_films_shown_lately_are_held_back_and_can_be_shown_again(scene: Scene) -> None:
    bruno = scene.chat()
    for movie in scene.world.movies[:3]:
        scene.toolbox.services.rating.rate(bruno.person.person_id, movie.movie_id, 5.0)
    await bruno.says("/recommend 3")
    first = bruno.last.text.split("\n")[0]
    assert "The likeliest favourites come first" in bruno.last.text
    await bruno.says("/recommend 3")
    assert "I leave out films" in bruno.last.text
    assert bruno.last.text.split("\n")[0] != first
    await bruno.taps("↻ Show them again")
    assert bruno.last.text.split("\n")[0] == first
    assert "I leave out films" not in bruno.last.text
    await bruno.says("/recommend 3")
    assert "I leave out films" not in bruno.last.text


async def test_popular_films_shown_lately_are_held_back_too_and_that_is_said(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/popular 3")
    first = bruno.last.text.split("\n")[0]
    assert "I leave out films" not in bruno.last.text
    await bruno.says("/popular 3")
    assert "I leave out films" in bruno.last.text
    await bruno.taps("↻ Show them again")
    assert bruno.last.text.split("\n")[0] == first


async def test_show_my_films_leads_on_although_nothing_fits_what_is_kept(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/filters 1890")
    await bruno.says("/recommend")
    assert "are left for you" in bruno.last.text
    await bruno.taps("Show my films")
    assert bruno.last.photo
    await bruno.says("/filters")
    assert "1890" in bruno.last.text  # still kept


async def test_new_behind_a_command_is_measured_by_the_catalogue(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/recommend new")
    assert bruno.last.photo
    assert " or later" in bruno.last.text.split("\n")[0]


@pytest.mark.parametrize("opened", ["/recommend western 1890s under 1 hour", "/popular western 1890s no war"])
async def test_a_part_taken_from_a_list_that_stays_empty_is_taken_back_in_the_same_message(
    scene: Scene, opened: str
) -> None:
    bruno = scene.chat()
    await bruno.says(opened)
    before = (bruno.last.text, bruno.last.buttons)
    await bruno.taps("✕ Western")
    assert "Western" not in bruno.last.text
    assert bruno.last.buttons[0] == ["↩ Undo"]
    await bruno.taps("↩ Undo")
    assert (bruno.last.text, bruno.last.buttons) == before
    assert len(bruno.answers) == 1


async def test_a_part_of_what_is_kept_is_kept_again_where_the_list_stays_empty(scene: Scene) -> None:
    bruno = scene.chat()
    await bruno.says("/filters western 1890s")
    await bruno.says("/recommend")
    await bruno.taps("✕ Western")
    await bruno.taps("↩ Undo")
    assert "Western" in bruno.last.text
    await bruno.says("/filters")
    assert bruno.last.text.startswith("Your filters: Western · 1890s")


async def test_a_part_taken_from_a_watchlist_that_stays_empty_is_taken_back(scene: Scene) -> None:
    bruno, services = scene.chat(), scene.toolbox.services
    services.people.greet(bruno.person.person_id, "Bruno", "en")
    services.library.put(bruno.person.person_id, Shelf.WATCHLIST, scene.world.movie_ids_of("love")[0])
    await bruno.says("/watchlist horror 1890s")
    before = bruno.last.text
    await bruno.taps("✕ Horror")
    assert "1890s" in bruno.last.text
    await bruno.taps("↩ Undo")
    assert bruno.last.text == before
