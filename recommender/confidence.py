"""How sure predicted stars are, in a word, from the ridge posterior."""

from typing import Literal

Confidence = Literal["sure", "fair", "unsure"]

# Measured on people held out of ml-latest-small (3 to 50 ratings given): the squared error of predicted stars
# beyond what nobody could foresee is 0.18 × the posterior's xᵀA⁻¹x·λ + 3 / (ratings of the film + 4).
_STARS_PER_UNCERTAINTY = 0.18
_FILM_VARIANCE, _FILM_DAMPING = 3.0, 4.0
_SURE_BELOW, _FAIR_BELOW = 0.5, 0.65


def stars_deviation(uncertainty: float, rating_count: int) -> float:
    """The standard deviation of a prediction around what this person feels on average, in stars."""
    variance = _STARS_PER_UNCERTAINTY * uncertainty + _FILM_VARIANCE / (rating_count + _FILM_DAMPING)
    return float(variance**0.5)


def in_a_word(deviation: float) -> Confidence:
    """Sure below half a star, fair below 0.65, else unsure."""
    if deviation < _SURE_BELOW:
        return "sure"
    return "fair" if deviation < _FAIR_BELOW else "unsure"
