"""Captions and buttons of cards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation import cards
from bot.presentation.buttons import (
    AnswerButton,
    DeleteRatingButton,
    HideButton,
    Hint,
    HintButton,
    MoreButton,
    NotSeenButton,
    RateCardButton,
    RateFilmButton,
    RateFilmsButton,
    RatingsPageButton,
    RecommendButton,
    RefineAnswerButton,
    RefineCardButton,
    SimilarButton,
    TurnButton,
    UndoAnswerButton,
    UnhideButton,
)
from bot.presentation.genre_names import GENRE_NAMES
from bot.presentation.locale import ENGLISH
from bot.presentation.markup import CAPTION_LIMIT, visible_units
from bot.services.views import (
    Confidence,
    Film,
    FilmDetails,
    FilmPage,
    Filters,
    Greeting,
    LastAnswer,
    RatedFilm,
    RatingsPage,
    Reason,
    ShelfState,
    Verdict,
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

HIDDEN = ShelfState(is_hidden=True)
NOIR = Filters(genres=frozenset({"Film-Noir"}))

STARS = ["★1", "★2", "★3", "★4", "★5"]


class TestDeckCaption:
    def test_it_says_what_is_known_and_why_it_is_recommended(self) -> None:
        assert cards.deck(ENGLISH, page(), HEAT_DETAILS, OWNER).caption == (
            "<b>Heat</b> (1995)\n"
            "Action · Crime · Thriller\n\n"
            "<b>★ 4.3 for you</b>, fairly sure\n"
            "IMDb 8.3 · 2 h 50 min\n"
            "Directed by Michael Mann\n\n"
            "A group of high-end professional thieves start to feel the heat from the LAPD.\n\n"
            "<i>Because you rated Alien ★4.5.</i>"
        )

    def test_a_film_of_which_little_is_known_has_a_short_card(self) -> None:
        shown = cards.deck(ENGLISH, page(film=UNKNOWN_YEAR, verdict=None, reasons=()), None, OWNER)
        assert shown.caption == "<b>Tom &amp; &lt;Jerry&gt;</b>"
        assert labels_of(shown)[2] == ["Not for me", "More like this"]

    def test_what_spoke_against_a_film_is_worded_differently(self) -> None:
        reasons = (Reason(ALIEN, 5, 0.8), Reason(HEAT, 4.5, 0.4), Reason(SAW, 1, -0.3))
        caption = cards.deck(ENGLISH, page(reasons=reasons), None, OWNER).caption
        assert caption.endswith("<i>Because you rated Alien ★5 and Heat ★4.5, although you gave Saw ★1.</i>")

    def test_a_liked_film_that_spoke_against_is_left_out(self) -> None:
        caption = cards.deck(ENGLISH, page(reasons=(Reason(ALIEN, 5, -0.8),)), None, OWNER).caption
        assert "Alien" not in caption

    def test_a_disliked_film_can_speak_for_another_one(self) -> None:
        caption = cards.deck(
            ENGLISH, page(reasons=(Reason(ALIEN, 5, 0.8), Reason(SAW, 1.5, 0.7))), None, OWNER
        ).caption
        assert caption.endswith("<i>Because you rated Alien ★5 and Saw only ★1.5.</i>")

    def test_a_card_names_at_most_three_reasons_for_and_one_against(self) -> None:
        reasons = (*[Reason(ALIEN, 5, 0.8)] * 4, *[Reason(SAW, 1, -0.3)] * 2)
        caption = cards.deck(ENGLISH, page(reasons=reasons), None, OWNER).caption
        assert (caption.count("Alien"), caption.count("Saw")) == (3, 1)

    def test_a_list_of_similar_films_says_like_which(self) -> None:
        similar = page(source="similar", like=ALIEN, reasons=())
        assert cards.deck(ENGLISH, similar, None, OWNER).caption.startswith(
            "<i>Like Alien</i>\n\n<b>Heat</b>"
        )

    def test_reasons_only_against_a_film_still_read_as_a_sentence(self) -> None:
        caption = cards.deck(ENGLISH, page(reasons=(Reason(SAW, 1, -0.3),)), None, OWNER).caption
        assert caption.endswith("<i>Even though you gave Saw ★1.</i>")

    @pytest.mark.parametrize(
        ("confidence", "words"), [("sure", "quite sure"), ("fair", "fairly sure"), ("unsure", "just a hunch")]
    )
    def test_how_sure_the_stars_are_is_said_in_words(self, confidence: Confidence, words: str) -> None:
        caption = cards.deck(ENGLISH, page(verdict=Verdict(3.96, confidence)), None, OWNER).caption
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
        known = replace(POPULAR_PAGE, verdict=Verdict(4.0, "sure"), filters=NOIR)
        assert cards.deck(ENGLISH, known, None, OWNER).caption.startswith(
            "<i>Popular in Film noir</i>\n\n<b>Heat"
        )

    def test_a_personal_list_says_what_it_is_narrowed_to(self) -> None:
        narrowed = page(
            filters=replace(
                NOIR, first_year=1990, last_year=1999, excluded_genres=frozenset({"Horror", "War"})
            )
        )
        caption = cards.deck(ENGLISH, narrowed, None, OWNER).caption
        assert caption.startswith("<i>For you: Film noir · 1990s · no Horror · no War</i>\n\n<b>Heat")

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

    def test_a_long_plot_is_cut_after_a_sentence(self) -> None:
        plot = "It begins well. " + "Then it goes on and on. " * 40
        caption = cards.deck(ENGLISH, page(), FilmDetails(plot=plot), OWNER).caption
        assert "Then it goes on and on.\n\n<i>Because" in caption
        assert visible_units(caption) < 500

    @given(
        title=st.text(max_size=400),
        plot=st.text(max_size=3000),
        names=st.text(max_size=600),
        reason=st.text(max_size=300),
    )
    def test_a_caption_always_keeps_to_telegrams_limit(
        self, title: str, plot: str, names: str, reason: str
    ) -> None:
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
            cards.deck(ENGLISH, page(film=film, reasons=reasons, shelves=HIDDEN), details, OWNER),
            cards.deck(ENGLISH, popular, details, OWNER),
            cards.question(ENGLISH, question(film), details, OWNER),
            cards.film(ENGLISH, FilmPage(film, None, 4.5), details, OWNER, deleted=4.5, is_deletion=True),
        ):
            assert visible_units(shown.caption) <= CAPTION_LIMIT


class TestDeckButtons:
    def test_a_fresh_card_offers_stars_leafing_hiding_and_imdb(self) -> None:
        shown = cards.deck(ENGLISH, page(), None, OWNER)
        assert labels_of(shown) == [STARS, ["◀", "3/10", "▶"], ["Not for me", "More like this", "IMDb"]]
        assert payload_of(shown, "★4") == RateCardButton(OWNER, 12, HEAT.movie_id, 4.0)
        assert payload_of(shown, "◀") == TurnButton(OWNER, 12, 1)
        assert payload_of(shown, "▶") == TurnButton(OWNER, 12, 3)
        assert payload_of(shown, "Not for me") == HideButton(OWNER, 12, HEAT.movie_id)
        assert payload_of(shown, "More like this") == SimilarButton(OWNER, HEAT.movie_id)

    def test_the_imdb_button_leads_to_the_film(self) -> None:
        button = cards.deck(ENGLISH, page(), None, OWNER).keyboard.inline_keyboard[2][-1]
        assert button.url == "https://www.imdb.com/title/tt0113277/"

    def test_before_the_first_training_nothing_is_said_to_be_like_anything(self) -> None:
        shown = cards.deck(ENGLISH, replace(POPULAR_PAGE, model_is_missing=True), None, OWNER)
        assert labels_of(shown)[2] == ["Not for me", "IMDb"]

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
        assert labels_of(shown)[3] == ["−½", "★4 Alien", "+½"]
        assert payload_of(shown, "+½") == RefineCardButton(OWNER, 12, 2, ALIEN.movie_id, 4.5)
        assert payload_of(shown, "−½") == RefineCardButton(OWNER, 12, 2, ALIEN.movie_id, 3.5)

    @pytest.mark.parametrize(("stars", "row"), [(5.0, ["−½", "★5 Alien"]), (0.5, ["★0.5 Alien", "+½"])])
    def test_stars_are_refined_within_their_bounds(self, stars: float, row: list[str]) -> None:
        assert labels_of(cards.deck(ENGLISH, page(last_rated=RatedFilm(ALIEN, stars)), None, OWNER))[3] == row

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
        assert f"★{own:g} Heat" in labels_of(shown)[3]

    def test_a_hidden_film_can_be_brought_back(self) -> None:
        shown = cards.deck(ENGLISH, page(shelves=HIDDEN), None, OWNER)
        assert payload_of(shown, "↩ Undo") == UnhideButton(OWNER, 12, HEAT.movie_id)

    def test_hiding_can_be_taken_back_from_the_next_card(self) -> None:
        shown = cards.deck(ENGLISH, page(), None, OWNER, just_hidden=SAW.movie_id)
        assert payload_of(shown, "↩ Undo “not for me”") == UnhideButton(OWNER, 12, SAW.movie_id)

    def test_hiding_the_last_film_leaves_one_undo_on_its_card(self) -> None:
        shown = cards.deck(ENGLISH, page(shelves=HIDDEN), None, OWNER, just_hidden=HEAT.movie_id)
        assert [label for row in labels_of(shown) for label in row if "Undo" in label] == ["↩ Undo"]

    def test_from_a_popular_list_a_known_person_gets_to_their_own(self) -> None:
        shown = cards.deck(ENGLISH, replace(POPULAR_PAGE, verdict=Verdict(4.0, "sure")), None, OWNER)
        assert payload_of(shown, "Show my films") == RecommendButton(OWNER)

    def test_a_cold_person_is_invited_to_rate(self) -> None:
        assert payload_of(cards.deck(ENGLISH, POPULAR_PAGE, None, OWNER), "★ Rate films") == RateFilmsButton(
            OWNER
        )


class TestQuestion:
    def test_it_shows_enough_to_recognise_the_film_and_nothing_that_sways(self) -> None:
        caption = cards.question(ENGLISH, question(), HEAT_DETAILS, OWNER).caption
        assert caption == (
            "<b>Heat</b> (1995)\nAction · Crime · Thriller\nWith Al Pacino, Robert De Niro, Val Kilmer\n\n"
            "Seen it? Tap your stars. After three films I can recommend."
        )

    def test_the_first_question_has_nothing_to_undo(self) -> None:
        shown = cards.question(ENGLISH, question(), None, OWNER)
        assert labels_of(shown) == [STARS, ["Haven't seen it"], ["Stop"]]
        assert payload_of(shown, "★3") == AnswerButton(OWNER, HEAT.movie_id, 3.0)
        assert payload_of(shown, "Haven't seen it") == NotSeenButton(OWNER, HEAT.movie_id)

    def test_the_last_answer_can_be_refined_and_undone(self) -> None:
        shown = cards.question(ENGLISH, question(answered=1, last=LastAnswer(ALIEN, 4.0)), None, OWNER)
        assert labels_of(shown)[2:] == [["−½", "★4 Alien", "+½"], ["↩ Undo", "Stop"]]
        assert payload_of(shown, "+½") == RefineAnswerButton(OWNER, ALIEN.movie_id, 4.5, HEAT.movie_id)
        assert payload_of(shown, "↩ Undo") == UndoAnswerButton(OWNER, ALIEN.movie_id)

    def test_a_film_not_seen_can_only_be_undone(self) -> None:
        shown = cards.question(ENGLISH, question(last=LastAnswer(ALIEN, None)), None, OWNER)
        assert labels_of(shown) == [STARS, ["Haven't seen it"], ["↩ Undo", "Stop"]]

    def test_three_answers_open_the_way_to_recommendations(self) -> None:
        shown = cards.question(ENGLISH, question(answered=3, last=LastAnswer(ALIEN, 4.0)), None, OWNER)
        assert labels_of(shown)[3:] == [["↩ Undo", "Stop"], ["Show my films"]]

    @pytest.mark.parametrize(
        ("answered", "words"),
        [(1, "1 rated · 2 more"), (2, "2 rated · 1 more"), (3, "I can recommend now"), (12, "12 rated · ")],
    )
    def test_progress_is_said_honestly(self, answered: int, words: str) -> None:
        assert words in cards.question(ENGLISH, question(answered=answered), None, OWNER).caption

    def test_a_long_title_is_cut_on_its_button(self) -> None:
        epic = replace(ALIEN, title="The Lord of the Rings: The Return of the King")
        shown = cards.question(ENGLISH, question(answered=1, last=LastAnswer(epic, 4.0)), None, OWNER)
        assert labels_of(shown)[2][1] == "★4 The Lord of the…"


class TestFilm:
    def test_a_rated_film_can_be_changed_by_halves_and_deleted(self) -> None:
        shown = cards.film(ENGLISH, FilmPage(HEAT, None, 4.5), None, OWNER, list_page=2)
        assert labels_of(shown) == [
            ["★1", "★2", "★3", "✓ 4.5", "★5"],
            ["−½", "★4.5", "+½"],
            ["Delete my stars", "IMDb"],
            ["◀ My ratings", "More like this"],
        ]
        assert payload_of(shown, "+½") == RateFilmButton(OWNER, HEAT.movie_id, 5.0, 2)
        assert payload_of(shown, "Delete my stars") == DeleteRatingButton(OWNER, HEAT.movie_id, 2)
        assert payload_of(shown, "◀ My ratings") == RatingsPageButton(OWNER, 2)
        assert payload_of(shown, "More like this") == SimilarButton(OWNER, HEAT.movie_id)

    def test_deleted_stars_can_be_put_back(self) -> None:
        shown = cards.film(ENGLISH, FilmPage(HEAT, None, None), None, OWNER, deleted=4.5)
        assert "Your ★4.5 is deleted." in shown.caption
        assert payload_of(shown, "↩ Put ★4.5 back") == RateFilmButton(OWNER, HEAT.movie_id, 4.5, 0)

    def test_stars_of_the_linked_user_are_explained(self) -> None:
        shown = cards.film(ENGLISH, FilmPage(HEAT, None, 3.0), None, OWNER, is_deletion=True)
        assert "These stars come from your MovieLens user" in shown.caption


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
        note = cards.ratings(ENGLISH, RatingsPage(items, 1, 3, 21, 0), OWNER)
        assert "5. <b>Heat</b> (1995) ★4.5\n" in note.text
        assert labels_of(note) == [["1", "2", "3", "4"], ["5"], ["◀", "2/3", "▶"]]
        assert payload_of(note, "▶") == RatingsPageButton(OWNER, 2)

    def test_a_single_page_has_nothing_to_leaf_through(self) -> None:
        note = cards.ratings(ENGLISH, RatingsPage((RatedFilm(HEAT, 4.0),), 0, 1, 1, 1), OWNER)
        assert labels_of(note) == [["1"]]
        assert note.text.endswith("1 rating of your MovieLens user counts too.")

    def test_the_ends_of_the_list_explain_themselves(self) -> None:
        first = cards.ratings(ENGLISH, RatingsPage((RatedFilm(HEAT, 4.0),), 0, 2, 9, 0), OWNER)
        last = cards.ratings(ENGLISH, RatingsPage((RatedFilm(HEAT, 4.0),), 1, 2, 9, 0), OWNER)
        assert payload_of(first, "◀") == HintButton(OWNER, Hint.FIRST_PAGE)
        assert payload_of(last, "▶") == HintButton(OWNER, Hint.LAST_PAGE)

    def test_somebody_without_ratings_is_invited_to_rate(self) -> None:
        note = cards.ratings(ENGLISH, RatingsPage((), 0, 1, 0, 20), OWNER)
        assert note.text == (
            "You haven't rated a film in this chat yet.\n\n20 ratings of your MovieLens user count too."
        )
        assert labels_of(note) == [["★ Rate films"]]
