"""The English words for what is to be done with one film."""

from __future__ import annotations

from bot.understanding.phrases import alone, patterns, phrases
from bot.understanding.requests import Act

_ACTS: dict[Act, str] = {
    "open": """
        have i seen …, have i already seen …, did i see …, have i watched …, did i watch …, did i already
        see …, did i rate …, have i rated …, did i already rate …, did you rate …, have you rated …, what
        did i rate …, what did i give …, what did i give to …, how did i rate …, how many stars did i give
        …, how many stars did i give to …, what rating did i give …, what rating did i give to …, what have
        i given …, what score did i give …, my rating of …, my rating for …, my stars for …, my score for …,
        is … on my watchlist, is … in my watchlist, is … on my list, do i have … on my watchlist, do i have
        … on my list, what would i give …, what would i rate …, how would i rate …, how much will i like …,
        where can i stream …, where can we stream …, where to stream …, is … on amazon, is … on disney, is …
        on prime, is … on hbo, is … scary, is … funny, is … sad, is … violent, is … gory, is … bloody, is …
        too long, is … long, is … boring, is … for kids, is … ok for kids, is … okay for kids, is … suitable
        for kids, is … suitable for children, is … in color, is … a true story, is … based on a true story,
        trailer, whos in …,
        who else is in …, who else plays in …, who else stars in …, whos the guy in …, whos the girl in …,
        is there a trailer, is there a trailer for …, is it on tv, who directed …, who plays in …, who
        is in …, who starred in …, who stars in …, who made …, what is …
        about, whats … about, is … good, is … any good, is … worth watching, is … worth it, should i watch
        …, should we watch …, would i like …, will i like …, would i enjoy …, where can i watch …, where can
        i see …, where to watch …, where can we watch …, how long is …, when did … come out, when was …
        released, when was … made, trailer for …, … trailer, trailer of …, the trailer of …, whats the plot
        of …, what is the plot of …, plot of …, … plot, rating of …, imdb rating …, imdb rating of …, … imdb
        rating, … imdb, imdb …, cast of …, … cast, director of …, … director, do you know …, do you have …,
        have you seen …, did you see …, info on …, info about …, information about …, more about …, details
        of …, do you like …, what about …, how about …, what do you think of …, what do you think about …,
        how good is …, opinion on …, is … on netflix, … on netflix, … streaming, stream …, what year is …,
        year of …,
        what year was …, what year did … come out, when was …, which year was …, how old is …,
        watch …, i mean …, i meant …, no i meant …, i mean the film …, not that one …, … the movie, … the
        film, … film, … movie, search for the film …, search for the movie …, the movie called …""",
    "same_director": """
        more from this director, more by this director, more films by this director, more movies by this
        director, more films from this director, more from the same director, more by the same director, other
        films by this director, other movies by this director, other films by the same director, other movies
        by the same director, same director, the same director, by the same director, from the same director,
        something by the same director, something else by this director, anything else by this director,
        anything else by the same director, what else did the director make, what else did this director make,
        what else did the director direct, what else has this director made, what else has the director made,
        more from the director, more by the director, more from the director of …, more by the director of …,
        more films by the director of …, films by the director of …, movies by the director of …, from the
        director of …, by the director of …, other films by the director of …, other movies by the director
        of …""",
    "series": """
        … series, … tv series, … tv show, … mini series, … miniseries, the series …, the tv show …, tv show …,
        tv series …, … the series, a series called …, the show …""",
    "stars": """
        rate …, change my rating of …, change my rating for …, change rating of …, i want to rate …, change
        the rating of …, i loved …, i liked …, loved …, liked …, i really liked …, i love …, i really loved
        …, i enjoyed …, enjoyed …, we loved …, we liked …, i like …, … was great, … is great, … was amazing,
        … is amazing, … was good, … was awesome, … is awesome, … is a great movie, … is a great film, … is a
        masterpiece, … is the best, … is my favorite movie, … is my favourite film, … is my favorite film, …
        is my favourite movie, … is my favorite, … is my favourite, my favorite movie is …, my favourite
        film is …, my favorite film is …, my favourite movie is …, my favorite is …, my favourite is …, i
        adore …, i am a fan of …, im a fan of …, big fan of …, i didnt like …, didnt like …, i did not like
        …, i hated …, hated …, i hate …, i dont like …, i do not like …, dont like …, i disliked …, … was
        bad, … is bad, … was boring, … is boring, … sucks, … sucked, … was terrible, … is terrible, … is
        overrated, … was ok, … was okay, … was meh, … was fun, … was funny, … was too long, … rocks, loved,
        liked, hated, how do i rate this, meh, so so, not bad, didnt like, change rating""",
    "unrate": """
        delete my rating for …, delete my rating of …, remove my rating for …, remove my rating of …, delete
        rating of …, delete rating for …, remove rating for …, remove rating of …, unrate …, delete my stars
        for …, remove my stars for …, delete … from my ratings, remove … from my ratings, forget my rating
        of …, forget my rating for …, take back my rating of …, delete the rating of …, i have not rated …,
        delete rating, remove rating""",
    "keep": """
        add … to my watchlist, add … to the watchlist, add … to watchlist, add … to my list, add … to my
        watch list, put … on my watchlist, put … on the watchlist, put … on my list, put … in my watchlist,
        put … on my watch list, save … for later, keep … for later, … for later, watch … later, i want to
        watch … later, i want to see … later, save …, keep …, bookmark …, watchlist …, … to my watchlist, …
        to watchlist, … on my watchlist, … watchlist, remind me of …, remind me to watch …, remind me later,
        remind me, add …, save … to
        my watchlist, want to watch …, want to see …, save, keep, bookmark, for later, watch later, i want
        to watch it, i want to see it, i want to watch this, want to see it, i want to see this, want to
        watch this, want to watch it, i want to watch that, add to my watchlist, add to watchlist, save for
        later, keep for later, to my watchlist, to watchlist""",
    "unkeep": """
        remove … from my watchlist, remove … from the watchlist, remove … from watchlist, delete … from my
        watchlist, delete … from watchlist, take … off my watchlist, take … off the watchlist, take … from
        my watchlist, remove … from my list, take … off my list, delete … from my list, unsave …, … off my
        watchlist, drop … from my watchlist, remove … from my watch list, i dont want to watch … anymore""",
    "seen": """
        i just finished watching …, i finished watching …, just finished watching …, finished watching …, i
        just finished …, just finished …, i have seen …, ive seen …, i saw …, seen …, saw …, watched …, i
        watched …, i have watched …, ive watched …, we watched …, we saw …, weve seen …, we have seen …,
        mark … as seen, mark … as watched, mark … seen, … seen, … watched, i have already seen …, ive
        already seen …, i already saw …, i already watched …, already seen …, already watched …, just
        watched …, just saw …, i just watched …, i just saw …, … already seen, seen, watched, already seen,
        already watched""",
    "unseen": """
        i havent seen …, havent seen …, i have not seen …, never seen …, i have never seen …, ive never seen
        …, i never saw …, i didnt see …, i havent watched …, i have not watched …, havent watched …, mark …
        as not seen, mark … as unseen, i didnt watch …, not seen …, unsee …, havent seen … yet, i havent
        seen … yet, not seen, havent seen, not seen yet, never seen""",
    "hide": """
        hide …, never show me …, never show … again, never show me … again, dont show … again, dont show me
        …, dont show me … again, do not show …, do not show me …, dont recommend …, dont recommend … again,
        never recommend …, never recommend … again, stop recommending …, stop showing me …, block …, not
        interested in …, im not interested in …, i dont want to see …, i dont want to watch …, i dont want
        …, … is not for me, … not for me, … isnt for me, ignore …, skip …, … hide, i dont wanna see …, no
        more …, not interested, im not interested, not for me, hide, i dont like, never again, no interest,
        dont recommend""",
    "unhide": """
        unhide …, show … again, you can show … again, unblock …, recommend … again, dont hide …""",
}
ACTS = patterns(_ACTS)
ACTS_ALONE = alone(_ACTS)
ASIDES = phrases(
    """
    loved it, hated it, liked it, it sucked, it rocked, so good, great movie, great film, nope,
    and it was amazing, and it was great, and it was good, and it was bad, and it was boring, and i loved
    it, and loved it, and liked it, and i liked it, and hated it, and i hated it, and it sucked, it was
    great, it was amazing, it was good, nah, no thanks, please, pls, plz, can you, could you, would you,
    will you, hey, hi, hello, ok, okay, so, just, and, but, oh, yes, yeah, no, well, actually, by the
    way, btw, i think, also, already, yesterday, last night, tonight, last week, last weekend, today,
    recently, before, now, for me, again, too, a lot, so much, very much, as well, thanks, thank you,
    lol, once, twice, later, from me, would watch again, would recommend,
    with friends, yet, instead, then, sorry, the movie, the film, movie, the other day,
    last month, last year, years ago, in the cinema, many times, the movie called, the film called, a
    film called, a movie called, really, absolutely, totally, when i was a kid"""
)
THESE = phrases(
    """
    it, this, that, this one, that one, this film, that film, this movie, that movie, the film, the
    movie, these, them, him, this thing, the last one, the one above, the current one"""
)
