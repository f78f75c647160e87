"""How many threads numeric libraries take: one in processes that serve, all they like in training.

People and requests are the parallel work of a serving process. With BLAS threads under each, BLAS mostly
waits for itself: on 2 cores, six requests at once cost 17 times the processor time of one after another.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_set_here: list[str] = []


def use_one() -> None:
    """Give numeric libraries one thread in this process, unless the environment says otherwise."""
    for variable in VARIABLES:
        if variable not in os.environ:
            os.environ[variable] = "1"
            _set_here.append(variable)


def as_given(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment for a child that trains: without what use_one has set."""
    return {name: value for name, value in environment.items() if name not in _set_here}
