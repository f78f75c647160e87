"""The English words of whole texts: small talk, commands in words, steps; places in a series of films."""

from __future__ import annotations

from bot.understanding.phrases import phrases
from bot.understanding.requests import STOP_DAILY, SeriesPlace, Talk

_TALK: dict[Talk, str] = {
    "greeting": """
        hi, hello, hey, hiya, yo, howdy, good morning, good evening, good afternoon, greetings, how are you,
        whats up, sup, hello there, hi there, hey there, nice to meet you, anybody there, anyone there,
        are you there, you there,
        hola, bonjour, salut, hallo, guten tag, ciao, ola, merhaba, selam, zdravo, привет, здравствуйте, 你好,
        こんにちは, 안녕하세요, مرحبا, سلام, שלום""",
    "thanks": """
        cheers mate, ta, thanks so much, thank you very much, appreciate it, thanks mate,
        thanks a million, thanks a bunch, thanks a ton,
        thanks, thank you, thank you so much, thanks a lot, many thanks, thx, ty, cheers, great thanks,
        thank u, thanks man, much appreciated""",
    "help": """
        help me out, could you help me, can you help me, could you help me out, can you help,
        help, what can you do, how does this work, how do you work, help me, what do you do, what is this,
        how do i use this, instructions, how to use, what can i do, what can i say, what can i ask,
        examples, i need help, i dont understand, how, hmm, hm, huh, um, eh""",
    "recommend": """
        my films, my movies, show my films, show me my films, films for me, movies for me,
        what could i watch, what are we watching,
        recommend, recommend smth, recommend sth, suggest smth, suggest sth, recommendation,
        recommendations, suggest, suggestion, suggestions, surprise me, anything,
        what should i watch, what should we watch, what to watch, what can i watch, what can we watch, what
        shall i watch, what shall we watch, what will i like, what would i like, im bored, what now, what
        next, whats next, pick one, pick something, pick for me, pick a film, pick a movie, you choose, you
        decide, you pick, choose for me, decide for me, whats good, what is good, movie time, random, random
        movie, random film, im feeling lucky, feeling lucky, i dont know, idk, dunno, not sure, cant decide,
        i cant decide, help me choose, help me decide, whatever, again, once more, for me, something i
        havent seen, something i havent seen yet, something i would like, something id like, based on my
        ratings, based on my taste, im tired, i cant sleep, no idea, up to you""",
    "bye": """
        bye, goodbye, see you, see ya, talk to you later, see you later, ttyl, good night, bye bye,
        cya, later, im done, farewell, gn, im out""",
    "yes": """
        yes, yeah, yep, yup, sure, ok, okay, k, yes please, of course, y, alright, all right, fine, go ahead,
        do it""",
    "no": """
        no, nope, nah, no thanks, no thank you, not now, n, nevermind, never mind, forget it, nothing, not
        yet, none, none of these, none of them, neither""",
    "about": """
        who are you, what are you, are you a bot, are you human, are you a human, are you real, are you ai,
        are you an ai, are you chatgpt, are you a robot, whats your name, what is your name, who
        made you, who built you, who created you, who wrote you, is it free, is this free, are you free, how
        much does it cost, do i have to pay, do you like movies, whats your favorite movie, whats your
        favourite film, whats your favourite movie, whats your favorite film, do you watch movies, tell me
        about yourself, how many films do you know, how many movies do you know, feedback, contact, contact
        us, support, report a bug""",
    "praise": """
        cool, nice, great, perfect, wow, awesome, amazing, brilliant, excellent, love it, i love it, good
        bot, good job, well done, nice one, lol, haha, hahaha, lmao, i love you, you are great, youre great,
        youre the best, good one, good choice, great choice, good pick, great pick, good idea, sounds good,
        looks good, interesting, i like it, super, fantastic, wonderful, yay, bravo, best bot""",
    "complaint": """
        fuck you, fuck off, fuck, shit, this is shit, you suck, this sucks, stupid, stupid bot, bad bot,
        idiot, dumb bot, youre stupid, you are stupid, useless, bullshit, crap, wtf, damn, terrible, bad,
        boring, this is boring, these are bad, bad recommendations, bad recommendation, i hate you, i hate
        this, shut up, go away, asshole, you idiot, this is bad, i dont like any of these, i hate these, omg
        no, i dont like your recommendations, not good, thats bad, piss off, screw you, what the fuck, i
        dont like them, all bad, not my taste""",
    "wrong_film": """
        wrong film, wrong movie, wrong one, not that one, thats wrong, thats not it, not that film, not that
        movie, not what i meant, thats the wrong film, thats the wrong movie, the other one, the first one,
        the second one, the third one, the last one, first one, second one, third one, i meant the other
        one, no the other one, that is wrong, wrong year, a different one""",
    "undo": """
        undo, undo that, undo this, take it back, take that back, oops, revert, my mistake, that was a
        mistake""",
    "series": """
        series, a series, tv series, a tv series, good series, a good series, best series, the best series,
        new series, tv shows, tv show, a tv show, good tv shows, a good tv show, miniseries, a miniseries,
        do you have series, do you know series, do you know tv shows, any series, any good series,
        what series should i watch, which series should i watch, series please""",
    "why": """
        why, why this, why this one, why this film, why this movie, why did you recommend this, why do you
        recommend this, why are you recommending this, how come, why that, why these, why did you pick this,
        how do you know""",
}
TALK: dict[str, Talk] = {phrase: talk for talk, text in _TALK.items() for phrase in phrases(text)}
_COMMANDS = {
    "watchlist": """
        watchlist, my watchlist, show my watchlist, whats on my watchlist, what is on my watchlist, watch
        list, my watch list, show watchlist, the watchlist, open my watchlist, my list,
        saved films, saved movies, my saved films, my saved movies, films to watch, movies to watch, what
        did i save, what have i saved, what do i want to watch, to watch, saved, bookmarks, whats in my
        watchlist, what is in my watchlist, show my list, see my watchlist, view my watchlist""",
    "ratings": """
        ratings, my ratings, show my ratings, what have i rated, what did i rate, what did i rate
        highest, my highest rated, how many films have i rated, how many movies have i rated, how many
        ratings do i have, how many have i rated, my stars, which films have i rated, which movies
        have i rated, my rated films, my rated movies, rated films, rated movies, films i rated, films
        ive rated, movies ive rated, movies i rated, change a rating, change my rating, delete a
        rating, change my ratings, edit my ratings, delete my rating, see my ratings, view my ratings,
        show me my ratings, films i liked, movies i liked, my favorites, my favourites, my favorite
        movies, my favourite films, unrate, my reviews""",
    "seen": """
        what have i seen, which films have i seen, which movies have i seen, films ive seen, movies ive
        seen, seen films, seen movies, my seen films, watched films, watched movies, what have i watched,
        films i have seen, movies i have seen, how many films have i seen, how many movies have i seen,
        films ive watched, movies ive watched, my history, watch history""",
    "hidden": """
        hidden films, hidden movies, my hidden films, what did i hide, what have i hidden, hidden, blocked
        films, which films did i hide, show hidden films, unhide films, unhide""",
    "forget_me": """
        delete my data, delete all my data, delete everything, delete my account, forget me, forget
        everything, remove my data, remove my account, erase my data, erase everything, delete all my
        ratings, delete my ratings, remove all my ratings, reset, reset everything, start over, reset my
        ratings, reset my account, delete me, delete all, remove me, close my account, clear my data, clear
        everything, clear my ratings, i want to delete my account, i want to delete my data, reset my taste,
        how do i delete my data, how do i delete my account, forget about me, erase me""",
    "export": """
        export, export my data, download my data, my data, export my ratings, export ratings, backup, back
        up my data, download my ratings, get my data, get all my data, give me my data, send me my
        data, export to letterboxd, save my ratings""",
    "import": """
        upload, letterboxd export, trakt export, imdb export, simkl export, movielens export,
        import, import my ratings, how do i import my ratings, import from letterboxd, import letterboxd,
        letterboxd, letterboxd import, import from imdb, imdb import, import imdb, import my imdb ratings,
        import my letterboxd ratings, trakt, import from trakt, import trakt, simkl, upload my ratings,
        upload ratings, import ratings, how to import, i have a letterboxd account, i use letterboxd, can i
        import my ratings, can i import my letterboxd ratings, import a file, import csv, csv, imdb,
        import it, import them, import this, import everything, import all, yes import, yes import it, import
        now""",
    "privacy": """
        privacy, what do you know about me, what data do you store, what do you store, is my data safe,
        gdpr, who sees my ratings, who can see my ratings, what do you save, what data do you have, privacy
        policy, what do you keep, what data do you have about me, what data do you keep, do you store my
        data, are my ratings public, is this private""",
    "settings": """
        settings, language, languages, change language, change the language, options, preferences, switch
        language, other language, another language, change my language, configure, setup, sprache, deutsch,
        auf deutsch, sprichst du deutsch, speak german, speak english, speak french, speak spanish, speak
        italian, speak russian, speak turkish, speak portuguese, do you speak german, do you speak english,
        do you speak french, do you speak spanish, do you speak italian, do you speak russian, do you speak
        turkish, do you speak portuguese, do you speak bosnian, english, in english please, english please,
        espanol, hablas espanol, habla espanol, en espanol, francais, parles tu francais, parlez vous
        francais, en francais, italiano, parli italiano, in italiano, portugues, fala portugues, em
        portugues, turkce, русский, по русски, bosanski, idioma, langue, lingua, which languages do you
        speak, what languages do you speak, settings menu""",
    "daily": """
        daily, film of the day, movie of the day, send me a film every day, send me a movie every day, a
        film a day, a movie a day, daily film, daily movie, subscribe, notifications, daily pick, daily
        recommendation, daily recommendations, every day""",
    STOP_DAILY: """
        unsubscribe, unsubscribe me, stop sending me films, stop sending me movies, stop sending me messages,
        stop sending films, stop sending movies, stop daily, stop the daily film, stop the daily movie, stop
        the film of the day, turn off daily, turn off the daily film, turn off the daily movie, cancel daily,
        cancel the daily film, cancel the daily movie, daily off, no more daily films, no more daily movies,
        no daily film, no daily movie, no film of the day, turn off notifications, notifications off, no
        notifications, no more messages, stop messaging me, dont write to me, dont send me films, dont send
        me movies, dont send me a film every day, mute""",
    "me": """
        my taste, my profile, my stats, my statistics, statistics, stats, show my taste, what is my taste,
        whats my taste, about me, profile, who am i, how harsh am i, my favorite genres, my favourite
        genres, what kind of films do i like, what kind of movies do i like, taste, show my profile, what do
        i like""",
    "compare": """
        compare, compare with a friend, compare with my friend, compare our taste, compare our tastes,
        compare tastes, compare taste, compare with friends, compare with my girlfriend, compare with my
        boyfriend, compare with my wife, compare with my husband, taste match""",
    "movienight": """
        movienight, movie night, film night, start a movie night, lets have a movie night, lets do a
        movie night, plan a movie night, organise a movie night, film night with friends, movie night
        with friends, watch together, watching together, we want to watch something together, we want
        to watch a film together, we want to watch a movie together, group movie, group film, a film
        for all of us, a movie for all of us, film for a group, movie for a group, vote, poll, movie
        poll, something for all of us""",
    "style": """
        style, bolder, safer, be bolder, be safer, something bolder, something safer, too mainstream, less
        mainstream, more mainstream, hidden gems, hidden gem, underrated, underrated films, underrated
        movies, lesser known films, lesser known movies, less known films, less known movies,
        some hidden gems, less obscure, more obscure, too
        obscure, be more adventurous""",
    "filters": """
        filters, my filters, filter, remove filters, remove filter, clear filters, remove all filters, reset
        filters, reset filter, change filters, change my filters, no filters, delete filters, show my
        filters, set filters, show filters, turn off filters, what are my filters, which filters do
        i have, what filters do i have, which filters are on, what filters are on, clear all filters, remove
        all the filters, clear my filters, filters off, remove my filters, filter settings""",
    "help": """
        commands, menu, all commands, list of commands, show commands, what commands are there, help menu""",
    "rate": """
        rate, rate films, rate movies, rate some films, rate some movies, i want to rate, i want to rate
        films, i want to rate movies, how do i rate, how can i rate, let me rate, rate more, rate more
        films, rate more movies, rating, ask me, ask me something, ask me about films, ask me about movies,
        quiz, i want to rate some films, i want to rate some movies, how do i rate films, how do i rate a
        film, how do i rate movies, how do i rate a movie, continue rating, give stars""",
    "new": """
        whats new, what is new, anything new, new releases, just added, what came in, recently added, new
        arrivals, newly added, latest additions, any new films, any new movies""",
    "link": """
        movielens, i have a movielens id, link movielens, movielens id, link my movielens, movielens
        account, i have a movielens account, link my movielens account, connect movielens""",
    "start": "start, begin, restart, lets start, lets go, start again, get started, go, how do i start",
    "cancel": "stop, cancel, quit, exit, abort, end, stop it, please stop, stop this, leave me alone, enough",
}
_SPOKEN = "english, german, french, spanish, portuguese, italian, turkish, bosnian, russian"
_IN_ANOTHER = (
    "change language to {}, change the language to {}, change my language to {}, set language to {}, switch "
    "to {}, switch language to {}, switch the language to {}, talk {}, talk in {}, speak {}, speak in {}, "
    "speak to me in {}, talk to me in {}, answer in {}, answer me in {}, reply in {}, write in {}, "
    "speak {} to me, "
    "talk {} to me, do you speak {}, language {}"
)
_COMMANDS["settings"] += "," + ",".join(_IN_ANOTHER.replace("{}", each) for each in _SPOKEN.split(", "))
COMMANDS = {phrase: command for command, text in _COMMANDS.items() for phrase in phrases(text)}
_STEPS = {
    1: """
        not that, not it, ive seen all of these, i have seen all of these, ive seen all of them, seen them
        all, ive seen them all, seen all of these, seen all of them, i know them all, i know all of these,
        i know all of them, ive watched all of these, i already saw all of these,
        next, next one, next please, the next one, next film, next movie, another, another one, another
        film, another movie, more, show me more, more please, more films, more movies, more of these, give
        me more, something else, anything else, what else, others, other films, other movies, skip, skip it,
        skip this, skip this one, not this one, not this, show me another, show me another one, another
        please, one more, try again, different, something different, show more, other suggestions, more
        suggestions, more recommendations, other recommendations, next page, a different film, a different
        movie, give me another, give me another one, nah another one, no another one, no something else, not
        today, maybe another one, show others, show other films, show other movies""",
    -1: """
        previous, previous one, back, go back, the previous one, the one before, previous film, previous
        movie, last one, show the previous one, one back, step back, back please""",
}
STEPS = {phrase: step for step, text in _STEPS.items() for phrase in phrases(text)}
_PLACES = {
    1: "first, very first, 1st, earliest",
    2: "second, 2nd",
    3: "third, 3rd",
    4: "fourth, 4th",
    5: "fifth, 5th",
    SeriesPlace.NEWEST: """new, newer, newest, last, latest, most recent, recent, final, current,
        remake, remake of""",
    SeriesPlace.ORIGINAL: "original, old, older, oldest",
    SeriesPlace.ALL: "trilogy, saga, franchise, quadrilogy, parts, sequels",
}
PLACES = {phrase: place for place, text in _PLACES.items() for phrase in phrases(text)}
