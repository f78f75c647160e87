"""How a retrain tells of itself: bars on a terminal, plain lines elsewhere, lines of JSON for the bot."""

from __future__ import annotations

import os
import sys
from typing import Any, Protocol

from tqdm import tqdm

from bot.retraining.reasons import MakeSentence, codes_and_values
from bot.retraining.report import RetrainReport, Stage, to_line

STAGES = {
    "reading": "Reading ratings",
    "svd": "SVD, epochs",
    "ranking": "Ranking model",
    "popularity": "Popular list",
    "evaluating": "Evaluating",
    "storing": "Storing",
}
HEADLINES = {
    "promoted": "Model version {version} is live.",
    "rejected": "Model version {version} was not good enough; the old model stays live.",
    "unchanged": "Skipped.",
    "cancelled": "Cancelled; the old model stays live.",
    "failed": "The retrain failed; the old model stays live.",
    "busy": "Not started.",
    "outvoted": "Model version {version} is kept; an admin chose another one while it was trained.",
}


class Teller(Protocol):
    """Tells of a retrain."""

    def stage(self, stage: Stage) -> None:
        """Tell where it is."""

    def report(self, report: RetrainReport) -> None:
        """Tell how it ended."""


class JsonLines:
    """One event a line on standard output, for the process that started this one."""

    def __init__(self) -> None:
        self._somebody_listens = True

    def stage(self, stage: Stage) -> None:
        """Write the stage."""
        self._write(to_line(stage))

    def report(self, report: RetrainReport) -> None:
        """Write the report, on a line of its own: being cancelled may have cut off the line before."""
        self._write("\n" + to_line(report))

    def _write(self, line: str) -> None:
        if not self._somebody_listens:
            return
        try:
            print(line, flush=True)
        except BrokenPipeError:
            # Whoever started us is gone: the work is still worth finishing, there is nobody to tell.
            self._somebody_listens = False
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class ProgressBars:
    """On standard error a bar a stage (a line a step without a terminal), on standard output the end."""

    def __init__(self, sentence: MakeSentence = codes_and_values) -> None:
        self._sentence = sentence
        self._bar: tqdm[Any] | None = None
        self._stage = ""

    def stage(self, stage: Stage) -> None:
        """Move the bar, or begin the next one."""
        if not sys.stderr.isatty():
            self._print_line(stage)
            return
        if stage.name != self._stage:
            self._close()
            self._stage = stage.name
            self._bar = tqdm(total=stage.of, desc=STAGES[stage.name], leave=True, file=sys.stderr)
        if self._bar is not None:
            self._bar.update(stage.step - self._bar.n)
            self._bar.set_postfix_str(self._sentence(stage.note) if stage.note else "")

    def report(self, report: RetrainReport) -> None:
        """Write the end as a few sentences."""
        self._close()
        print(describe(report, self._sentence))

    def _print_line(self, stage: Stage) -> None:
        if stage.step or stage.of > 1:
            note = f": {self._sentence(stage.note)}" if stage.note else ""
            print(f"{STAGES[stage.name]} {stage.step} of {stage.of}{note}", file=sys.stderr, flush=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def describe(report: RetrainReport, sentence: MakeSentence = codes_and_values) -> str:
    """Return a report as a few lines of text."""
    reason = sentence(report.reason).removesuffix(".") if report.reason else ""
    headline = HEADLINES[report.outcome].format(version=report.version)
    lines = [f"{headline} {reason}." if reason else headline]
    if report.counts is not None:
        lines.append(f"{report.counts.ratings:,} ratings by {report.counts.people:,} people.")
    for model, metrics in report.metrics.items():
        numbers = ", ".join(f"{name} {value:.4g}" for name, value in metrics.items())
        lines.append(f"{model}: {numbers}")
    if report.version is not None:
        lines.append(f"{report.seconds:.1f} s, at most {report.peak_memory_mb:.0f} MB of memory.")
    return "\n".join(lines)
