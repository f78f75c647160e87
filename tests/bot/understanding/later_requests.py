"""What people say of an evening: how long they have, with whom, what it should do to them."""

from __future__ import annotations

from bot.understanding.requests import FilmRequest, RatingRequest, Reading, SmallTalk, StepRequest
from tests.bot.understanding.english_requests import films

ANYTHING = SmallTalk("recommend")
NINETY_MINUTES = films(minutes=(None, 90))
THRILLER, DRAMA, ROMANCE, COMEDY = films("Thriller"), films("Drama"), films("Romance"), films("Comedy")
BLACK_AND_WHITE = films(years=(None, 1959))
CHRISTMAS, TRUE_STORY = films(themes=("Christmas",)), films(themes=("true stories",))
BEST_CLASSIC = films(years=(None, 1979), popular=True)
HERE_STARS, HERE_FOUR, HERE_SEEN = FilmRequest("stars"), RatingRequest("", 4.0), FilmRequest("seen")
ANOTHER, HELP = StepRequest(1), SmallTalk("help")

LATER: dict[str, dict[str, Reading]] = {
    "de": {
        "ich hab nur 90 minuten": NINETY_MINUTES,
        "ein psychologischer thriller": THRILLER,
        "psychothriller": THRILLER,
        "was zum nachdenken": DRAMA,
        "was fürs erste date": ROMANCE,
        "ein film mit meinen eltern": ANYTHING,
        "kurzer film zum einschlafen": NINETY_MINUTES,
        "schwarz-weiß filme": BLACK_AND_WHITE,
        "ein klassiker den man gesehen haben muss": BEST_CLASSIC,
        "den mag ich nicht": HERE_STARS,
        "gib ihm 4 sterne": HERE_FOUR,
        "den nicht": ANOTHER,
    },
    "fr": {
        "j'ai que 90 minutes": NINETY_MINUTES,
        "un thriller psychologique": THRILLER,
        "un film qui fait réfléchir": DRAMA,
        "un film en amoureux": ROMANCE,
        "un film pour une soirée entre potes": ANYTHING,
        "qu'est-ce que tu me proposes ce soir ?": ANYTHING,
        "un film en noir et blanc": BLACK_AND_WHITE,
        "un film tiré d'une histoire vraie": TRUE_STORY,
        "un classique incontournable": BEST_CLASSIC,
        "t'as pas un truc plus récent ?": films(years=(2021, None)),
        "j'ai kiffé parasite": FilmRequest("stars", "parasite"),
        "mets-lui 4 étoiles": HERE_FOUR,
        "nan pas celui-là": ANOTHER,
    },
    "es": {
        "solo tengo 90 minutos": NINETY_MINUTES,
        "un thriller psicológico": THRILLER,
        "una que me haga pensar": DRAMA,
        "una buena peli para una cita": ROMANCE,
        "quiero reirme un rato": COMEDY,
        "algo para ver con mis papás": ANYTHING,
        "una en blanco y negro": BLACK_AND_WHITE,
        "una peli navideña": CHRISTMAS,
        "un clásico imprescindible": BEST_CLASSIC,
        "esta no me gusta": HERE_STARS,
        "échame una mano": HELP,
    },
    "pt": {
        "só tenho 90 minutos": NINETY_MINUTES,
        "suspense psicológico": THRILLER,
        "um filme que faça pensar": DRAMA,
        "filme pra um encontro": ROMANCE,
        "quero dar risada": COMEDY,
        "filme pra assistir com meus pais": ANYTHING,
        "filme em preto e branco": BLACK_AND_WHITE,
        "filme de super-herói": films(themes=("superheroes",)),
        "um filme de zumbi engraçado": films("Comedy", themes=("zombies",)),
        "um clássico imperdível": BEST_CLASSIC,
        "não gostei desse": HERE_STARS,
        "dá 4 estrelas": HERE_FOUR,
        "me dá uma luz": HELP,
    },
    "it": {
        "ho solo 90 minuti": NINETY_MINUTES,
        "un thriller psicologico": THRILLER,
        "un film che faccia riflettere": DRAMA,
        "un film per il primo appuntamento": ROMANCE,
        "un film da vedere coi miei": ANYTHING,
        "un film per addormentarsi": ANYTHING,
        "un film in bianco e nero": BLACK_AND_WHITE,
        "un classico imperdibile": BEST_CLASSIC,
        "questo non mi piace": HERE_STARS,
        "dagli 4 stelle": HERE_FOUR,
        "dammi una mano": HELP,
    },
    "tr": {
        "sadece 90 dakikam var": NINETY_MINUTES,
        "psikolojik gerilim": THRILLER,
        "düşündüren bir film": DRAMA,
        "uykudan önce hafif bir şey": COMEDY,
        "ne önerirsin": ANYTHING,
        "siyah beyaz film": BLACK_AND_WHITE,
        "gerçek hikayeden uyarlama": TRUE_STORY,
        "mutlaka izlenmesi gereken klasik": BEST_CLASSIC,
        "buna 4 yıldız": HERE_FOUR,
        "başka bir tane lütfen": ANOTHER,
    },
    "bs": {
        "imam samo 90 minuta": NINETY_MINUTES,
        "psihološki triler": THRILLER,
        "film koji tjera na razmišljanje": DRAMA,
        "hoću da se nasmijem": COMEDY,
        "nešto za gledat s curom": ANYTHING,
        "nešto za gledat s roditeljima": ANYTHING,
        "crno-bijeli film": BLACK_AND_WHITE,
        "klasik koji se mora pogledati": BEST_CLASSIC,
        "ovaj mi se ne sviđa": HERE_STARS,
        "to sam već gledao": HERE_SEEN,
        "daj mu 4 zvjezdice": HERE_FOUR,
    },
    "ru": {
        "есть только 90 минут": NINETY_MINUTES,
        "психологический триллер": THRILLER,
        "фильм, заставляющий задуматься": DRAMA,
        "фильм на свидание": ROMANCE,
        "для просмотра с родителями": ANYTHING,
        "что-то лёгкое перед сном": COMEDY,
        "чёрно-белое кино": BLACK_AND_WHITE,
        "новогодний фильм": CHRISTMAS,
        "классика которую надо посмотреть": BEST_CLASSIC,
        "что-нибудь поновее": films(years=(2021, None)),
        "этот не нравится": HERE_STARS,
        "это я уже видел": HERE_SEEN,
        "поставь ему 4": HERE_FOUR,
        "давай другой": ANOTHER,
    },
}
