"""What people type as they chat: clipped, without vowels, impatient; and words that English has, too."""

from __future__ import annotations

from bot.understanding.requests import FilmRequest, Reading, SmallTalk, StepRequest, TitleRequest
from tests.bot.understanding.english_requests import films

ANYTHING, ANOTHER = SmallTalk("recommend"), StepRequest(1)
HEAT_STARS, HEAT_OPEN = FilmRequest("stars", "heat"), FilmRequest("open", "heat")
COMEDY, HORROR, WAR = films("Comedy"), films("Horror"), films("War")

CHATTED: dict[str, dict[str, Reading]] = {
    "en": {
        "wanna watch smth w my gf tonite": ANYTHING,
        "whats good rn": ANYTHING,
        "gimme smth": ANYTHING,
        "what should i put on": ANYTHING,
        "so bored rn": ANYTHING,
        "something for movie nite": ANYTHING,
        "sth scary pls": HORROR,
        "gimme a good horror": HORROR,
        "mindfuck movies": films("Mystery"),
        "so bad it's good": COMEDY,
        "cult classics": films(years=(None, 1979)),
        "movies of this year": films(years=(2021, None)),
        "movies about AI": films(themes=("robots",)),
        "comedy-horror": films("Comedy Horror"),
        "comedy -horror": films("Comedy", no="Horror"),
        "anti-war movies": WAR,
        "just watched heat, loved it": FilmRequest("seen", "heat"),
        "gonna watch heat tonight": TitleRequest("heat"),
        "nope next": ANOTHER,
    },
    "de": {
        "kp was ich schauen soll": ANYTHING,
        "iwelche guten filme?": ANYTHING,
        "ne andere": ANOTHER,
        "heat war mega": HEAT_STARS,
        "wer war in heat": HEAT_OPEN,
        "war gut": FilmRequest("stars"),
        "war films": WAR,
        "krimi-komödie": films("Comedy Crime"),
    },
    "fr": {
        "j'm'ennuie": ANYTHING,
        "un film pr ce soir": ANYTHING,
        "heat c'est nul": HEAT_STARS,
        "comédie-western": films("Comedy Western"),
    },
    "es": {"q veo hoy": ANYTHING, "heat estuvo genial": HEAT_STARS},
    "it": {"un film x stasera": ANYTHING, "nn so cosa guardare": ANYTHING},
    "pt": {
        "oq assistir hj": ANYTHING,
        "filme pra ver c minha namorada": ANYTHING,
        "um filme no espaço": films("Sci-Fi"),
        "nada de terror": films(no="Horror"),
    },
    "tr": {"canım sıkılıyor": ANYTHING},
    "bs": {"šta da gledam sad": ANYTHING, "komediju sad": COMEDY, "nešto smiješno sad": COMEDY},
    "ru": {"не то": ANOTHER, "боевик-комедия": films("Action Comedy")},
}
