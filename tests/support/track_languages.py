"""Puts the track of tests/lessons/our_tracks into other languages."""

from __future__ import annotations

import re
from pathlib import Path


def write_in(track: Path, *languages: str) -> None:
    """Give the track these languages; without ja or en, its texts in that one are removed."""
    table = track / "track.toml"
    text = re.sub(r"(?m)^languages = .*\n", "", table.read_text(encoding="utf-8"))
    text = f"languages = {list(languages)}\n{text}"
    for missing in {"ja", "en"} - set(languages):
        text = re.sub(rf"(?m)^{missing} = .*\n", "", text)
        for path in (track / "batches").glob(f"*.{missing}.md"):
            path.unlink()
        quiz = (track / "batches") / "quiz.toml"
        own = rf"(?ms)^\[question\.{missing}\]\n.*?(?=^\[|\Z)"
        quiz.write_text(re.sub(own, "", quiz.read_text(encoding="utf-8")), encoding="utf-8")
    table.write_text(text, encoding="utf-8")


def add_french(track: Path) -> None:
    """Add French to the track: the English texts, with a French word in front of some."""
    for path in (track / "batches").glob("*.en.md"):
        text = path.read_text(encoding="utf-8").replace("# ", "# Fr: ", 1)
        path.with_name(path.name.replace(".en.", ".fr.")).write_text(text, encoding="utf-8")
    quiz = (track / "batches") / "quiz.toml"
    english = re.compile(r"(?ms)^\[question\.en\](\n.*?)(?=^\[|\Z)")
    text = quiz.read_text(encoding="utf-8")
    quiz.write_text(english.sub(r"[question.en]\1[question.fr]\1", text), encoding="utf-8")
    table = track / "track.toml"
    text = table.read_text(encoding="utf-8")
    doubled = re.sub(r'(?m)^en = "(.*)$', r'en = "\1\nfr = "Fr: \1', text)
    table.write_text(f'languages = ["ja", "en", "fr"]\n{doubled}', encoding="utf-8")
