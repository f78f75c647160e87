"""Imported first by processes that serve: NumPy reads how many threads it may have when it is imported."""

from bot.numeric_threads import use_one

use_one()
