"""Captions and buttons of cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation import card_rows, cards, deck_keyboards, my_ratings, undoing
from bot.presentation.buttons import Hint, HintButton, Payload, RateFilmsButton, RecommendButton
from bot.presentation.card_rows import SimilarButton
from bot.presentation.catalogues import Catalogues
from bot.presentation.deck_keyboards import (
    DeckActionsButton,
    DeleteStarsButton,
    HideButton,
    KeepButton,
    MoreButton,
    RateCardButton,
    RefineCardButton,
    SeenButton,
    TurnButton,
    UnhideButton,
    UnkeepButton,
)
from bot.presentation.film_keyboards import (
    DeleteRatingButton,
    FilmActionsButton,
    RateFilmButton,
    UnshelveButton,
)
from bot.presentation.genre_names import GENRE_NAMES
from bot.presentation.identity import BotIdentity
from bot.presentation.list_pages import RatingsPageButton, ShelfPageButton
from bot.presentation.locale import ENGLISH
from bot.presentation.markup import CAPTION_LIMIT, visible_units
from bot.presentation.outgoing import Note
from bot.presentation.question_keyboard import (
    AnswerButton,
    NotSeenButton,
    RefineAnswerButton,
    UndoAnswerButton,
)
from bot.presentation.undoing import PutBackStarsButton, RestoreStarsButton
from bot.services.origins import FROM_NOWHERE, Origin, Place
from bot.services.shelves import Shelf, ShelfState
from bot.services.undoing import EarlierStars, Rating
from bot.services.views import (
    Confidence,
    DeckPage,
    Film,
    FilmDetails,
    FilmPage,
    Filters,
    Greeting,
    LastAnswer,
    Prediction,
    RatedFilm,
    RatingsPage,
    Reason,
)
from tests.bot.samples import (
    ALIEN,
    HEAT,
    HEAT_DETAILS,
    OWNER,
    POPULAR_PAGE,
    SAW,
    UNKNOWN_YEAR,
    labels_of,
    page,
    payload_of,
    question,
)

DELETED = EarlierStars(HEAT.movie_id, Rating(HEAT.movie_id, 4.5, datetime(2026, 3, 1, 20, 15, tzinfo=UTC)))
HIDDEN = ShelfState(is_hidden=True)
NOIR = Filters(genres=frozenset({"Film-Noir"}))

BOT = BotIdentity("matinee_bot", takes_inline_queries=True)
STARS = ["★1", "★2", "★3", "★4", "★5"]


class TestDeckCaption:
    def test_it_says_what_is_known_and_why_it_is_recommended(self) -> None:
        assert cards.deck(ENGLISH, page(), HEAT_DETAILS, OWNER).caption == (
            "<b>Heat</b> (1995)\n"
            "Action · Crime · Thriller · 2 h 50 min · IMDb 8.3\n"
            "<b>★ 4.3 for you</b>, fairly sure\n"
            "<blockquote expandable><i>Because you rated Alien ★4.5.</i>\n"
            "Directed by Michael Mann\n"
            "A group of high-end professional thieves start to feel the heat from the LAPD.</blockquote>"
        )

    def test_a_film_of_which_little_is_known_has_a_short_card(self) -> None:
        shown = cards.deck(ENGLISH, page(film=UNKNOWN_YEAR, prediction=None, reasons=()), None, OWNER)
        assert shown.caption == "<b>Tom &amp; &lt;Jerry&gt;</b>"
        assert labels_of(shown)[2] == ["🔖 Later", "👁 Seen", "🚫 Hide", "⋯"]

    def test_what_spoke_against_a_film_is_worded_differently(self) -> None:
        reasons = (Reason(ALIEN, 5, 0.8), Reason(HEAT, 4.5, 0.4), Reason(SAW, 1, -0.3))
        caption = cards.deck(ENGLISH, page(reasons=reasons), None, OWNER).caption
        assert "<i>Because you rated Alien ★5 and Heat ★4.5, although you gave Saw ★1.</i>" in caption

    def test_a_liked_film_that_spoke_against_is_left_out(self) -> None:
        caption = cards.deck(ENGLISH, page(reasons=(Reason(ALIEN, 5, -0.8),)), None, OWNER).caption
        assert "Alien" not in caption

    def test_a_disliked_film_can_speak_for_another_one(self) -> None:
        caption = cards.deck(
            ENGLISH, page(reasons=(Reason(ALIEN, 5, 0.8), Reason(SAW, 1.5, 0.7))), None, OWNER
        ).caption
        assert "<i>Because you rated Alien ★5 and Saw only ★1.5.</i>" in caption

    def test_a_card_names_at_most_three_reasons_for_and_one_against(self) -> None:
        reasons = (*[Reason(ALIEN, 5, 0.8)] * 4, *[Reason(SAW, 1, -0.3)] * 2)
        caption = cards.deck(ENGLISH, page(reasons=reasons), None, OWNER).caption
        assert (caption.count("Alien"), caption.count("Saw")) == (3, 1)

    def test_a_liked_film_by_the_same_director_is_named_with_its_maker(self) -> None:
        reasons = (Reason(ALIEN, 5, 0.8), Reason(HEAT, 4.5, 0.4, director="Mann & <Sons>"))
        caption = cards.deck(ENGLISH, page(reasons=reasons), None, OWNER).caption
        assert (
            "<i>Directed by Mann &amp; &lt;Sons&gt;, whose Heat you gave ★4.5.</i> "
            "<i>Because you rated Alien ★5.</i>" in caption
        )
        alone = cards.deck(ENGLISH, page(reasons=reasons[1:]), None, OWNER).caption
        assert "whose Heat you gave ★4.5.</i></blockquote>" in alone

    def test_a_director_whom_a_reason_names_is_not_named_again(self) -> None:
        reasons = (Reason(ALIEN, 4.5, 0.4, director="Michael Mann"),)
        caption = cards.deck(ENGLISH, page(reasons=reasons), HEAT_DETAILS, OWNER).caption
        assert caption.count("Michael Mann") == 1

    @pytest.mark.parametrize("stars", [1, 3])
    def test_no_maker_is_praised_for_a_film_that_was_not_liked(self, stars: float) -> None:
        reasons = (Reason(HEAT, stars, 0.4, director="Michael Mann"),)
        assert "Directed by" not in cards.deck(ENGLISH, page(reasons=reasons), None, OWNER).caption

    def test_a_list_of_similar_films_says_like_which(self) -> None:
        similar = page(source="similar", like=(ALIEN,), reasons=())
        assert cards.deck(ENGLISH, similar, None, OWNER).caption.startswith("<i>Like Alien</i>\n<b>Heat</b>")

    def test_reasons_only_against_a_film_still_read_as_a_sentence(self) -> None:
        caption = cards.deck(ENGLISH, page(reasons=(Reason(SAW, 1, -0.3),)), None, OWNER).caption
        assert "<i>Even though you gave Saw ★1.</i>" in caption

    def test_exactly_three_stars_are_neither_praise_nor_blame(self) -> None:
        reasons = (Reason(ALIEN, 3, 0.8), Reason(HEAT, 4, 0.4))
        assert (
            "<i>Because you rated Heat ★4.</i>"
            in cards.deck(ENGLISH, page(reasons=reasons), None, OWNER).caption
        )

    @pytest.mark.parametrize(
        ("usual", "words"),
        [(2.2, "<b>★ 2.9 for you</b>: more than your usual 2.2"), (3.6, "one of the best that are left")],
    )
    def test_few_stars_on_ones_own_list_do_not_read_as_a_warning(self, usual: float, words: str) -> None:
        shown = page(prediction=Prediction(2.9, "fair"), usual_stars=usual)
        assert words in cards.deck(ENGLISH, shown, None, OWNER).caption

    def test_few_stars_beside_a_similar_film_are_told_as_they_are(self) -> None:
        shown = page(source="similar", prediction=Prediction(2.1, "fair"))
        assert "★ 2.1 for you</b>, fairly sure" in cards.deck(ENGLISH, shown, None, OWNER).caption

    def test_what_is_said_once_stands_at_the_end(self) -> None:
        caption = cards.deck(ENGLISH, page(notice="held_back"), None, OWNER).caption
        assert caption.endswith("<i>I leave out films I showed you in the last 24 hours.</i>")

    def test_a_list_without_somebody_says_once_that_not_all_makers_are_known(self) -> None:
        without = Filters(excluded_actors=frozenset({"Tom Cruise"}))
        first, second = (
            cards.deck(ENGLISH, page(filters=without, position=place), None, OWNER).caption
            for place in (0, 1)
        )
        assert first.endswith(
            "<i>I don't know the cast and director of every film yet, so one may slip through.</i>"
        )
        assert "slip through" not in second

    def test_what_a_list_left_out_of_a_wish_is_said(self) -> None:
        caption = cards.deck(ENGLISH, page(left_out="on <net> flix", notice="order"), None, OWNER).caption
        assert caption.endswith("<i>I can't look for “on &lt;net&gt; flix”, so I left that out.</i>")

    @pytest.mark.parametrize(
        ("confidence", "words"), [("sure", "quite sure"), ("fair", "fairly sure"), ("unsure", "just a hunch")]
    )
    def test_how_sure_the_stars_are_is_said_in_words(self, confidence: Confidence, words: str) -> None:
        caption = cards.deck(ENGLISH, page(prediction=Prediction(3.96, confidence)), None, OWNER).caption
        assert f"<b>★ 4.0 for you</b>, {words}" in caption

    def test_own_stars_stand_beside_the_guess_and_without_reasons(self) -> None:
        caption = cards.deck(ENGLISH, page(own_stars=4.0), None, OWNER).caption
        assert "<b>You gave it ★4</b> (my guess was 4.3)" in caption
        assert "Because" not in caption

    def test_a_popular_list_says_that_it_does_not_know_the_persons_taste(self) -> None:
        caption = cards.deck(ENGLISH, POPULAR_PAGE, None, OWNER).caption
        assert caption.startswith("<i>Popular with everyone: I don't know your taste yet.")

    def test_a_popular_list_without_a_model_says_so(self) -> None:
        caption = cards.deck(ENGLISH, replace(POPULAR_PAGE, model_is_missing=True), None, OWNER).caption
        assert "waiting for my first training" in caption
        assert "taste" not in caption

    def test_a_popular_list_that_was_asked_for_is_called_just_that(self) -> None:
        known = replace(POPULAR_PAGE, prediction=Prediction(4.0, "sure"), filters=NOIR)
        assert cards.deck(ENGLISH, known, None, OWNER).caption.startswith(
            "<i>Popular in Film noir</i>\n<b>Heat"
        )

    @pytest.mark.parametrize("name", ["Oscar Best Picture", "Pixar"])
    def test_films_of_a_collection_are_no_genre_to_be_popular_in(self, name: str) -> None:
        shown = replace(
            POPULAR_PAGE,
            prediction=Prediction(4.0, "sure"),
            filters=Filters(themes=frozenset({name}), first_year=1990, last_year=1999),
        )
        caption = cards.deck(ENGLISH, shown, None, OWNER).caption
        assert caption.startswith(f"<i>Popular with everyone · {name} · 1990s</i>")

    def test_a_personal_list_says_what_it_is_narrowed_to(self) -> None:
        narrowed = page(
            filters=replace(
                NOIR, first_year=1990, last_year=1999, excluded_genres=frozenset({"Horror", "War"})
            )
        )
        caption = cards.deck(ENGLISH, narrowed, None, OWNER).caption
        assert caption.startswith("<i>For you: Film noir · 1990s · no Horror · no War</i>\n<b>Heat")

    def test_a_list_without_a_wish_has_nothing_to_say_about_it(self) -> None:
        assert cards.deck(ENGLISH, page(), None, OWNER).caption.startswith("<b>Heat")

    def test_a_popular_list_says_what_it_is_narrowed_to(self) -> None:
        narrowed = replace(
            POPULAR_PAGE,
            filters=Filters(first_year=1990, last_year=1999, excluded_genres=frozenset({"Horror"})),
        )
        caption = cards.deck(ENGLISH, narrowed, None, OWNER).caption
        assert caption.startswith(
            "<i>Popular with everyone · 1990s · no Horror: I don't know your taste yet."
        )

    def test_a_hidden_film_is_marked(self) -> None:
        assert "Not for you" in cards.deck(ENGLISH, page(shelves=HIDDEN), None, OWNER).caption

    @pytest.mark.parametrize(
        ("title", "line"),
        [
            ("Amelie (Fabuleux destin d'Amélie Poulain, Le)", "Le Fabuleux destin d'Amélie Poulain"),
            ("Spirited Away (Sen to Chihiro no kamikakushi)", "Sen to Chihiro no kamikakushi"),
            ("Way of the Dragon, The (a.k.a. Return of the Dragon) (Meng <b> jiang)", "Meng &lt;b&gt; jiang"),
            ("Mesrine (Ennemi public n°1, L')", "L'Ennemi public n°1"),
        ],
    )
    def test_the_original_title_has_a_line_on_every_card_of_a_film(self, title: str, line: str) -> None:
        film = replace(HEAT, title=title)
        for caption in (
            cards.deck(ENGLISH, page(film=film), HEAT_DETAILS, OWNER).caption,
            cards.film(ENGLISH, FilmPage(film, None, None), None, OWNER).caption,
            cards.question(ENGLISH, question(film), None, OWNER).caption,
            cards.public(ENGLISH, film, None),
        ):
            assert f"</b> (1995)\n<i>{line}</i>\n" in caption

    @pytest.mark.parametrize(
        "title",
        [
            "Heat",
            "Seven (a.k.a. Se7en)",
            "Brüno (Bruno)",
            "Léon (Leon)",
            "Mary Shelley's Frankenstein (Frankenstein)",
            "20 Feet from Stardom (Twenty Feet from Stardom)",
            "Bad Milo (Bad Milo!)",
            "Matrix, The (The Matrix)",
            "Dune (Part 2)",
            "Nothing ()",
            "Strange (???)",
        ],
    )
    def test_a_title_that_says_nothing_new_has_no_line(self, title: str) -> None:
        caption = cards.deck(ENGLISH, page(film=replace(HEAT, title=title)), None, OWNER).caption
        assert "</b> (1995)\nAction" in caption

    def test_no_line_of_a_caption_is_blank(self) -> None:
        lead = page(filters=NOIR, notice="held_back", shelves=HIDDEN)
        assert "\n\n" not in cards.deck(ENGLISH, lead, HEAT_DETAILS, OWNER).caption
        assert "\n\n" not in cards.question(ENGLISH, question(), HEAT_DETAILS, OWNER).caption
        assert "\n\n" not in cards.public(ENGLISH, HEAT, HEAT_DETAILS, opinion="★", sent_by="Ada")

    def test_a_long_plot_is_cut_after_a_sentence(self) -> None:
        plot = "It begins well. " + "Then it goes on and on. " * 40
        caption = cards.deck(ENGLISH, page(), FilmDetails(plot=plot), OWNER).caption
        assert "Then it goes on and on.</blockquote>" in caption
        assert visible_units(caption) < 500

    @given(
        title=st.text(max_size=400),
        plot=st.text(max_size=3000),
        names=st.text(max_size=600),
        reason=st.text(max_size=300),
        code=st.sampled_from(Catalogues().codes),
    )
    def test_a_caption_always_keeps_to_telegrams_limit(
        self, title: str, plot: str, names: str, reason: str, code: str
    ) -> None:
        locale = Catalogues().locale(code)
        film = replace(HEAT, title=title, genres=tuple(GENRE_NAMES))
        reasons = tuple(
            Reason(Film(n, reason, None, (), None), 4.5, sign) for n, sign in ((1, 1.0), (2, 1.0), (3, -1.0))
        )
        details = FilmDetails(plot, names, names, 170, 8.3, None)
        popular = replace(
            POPULAR_PAGE,
            film=film,
            shelves=HIDDEN,
            filters=Filters(
                genres=frozenset(GENRE_NAMES),
                excluded_genres=frozenset(GENRE_NAMES),
                first_year=1988,
                last_year=1997,
                min_minutes=61,
                max_minutes=139,
                min_stars=4.5,
                features_only=False,
            ),
        )
        for shown in (
            cards.deck(locale, page(film=film, reasons=reasons, shelves=HIDDEN), details, OWNER),
            cards.deck(locale, popular, details, OWNER),
            cards.question(locale, question(film), details, OWNER),
            cards.film(locale, FilmPage(film, None, 4.5), details, OWNER, deleted=DELETED, is_deletion=True),
        ):
            assert visible_units(shown.caption) <= CAPTION_LIMIT


class TestDeckButtons:
    def test_a_fresh_card_offers_stars_leafing_and_shelves(self) -> None:
        shown = cards.deck(ENGLISH, page(), None, OWNER)
        assert labels_of(shown) == [
            STARS,
            ["◀", "−½", "3/10", "+½", "▶"],
            ["🔖 Later", "👁 Seen", "🚫 Hide", "⋯"],
        ]
        assert payload_of(shown, "★4") == RateCardButton(OWNER, 12, HEAT.movie_id, 4.0)
        assert payload_of(shown, "◀") == TurnButton(OWNER, 12, 1)
        assert payload_of(shown, "▶") == TurnButton(OWNER, 12, 3)
        assert payload_of(shown, "🚫 Hide") == HideButton(OWNER, 12, HEAT.movie_id)
        assert payload_of(shown, "👁 Seen") == SeenButton(OWNER, 12, HEAT.movie_id)
        assert payload_of(shown, "🔖 Later") == KeepButton(OWNER, 12, HEAT.movie_id)
        assert payload_of(shown, "⋯") == DeckActionsButton(OWNER, 12, 2)
        assert payload_of(shown, "+½") == HintButton(OWNER, Hint.FINE_TUNE)

    def test_what_is_behind_more_keeps_the_stars_in_place(self) -> None:
        shown = Note("", deck_keyboards.deck_actions(ENGLISH, page(), OWNER, BOT))
        assert labels_of(shown) == [STARS, ["More like this", "Where to watch"], ["IMDb", "Share", "◀"]]
        assert payload_of(shown, "More like this") == SimilarButton(OWNER, HEAT.movie_id)
        assert payload_of(shown, "◀") == TurnButton(OWNER, 12, 2)

    @pytest.mark.parametrize(
        "shown",
        [
            page(),
            page(own_stars=4.0),
            page(position=0),
            page(position=9),
            page(last_rated=RatedFilm(ALIEN, 4.0)),
            page(shelves=ShelfState(True, True, True)),
            POPULAR_PAGE,
            replace(POPULAR_PAGE, model_is_missing=True),
        ],
    )
    def test_every_card_of_a_list_has_three_rows_with_the_stars_on_top(self, shown: DeckPage) -> None:
        for undo in (None, UnhideButton(OWNER, 12, SAW.movie_id)):
            rows = labels_of(cards.deck(ENGLISH, shown, None, OWNER, undo=undo))
            assert len(rows) == 3
            assert len(rows[0]) == 5

    def test_a_kept_film_is_ticked(self) -> None:
        shown = cards.deck(ENGLISH, page(shelves=ShelfState(on_watchlist=True)), None, OWNER)
        assert payload_of(shown, "✓ Later") == UnkeepButton(OWNER, 12, HEAT.movie_id)

    def test_the_imdb_button_leads_to_the_film(self) -> None:
        keyboard = deck_keyboards.deck_actions(ENGLISH, page(), OWNER, BOT)
        button = keyboard.inline_keyboard[2][0]
        assert button.url == "https://www.imdb.com/title/tt0113277/"

    def test_share_asks_for_the_card_in_a_chat_that_one_chooses(self) -> None:
        button = deck_keyboards.deck_actions(ENGLISH, page(), OWNER, BOT).inline_keyboard[2][1]
        assert button.switch_inline_query_chosen_chat is not None
        assert button.switch_inline_query_chosen_chat.query == f"film_{HEAT.movie_id}"

    def test_where_inline_mode_is_off_share_sends_a_link_that_says_whose_it_is(self) -> None:
        without = replace(BOT, takes_inline_queries=False)
        button = deck_keyboards.deck_actions(ENGLISH, page(), OWNER, without).inline_keyboard[2][1]
        assert button.url is not None
        assert quote(f"start=film_{HEAT.movie_id}_{OWNER}", safe="") in button.url

    def test_before_the_bot_knows_its_name_nothing_is_shared(self) -> None:
        keyboard = deck_keyboards.deck_actions(ENGLISH, page(), OWNER, BotIdentity(""))
        assert [button.text for button in keyboard.inline_keyboard[2]] == ["IMDb", "◀"]

    def test_before_the_first_training_nothing_is_said_to_be_like_anything(self) -> None:
        untrained = replace(POPULAR_PAGE, model_is_missing=True)
        shown = Note("", deck_keyboards.deck_actions(ENGLISH, untrained, OWNER, BOT))
        assert labels_of(shown)[1] == ["Where to watch"]

    def test_the_first_card_explains_why_it_has_nothing_before_it(self) -> None:
        assert payload_of(cards.deck(ENGLISH, page(position=0), None, OWNER), "◀") == HintButton(
            OWNER, Hint.FIRST_CARD
        )

    def test_the_last_card_offers_more(self) -> None:
        assert payload_of(cards.deck(ENGLISH, page(position=9), None, OWNER), "More") == MoreButton(
            OWNER, 12, 10
        )

    def test_the_last_rating_can_be_refined_from_the_next_card(self) -> None:
        shown = cards.deck(ENGLISH, page(last_rated=RatedFilm(ALIEN, 4.0)), None, OWNER)
        assert "✓ ★4 for Alien" in shown.caption
        assert payload_of(shown, "+½") == RefineCardButton(OWNER, 12, 2, ALIEN.movie_id, 4.5)
        assert payload_of(shown, "−½") == RefineCardButton(OWNER, 12, 2, ALIEN.movie_id, 3.5)

    @pytest.mark.parametrize(("stars", "label"), [(5.0, "+½"), (0.5, "−½")])
    def test_stars_are_refined_within_their_bounds(self, stars: float, label: str) -> None:
        shown = cards.deck(ENGLISH, page(last_rated=RatedFilm(ALIEN, stars)), None, OWNER)
        assert payload_of(shown, label) == HintButton(OWNER, Hint.FINE_TUNE)

    @pytest.mark.parametrize(
        ("own", "row"),
        [
            (4.0, ["★1", "★2", "★3", "✓ 4", "★5"]),
            (4.5, ["★1", "★2", "★3", "✓ 4.5", "★5"]),
            (0.5, ["✓ 0.5", "★2", "★3", "★4", "★5"]),
        ],
    )
    def test_own_stars_are_ticked_and_can_be_refined(self, own: float, row: list[str]) -> None:
        shown = cards.deck(ENGLISH, page(own_stars=own), None, OWNER)
        assert labels_of(shown)[0] == row
        assert payload_of(shown, row[max(0, int(own) - 1)]) == RateCardButton(OWNER, 12, HEAT.movie_id, own)
        assert payload_of(shown, "+½") == RefineCardButton(OWNER, 12, 2, HEAT.movie_id, own + 0.5)

    def test_a_hidden_film_can_be_brought_back(self) -> None:
        shown = cards.deck(ENGLISH, page(shelves=HIDDEN), None, OWNER)
        assert payload_of(shown, "✓ Hide") == UnhideButton(OWNER, 12, HEAT.movie_id)

    def test_hiding_can_be_taken_back_from_the_next_card(self) -> None:
        undo = UnhideButton(OWNER, 12, SAW.movie_id)
        shown = cards.deck(ENGLISH, page(), None, OWNER, undo=undo)
        assert payload_of(shown, "↩ Undo") == undo
        assert labels_of(shown)[1:] == [["◀", "↩ Undo", "▶"], ["🔖 Later", "👁 Seen", "🚫 Hide", "⋯"]]

    def test_stars_can_be_taken_back_from_the_next_card(self) -> None:
        given = datetime(2026, 3, 1, 20, 15, 30, 123456, UTC)
        earlier = EarlierStars(ALIEN.movie_id, Rating(ALIEN.movie_id, 2.5, given))
        shown = cards.deck(ENGLISH, page(last_rated=RatedFilm(ALIEN, 4.0), replaced=earlier), None, OWNER)
        assert labels_of(shown)[1] == ["◀", "−½", "↩", "+½", "▶"]
        button = payload_of(shown, "↩")
        assert isinstance(button, RestoreStarsButton)
        assert undoing.restored(button) == earlier

    def test_own_stars_can_be_deleted_where_one_leafs_back(self) -> None:
        shown = cards.deck(ENGLISH, page(own_stars=4.0), None, OWNER)
        assert labels_of(shown)[1] == ["◀", "−½", "🗑", "+½", "▶"]
        assert payload_of(shown, "🗑") == DeleteStarsButton(OWNER, 12, HEAT.movie_id)

    def test_a_popular_film_can_be_kept_for_later(self) -> None:
        for place in (0, 2):
            shown = cards.deck(ENGLISH, replace(POPULAR_PAGE, position=place), None, OWNER)
            assert labels_of(shown)[2] == ["🔖 Later", "👁 Seen", "🚫 Hide", "⋯"]

    def test_from_a_popular_list_a_known_person_gets_to_their_own(self) -> None:
        popular = replace(POPULAR_PAGE, position=0, prediction=Prediction(4.0, "sure"))
        shown = cards.deck(ENGLISH, popular, None, OWNER)
        assert labels_of(shown)[1] == ["Show my films", "▶"]
        assert payload_of(shown, "Show my films") == RecommendButton(OWNER)

    def test_a_cold_person_is_invited_to_rate(self) -> None:
        popular = replace(POPULAR_PAGE, position=0)
        shown = cards.deck(ENGLISH, popular, None, OWNER)
        assert labels_of(shown)[1] == ["★ Rate films", "▶"]
        assert payload_of(shown, "★ Rate films") == RateFilmsButton(OWNER)


class TestQuestion:
    def test_it_shows_enough_to_recognise_the_film_and_nothing_that_sways(self) -> None:
        caption = cards.question(ENGLISH, question(), HEAT_DETAILS, OWNER).caption
        assert caption == (
            "<b>Heat</b> (1995)\nAction · Crime · Thriller\nWith Al Pacino, Robert De Niro, Val Kilmer\n"
            "Seen it? Tap your stars. After three films I can recommend.\n"
            "<i>Rather other films? <code>/rate horror</code>, <code>/rate newer</code>, "
            "<code>/rate heat</code>.</i>"
        )

    def test_the_first_question_has_nothing_to_undo(self) -> None:
        shown = cards.question(ENGLISH, question(), None, OWNER)
        assert labels_of(shown) == [STARS, ["−½", "Haven't seen it", "+½"], ["↩ Undo", "Stop"]]
        assert payload_of(shown, "↩ Undo") == HintButton(OWNER, Hint.NOTHING_TO_UNDO)
        assert payload_of(shown, "★3") == AnswerButton(OWNER, HEAT.movie_id, 3.0)
        assert payload_of(shown, "Haven't seen it") == NotSeenButton(OWNER, HEAT.movie_id)

    def test_the_last_answer_can_be_refined_and_undone(self) -> None:
        shown = cards.question(ENGLISH, question(answered=1, last=LastAnswer(ALIEN, 4.0)), None, OWNER)
        assert "✓ ★4 for Alien" in shown.caption
        assert labels_of(shown)[2] == ["↩ Undo", "Stop"]
        assert payload_of(shown, "+½") == RefineAnswerButton(OWNER, ALIEN.movie_id, 4.5, HEAT.movie_id)
        assert payload_of(shown, "↩ Undo") == UndoAnswerButton(OWNER, ALIEN.movie_id)

    def test_a_film_not_seen_can_only_be_undone(self) -> None:
        shown = cards.question(ENGLISH, question(last=LastAnswer(ALIEN, None)), None, OWNER)
        assert labels_of(shown) == [STARS, ["−½", "Haven't seen it", "+½"], ["↩ Undo", "Stop"]]
        assert payload_of(shown, "+½") == HintButton(OWNER, Hint.FINE_TUNE)

    def test_three_answers_open_the_way_to_recommendations(self) -> None:
        shown = cards.question(ENGLISH, question(answered=3, last=LastAnswer(ALIEN, 4.0)), None, OWNER)
        assert labels_of(shown)[2] == ["↩ Undo", "My films", "Stop"]

    @pytest.mark.parametrize(
        ("answered", "words"),
        [(1, "1 rated · 2 more"), (2, "2 rated · 1 more"), (3, "I can recommend now"), (12, "12 rated · ")],
    )
    def test_progress_is_said_honestly(self, answered: int, words: str) -> None:
        assert words in cards.question(ENGLISH, question(answered=answered), None, OWNER).caption


class TestFilm:
    def test_a_rated_film_can_be_changed_by_halves_and_deleted(self) -> None:
        origin = Origin(Place.RATINGS, 2)
        shown = cards.film(ENGLISH, FilmPage(HEAT, None, 4.5, came_from=origin), None, OWNER)
        assert labels_of(shown) == [
            ["★1", "★2", "★3", "✓ 4.5", "★5"],
            ["−½", "🗑 My stars", "+½"],
            ["◀", "🔖 Later", "👁 Seen", "🚫 Hide", "⋯"],
        ]
        assert payload_of(shown, "+½") == RateFilmButton(OWNER, HEAT.movie_id, 5.0, 2)
        assert payload_of(shown, "🗑 My stars") == DeleteRatingButton(OWNER, HEAT.movie_id, 2)
        assert payload_of(shown, "◀") == RatingsPageButton(OWNER, 2)
        assert payload_of(shown, "⋯") == FilmActionsButton(OWNER, HEAT.movie_id, 2)

    @pytest.mark.parametrize(
        ("place", "back"),
        [
            (Shelf.WATCHLIST, ShelfPageButton(OWNER, Shelf.WATCHLIST, 3)),
            (Shelf.SEEN, ShelfPageButton(OWNER, Shelf.SEEN, 3)),
            (Shelf.HIDDEN, ShelfPageButton(OWNER, Shelf.HIDDEN, 3)),
        ],
    )
    def test_a_card_leads_back_to_where_one_came_from(self, place: Place | Shelf, back: Payload) -> None:
        shown = cards.film(ENGLISH, FilmPage(HEAT, None, None, came_from=Origin(place, 3)), None, OWNER)
        assert payload_of(shown, "◀") == back

    def test_a_card_from_nowhere_has_no_way_back(self) -> None:
        assert "◀" not in labels_of(cards.film(ENGLISH, FilmPage(HEAT, None, None), None, OWNER))[2]

    def test_shelves_are_ticked_and_can_be_left(self) -> None:
        page = FilmPage(HEAT, None, None, shelves=ShelfState(True, True, True))
        shown = cards.film(ENGLISH, page, None, OWNER)
        assert labels_of(shown)[2] == ["✓ Later", "✓ Seen", "✓ Hide", "⋯"]
        unshelve = UnshelveButton(OWNER, Shelf.SEEN, HEAT.movie_id, FROM_NOWHERE.code)
        assert payload_of(shown, "✓ Seen") == unshelve

    def test_deleted_stars_can_be_put_back(self) -> None:
        shown = cards.film(ENGLISH, FilmPage(HEAT, None, None), None, OWNER, deleted=DELETED)
        assert "Your ★4.5 is deleted." in shown.caption
        button = payload_of(shown, "↩ Put ★4.5 back")
        assert isinstance(button, PutBackStarsButton)
        assert undoing.put_back(button) == DELETED

    def test_a_film_that_was_seen_is_asked_for_its_stars(self) -> None:
        seen = ShelfState(is_seen=True)
        asked = "How many stars would you give it?"
        assert asked in cards.film(ENGLISH, FilmPage(HEAT, None, None, seen), None, OWNER).caption
        assert asked in cards.deck(ENGLISH, page(shelves=seen), None, OWNER).caption
        assert asked not in cards.film(ENGLISH, FilmPage(HEAT, None, 4.0, seen), None, OWNER).caption

    def test_a_friend_who_sent_a_film_is_named(self) -> None:
        shown = cards.film(ENGLISH, FilmPage(HEAT, None, None), None, OWNER, sent_by="Bo <b>")
        assert shown.caption.startswith("<i>Bo &lt;b&gt; sends you this film.</i>")

    def test_a_film_that_nobody_has_rated_says_so(self) -> None:
        shown = cards.film(ENGLISH, FilmPage(HEAT, None, None, is_added=True), None, OWNER)
        assert "nobody has rated it here yet" in shown.caption

    def test_the_way_to_watch_is_searched_by_title_in_the_persons_country(self) -> None:
        movie = replace(HEAT, title="Raiders of the Lost Ark (Indiana Jones and the Raiders of the Lost Ark)")
        assert card_rows.watch_url(ENGLISH, movie).endswith("/us/search?q=Raiders%20of%20the%20Lost%20Ark")

    def test_stars_of_the_linked_user_are_explained(self) -> None:
        shown = cards.film(ENGLISH, FilmPage(HEAT, None, 3.0), None, OWNER, is_deletion=True)
        assert "These stars are your MovieLens user's" in shown.caption


class TestNotes:
    def test_a_newcomer_is_told_what_to_do(self) -> None:
        note = cards.greeting(ENGLISH, Greeting(False, "Ada <3", 0, None), OWNER)
        assert note.text.startswith("Hi Ada &lt;3! I'm <b>Matinee</b>")
        assert labels_of(note) == [["★ Rate films"], ["I have a MovieLens id"], ["Just show popular films"]]

    def test_a_known_person_is_greeted_as_one(self) -> None:
        note = cards.greeting(ENGLISH, Greeting(True, "Ada", 1, None), OWNER)
        assert note.text == "Welcome back, Ada! I know 1 rating of yours."
        assert labels_of(note)[0] == ["Show my films"]

    def test_a_linked_person_is_told_that_those_ratings_count(self) -> None:
        note = cards.greeting(ENGLISH, Greeting(True, "Ada", 1200, 42), OWNER)
        assert note.text.endswith("I know 1,200 ratings of yours, those of MovieLens user 42 included.")

    def test_ratings_are_a_numbered_list_with_a_button_each(self) -> None:
        items = tuple(RatedFilm(replace(HEAT, movie_id=n), 4.5) for n in range(1, 6))
        note = my_ratings.ratings(ENGLISH, RatingsPage(items, 1, 3, 21, 0), OWNER)
        assert "5. <b>Heat</b> (1995) ★4.5\n" in note.text
        assert labels_of(note) == [
            ["1", "2", "3", "4"],
            ["5"],
            ["◀", "2/3", "▶"],
            ["✓ Newest", "Most stars", "A–Z"],
        ]
        assert payload_of(note, "▶") == RatingsPageButton(OWNER, 2)

    def test_a_single_page_has_nothing_to_leaf_through(self) -> None:
        note = my_ratings.ratings(ENGLISH, RatingsPage((RatedFilm(HEAT, 4.0),), 0, 1, 1, 1), OWNER)
        assert labels_of(note) == [["1"]]
        assert note.text.endswith("1 rating of your MovieLens user counts too.")

    def test_the_ends_of_the_list_explain_themselves(self) -> None:
        first = my_ratings.ratings(ENGLISH, RatingsPage((RatedFilm(HEAT, 4.0),), 0, 2, 9, 0), OWNER)
        last = my_ratings.ratings(ENGLISH, RatingsPage((RatedFilm(HEAT, 4.0),), 1, 2, 9, 0), OWNER)
        assert payload_of(first, "◀") == HintButton(OWNER, Hint.FIRST_PAGE)
        assert payload_of(last, "▶") == HintButton(OWNER, Hint.LAST_PAGE)

    def test_somebody_without_ratings_is_invited_to_rate(self) -> None:
        note = my_ratings.ratings(ENGLISH, RatingsPage((), 0, 1, 0, 20), OWNER)
        assert note.text == (
            "You haven't rated a film in this chat yet.\n\n20 ratings of your MovieLens user count too."
        )
        assert labels_of(note) == [["★ Rate films"]]
