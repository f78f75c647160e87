"""How much memory this process takes, as the operating system counts it, and how it keeps to little."""

from __future__ import annotations

import ctypes
import gc
import resource
import sys
from pathlib import Path

ARENAS = 2
_M_ARENA_MAX = -8  # of glibc's malloc.h
_STATUS = Path("/proc/self/status")


def use_few_arenas() -> None:
    """Let all threads allocate from two arenas; call it once, when the process starts.

    Of its own glibc gives eight to each processor, and each keeps what was once the most in it. Other C
    libraries, which have no such limit, are left alone.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if set_option is not None:
        set_option(_M_ARENA_MAX, ARENAS)


def give_back_memory() -> None:
    """Give back to the system what was freed; of its own glibc keeps much of it for later.

    Takes a millisecond or two. Other C libraries are left alone.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def keep_for_good() -> None:
    """Leave all objects that are there now out of later collections of garbage; call it when a start is over.

    Looking at each of them takes a tenth of a second, in which nobody is answered.
    """
    gc.freeze()
    gc.enable()  # a start may do without


def resident_mb() -> float:
    """Return the memory held now, in MB; where the system does not say, the most ever held."""
    return _from_status("VmRSS") or _most_ever_mb()


def peak_mb() -> float:
    """Return the most memory held so far, in MB."""
    # Not getrusage where it can be helped: there a child process begins with its parent's peak.
    return _from_status("VmHWM") or _most_ever_mb()


def _from_status(field: str) -> float | None:
    try:
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    kilobytes = next((line.split()[1] for line in lines if line.startswith(f"{field}:")), None)
    return int(kilobytes) / 1024 if kilobytes else None


def _most_ever_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024
