"""What happened as a code with values: whoever shows it makes a sentence of it, in some language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float


@dataclass(frozen=True)
class CodedText:
    """A code and the values that belong into its sentence."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def __bool__(self) -> bool:
        """Return whether there is anything to say."""
        return bool(self.code)


def coded(code: str, /, **values: Value) -> CodedText:
    """Return a code with its values."""
    return CodedText(code, values)


NOTHING = CodedText("")
