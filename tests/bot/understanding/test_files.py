"""What people say of their files and their data, in each language, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.understanding.english import ENGLISH
from bot.understanding.lexicons import SPOKEN, lexicon_of
from bot.understanding.requests import CommandRequest
from tests.support.understood import understand

SAID: dict[str, dict[str, list[str]]] = {
    "en": {
        "import": [
            "import my letterboxd",
            "import",
            "i have imdb ratings",
            "import my imdb",
            "import my data",
            "import my films",
            "import my watchlist",
            "import my ratings from letterboxd",
            "import ratings from imdb",
            "i have letterboxd ratings",
            "i have my ratings on imdb",
            "i have ratings on letterboxd",
            "my ratings are on letterboxd",
            "i have a letterboxd export",
            "i have a csv with my ratings",
            "i have a csv",
            "i have a file",
            "can i upload a file",
            "can i upload my letterboxd",
            "upload a file",
            "upload",
            "how can i import my ratings?",
            "bring my ratings",
            "transfer my ratings",
            "move my ratings from imdb",
            "sync with letterboxd",
            "connect letterboxd",
            "connect my letterboxd account",
            "link letterboxd",
            "link my imdb account",
            "restore my data",
            "restore my backup",
            "restore backup",
            "restore my ratings",
            "import my backup",
            "trakt export",
            "import trakt",
            "import simkl",
            "movielens import",
            "import from movielens",
            "import movielens",
            "my imdb",
            "import export",
        ],
        "undo_import": [
            "undo import",
            "undo the import",
            "undo my import",
            "undo the last import",
            "undo last import",
            "revert import",
            "revert the import",
            "take back the import",
            "remove the import",
            "remove imported ratings",
            "delete imported ratings",
            "delete the imported films",
        ],
        "cancel_import": [
            "cancel import",
            "cancel the import",
            "stop the import",
            "stop import",
            "discard import",
            "discard the file",
        ],
        "export": [
            "export my data",
            "download my ratings",
            "export my ratings",
            "export everything",
            "export all my data",
            "download everything",
            "download my data",
            "download my watchlist",
            "export watchlist",
            "export my watchlist",
            "can i export my ratings?",
            "can i get my data",
            "give me a copy of my data",
            "i want my data",
            "get my data",
            "export to letterboxd",
            "export my ratings to letterboxd",
        ],
        "forget_me": [
            "delete my data",
            "please delete my data",
            "delete all my data please",
            "wipe my data",
            "forget my ratings",
            "remove my ratings",
            "erase me",
        ],
    },
    "de": {
        "import": [
            "importiere mein letterboxd",
            "ich habe imdb bewertungen",
            "kann ich meine letterboxd bewertungen importieren?",
            "lade meine bewertungen hoch",
            "meine bewertungen von imdb übernehmen",
        ],
        "undo_import": [
            "import rückgängig machen",
            "mach den import rückgängig",
            "den letzten import rückgängig machen",
            "importierte bewertungen löschen",
        ],
        "cancel_import": [
            "import abbrechen",
        ],
        "export": [
            "meine daten exportieren",
            "exportiere meine daten",
            "meine bewertungen herunterladen",
            "lade meine bewertungen herunter",
            "merkliste exportieren",
        ],
        "forget_me": [
            "meine daten löschen",
            "lösche alle meine daten",
        ],
    },
    "fr": {
        "import": [
            "importer mon letterboxd",
            "j'ai des notes imdb",
            "comment importer mes notes d'imdb ?",
            "importer depuis letterboxd",
        ],
        "undo_import": [
            "annuler l'import",
            "annule l'importation",
            "annuler le dernier import",
        ],
        "export": [
            "exporter mes données",
            "télécharger mes notes",
        ],
        "forget_me": [
            "supprimer mes données",
            "efface toutes mes données",
        ],
    },
    "es": {
        "import": [
            "importar mi letterboxd",
            "tengo notas en imdb",
            "cómo importo mis notas de imdb",
            "puedo importar mis notas de letterboxd?",
        ],
        "undo_import": [
            "deshacer importación",
            "deshacer la importación",
        ],
        "cancel_import": [
            "cancelar la importación",
        ],
        "export": [
            "exportar mis datos",
            "descargar mis notas",
        ],
        "forget_me": [
            "borrar mis datos",
            "elimina todos mis datos",
        ],
    },
    "pt": {
        "import": [
            "importar meu letterboxd",
            "tenho notas no imdb",
            "posso importar minhas notas do letterboxd?",
        ],
        "undo_import": [
            "desfazer importação",
            "desfazer a importação",
        ],
        "cancel_import": [
            "cancelar importação",
        ],
        "export": [
            "exportar meus dados",
            "baixar minhas notas",
        ],
        "forget_me": [
            "apagar meus dados",
            "excluir todos os meus dados",
        ],
    },
    "it": {
        "import": [
            "importare il mio letterboxd",
            "importa i miei voti da letterboxd",
            "ho i voti su imdb",
        ],
        "undo_import": [
            "annulla importazione",
            "annulla l'importazione",
        ],
        "cancel_import": [
            "interrompi l'importazione",
        ],
        "export": [
            "esporta i miei dati",
            "scarica i miei voti",
        ],
        "forget_me": [
            "cancella i miei dati",
        ],
    },
    "tr": {
        "import": [
            "letterboxd puanlarımı içe aktar",
            "letterboxd hesabımı aktar",
            "imdb puanlarım var",
        ],
        "undo_import": [
            "içe aktarmayı geri al",
            "son içe aktarmayı geri al",
        ],
        "cancel_import": [
            "içe aktarmayı iptal et",
        ],
        "export": [
            "verilerimi dışa aktar",
            "puanlarımı indir",
        ],
        "forget_me": [
            "verilerimi sil",
            "tüm verilerimi sil",
        ],
    },
    "bs": {
        "import": [
            "uvezi moj letterboxd",
            "imam ocjene na imdb",
        ],
        "undo_import": [
            "poništi uvoz",
            "poništi zadnji uvoz",
        ],
        "cancel_import": [
            "otkaži uvoz",
        ],
        "export": [
            "izvezi moje podatke",
            "preuzmi moje ocjene",
        ],
        "forget_me": [
            "izbriši moje podatke",
            "obriši sve moje podatke",
        ],
    },
    "ru": {
        "import": [
            "импортировать мой letterboxd",
            "импортируй мои оценки с imdb",
            "у меня есть оценки на imdb",
            "перенести оценки с кинопоиска",
        ],
        "undo_import": [
            "отменить импорт",
            "отмени последний импорт",
        ],
        "cancel_import": [
            "прервать импорт",
        ],
        "export": [
            "экспортировать мои данные",
            "скачать мои оценки",
        ],
        "forget_me": [
            "удалить мои данные",
            "удали все мои данные",
        ],
    },
}
WRONG_FILE = {
    "en": ["wrong file", "that was the wrong file", "i imported the wrong file"],
    "de": ["falsche datei", "das ist die falsche datei"],
    "fr": ["mauvais fichier", "c'est le mauvais fichier"],
    "es": ["archivo equivocado"],
    "pt": ["arquivo errado"],
    "it": ["file sbagliato"],
    "tr": ["yanlış dosya"],
    "bs": ["pogrešna datoteka"],
    "ru": ["не тот файл"],
}
CASES = [
    (code, text, command)
    for code, commands in SAID.items()
    for command, texts in commands.items()
    for text in texts
]
CASES += [(code, text, "cancel_import") for code, texts in WRONG_FILE.items() for text in texts]
ABOUT_FILES = {"import", "export", "forget_me", "undo_import", "cancel_import"}


@pytest.mark.parametrize(("code", "text", "command"), CASES)
def test_files_and_data_are_asked_about_in_words(code: str, text: str, command: str) -> None:
    assert understand(text, lexicon_of(code)).best == CommandRequest(command)
    assert understand(f"{text.upper()}!", lexicon_of(code)).best == CommandRequest(command)


def test_every_language_says_all_of_it() -> None:
    assert set(SAID) == SPOKEN
    for code, commands in SAID.items():
        assert ABOUT_FILES - set(commands) <= ({"cancel_import"} if code == "fr" else set()), code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "add to my watchlist"),
        ("en", "save to my list"),
        ("en", "get my watchlist"),
        ("en", "download movies"),
        ("en", "download all movies"),
        ("en", "bring me movies"),
        ("en", "imdb ratings"),
        ("en", "delete my watchlist"),
        ("en", "clear my history"),
        ("en", "forget it"),
        ("en", "i have a question"),
        ("en", "import duty"),
        ("en", "undo the damage"),
        ("en", "everything everywhere all at once"),
        ("en", "forget me not"),
        ("en", "the wrong man"),
        ("en", "the import"),
        ("en", "all my movies"),
        ("de", "filme herunterladen"),
        ("de", "auf meine liste"),
        ("de", "alles über meine mutter"),
        ("fr", "télécharger des films"),
        ("fr", "ajouter à ma liste"),
        ("es", "descargar películas"),
        ("es", "todo sobre mi madre"),
        ("pt", "baixar filmes"),
        ("it", "scaricare film"),
        ("it", "mio zio"),
        ("tr", "film indir"),
        ("bs", "skini film"),
        ("ru", "скачать все фильмы"),
        ("ru", "всё о моей матери"),
        ("ru", "у меня есть"),
    ],
)
def test_what_only_sounds_like_it_is_something_else(code: str, text: str) -> None:
    best = understand(text, lexicon_of(code)).best
    assert not (isinstance(best, CommandRequest) and best.command in ABOUT_FILES)


def test_every_word_of_a_rule_is_one_that_can_be_typed() -> None:
    for code in SPOKEN:
        files = lexicon_of(code).files
        assert files.brings > ENGLISH.files.brings or code == "en"
        assert all(phrases for phrases in vars(files).values())


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("en", ["import it", "Import them!", "yes import it"]),
        ("de", ["importiere es", "ja importieren", "importier alles"]),
        ("fr", ["importe", "importe-les", "oui importe"]),
        ("es", ["impórtalo", "importalas", "importa todo"]),
        ("it", ["importali", "importa tutto"]),
        ("pt", ["pode importar", "importa tudo"]),
        ("tr", ["hepsini aktar", "içe aktar"]),
        ("bs", ["uvezi ih", "da uvezi"]),
        ("ru", ["импортируй", "импортируй все"]),
    ],
)
def test_what_was_sent_is_wanted_in_every_language(code: str, texts: list[str]) -> None:
    for text in texts:
        assert understand(text, lexicon_of(code)).best == CommandRequest("import"), text
