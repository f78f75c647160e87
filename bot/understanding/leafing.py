"""What is said of a card before it is passed over: "seen it, next", "4 stars, another one"."""

from __future__ import annotations

from bot.understanding.acts import read_act
from bot.understanding.lexicon import Lexicon
from bot.understanding.ratings import read_rating
from bot.understanding.requests import StepRequest
from bot.understanding.words import Words

_DONE = ("seen", "hide", "keep")
"""What is done without another word; whoever liked a film gave no stars yet."""


def read_step(words: Words, lexicon: Lexicon) -> StepRequest | None:
    """Return the step that a text ends with, and what its beginning says of the card."""
    for place in range(1, len(words)):
        step = lexicon.steps.get(words.phrase(place, len(words) - place))
        if step is None:
            continue
        head = _without_requests(words.until(place), lexicon)
        rated = next((each for each in read_rating(head, lexicon) if not each.title), None)
        if rated is not None:
            return StepRequest(step, rated)
        act, is_apart = read_act(head, lexicon), _is_apart(words, place, lexicon)
        if act is not None and not act.title and is_apart:
            return StepRequest(step, act if act.act in _DONE else None)
        if is_apart and head.phrase(0, len(head)) in lexicon.talk:  # "cool, next"
            return StepRequest(step)
    return None


def _is_apart(words: Words, place: int, lexicon: Lexicon) -> bool:
    """Return whether a step stands for itself; of "seen next" it is the title of a film."""
    is_one_word = place == len(words) - 1
    return words.has_comma(place) or not is_one_word or words.plain(place - 1) in lexicon.these


def _without_requests(head: Words, lexicon: Lexicon) -> Words:
    """Return words without the "show me" of "seen it, show me another one"."""
    size = head.match_before(len(head), lexicon.requests)
    return head.until(len(head) - size) if 0 < size < len(head) else head
