"""What `python -m bot read` prints: how a message is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.tutor.text.wants import Decision, Known, Situation, decide
from common.message_reader.reader import read_parts
from common.message_reader.records import Part


@dataclass(frozen=True, slots=True)
class MessageReport:
    """The parts of a message, and what was decided about it."""

    parts: tuple[Part, ...]
    decision: Decision

    @classmethod
    def of(cls, text: str, situation: Situation, known: Known) -> MessageReport:
        """Read a message, and decide what its sender wants."""
        parts = read_parts(text)
        return cls(parts, decide(text, parts, situation, known))

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        page, command = self.decision.page, self.decision.command
        return {
            "parts": [{"kind": part.kind, "text": part.text} for part in self.parts],
            "intent": self.decision.intent,
            "exercises": list(self.decision.exercises),
            "page": {"lesson": page.lesson, "page": page.page} if page else None,
            "command": {"name": command.name, "argument": command.argument} if command else None,
            "phrase": self.decision.phrase,
            "language": self.decision.language,
        }

    def to_text(self) -> str:
        """Return the report as text for people."""
        shown = self.to_dict()
        lines = [f"intent     {shown['intent']}", f"language   {shown['language']}"]
        if shown["exercises"]:
            lines.append(f"exercises  {', '.join(shown['exercises'])}")
        if shown["page"]:
            lines.append(f"page       {shown['page']['lesson']} {shown['page']['page']}")
        if shown["command"]:
            lines.append(
                f"command    /{shown['command']['name']} {shown['command']['argument']}".rstrip()
            )
        if shown["phrase"]:
            lines.append(f"phrase     {shown['phrase']}")
        for part in self.parts:
            lines += [f"{part.kind}:", *(f"    {line}" for line in part.text.split("\n"))]
        return "\n".join(lines)
