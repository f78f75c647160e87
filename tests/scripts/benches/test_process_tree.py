"""Processor time of a tree of processes: children of children count, and those that have ended."""

from __future__ import annotations

import subprocess
import sys

import pytest

from scripts.benches.process_tree import ProcessTree, watched_tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

USED_SECONDS = 0.2
MISSED = 0.03  # a tick each of user and system time, rounded down by the kernel, and one more
# A grandchild works and waits; its parent takes no notice of how it ends, as Spark's daemon.
WORKER = f"""
import os, signal, sys, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
if os.fork() == 0:
    while time.process_time() < {USED_SECONDS}:
        pass
    print("worked", flush=True)
    sys.stdin.readline()
    os._exit(0)
try:
    os.wait()
except ChildProcessError:  # all have ended
    print("ended", flush=True)
sys.stdin.readline()
"""


def test_what_a_child_of_a_child_used_counts_also_when_it_has_ended() -> None:
    tree = ProcessTree()
    before = tree.look()
    with subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "worked\n"
        used = tree.look() - before
        child.stdin.write("end\n")
        child.stdin.flush()
        assert child.stdout.readline() == "ended\n"
        used_at_the_end = tree.look() - before
        child.communicate("end\n")

    assert used >= USED_SECONDS - MISSED
    assert used_at_the_end >= used


def test_a_process_that_is_not_below_this_one_does_not_count() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, text=True) as child:
        tree = ProcessTree()
        tree.look()

        ours = {process_id for process_id, _ in tree._ticks}
        child.communicate("end\n")

    assert child.pid in ours
    assert 1 not in ours  # the machine's first process


def test_a_watched_tree_is_looked_at_until_the_end() -> None:
    with watched_tree() as tree:
        first = tree.look()

    assert tree.look() >= first
