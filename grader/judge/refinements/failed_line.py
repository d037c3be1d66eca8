"""What is known of the line that raised an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Explained = tuple[str, dict[str, str]]
"""The key of an entry of the error catalogue, and the facts of its message."""


@dataclass(frozen=True, slots=True)
class FailedLine:
    """What is known of an exception: its pattern's key and facts, and the line that raised it.

    `known` has what the message says and what the probe found: `called`, `operation`, and for
    `left` and `right` their source, `…_type`, `…_shape` and `…_dtype`. All of it is untrusted.
    """

    kind: str
    message: str
    source: str
    key: str | None
    facts: Mapping[str, str]
    known: Mapping[str, str]

    @property
    def called(self) -> str:
        """The source of the called function, such as "nn.ReLU"; empty if no call failed."""
        return self.known.get("called", "")

    @property
    def called_name(self) -> str:
        """The last name of the called function, such as "ReLU"."""
        return self.called.rpartition(".")[2]

    def operand_types(self) -> set[str]:
        """Return the types of the operands that are known."""
        return {self.known[name] for name in ("left_type", "right_type") if name in self.known}
