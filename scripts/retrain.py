"""`python -m scripts.retrain`: train on all ratings in the database; the new model serves if it is good.

The program itself is `bot.retraining`, which /retrain and the nightly schedule start as a child process.
"""

from __future__ import annotations

import sys

from bot.retraining.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
