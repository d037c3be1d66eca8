"""The folders with tracks that a setting names."""

from __future__ import annotations

import os
from pathlib import Path


def split_folders(text: str) -> tuple[Path, ...]:
    """Return the folders of a setting, which are joined as in PATH (by ":", on Windows by ";")."""
    return tuple(Path(each.strip()) for each in text.split(os.pathsep) if each.strip())


def is_yes(text: str) -> bool:
    """Return whether an on-off setting is on, as it is where nothing is written."""
    return text.strip().casefold() not in {"0", "false", "no", "off", "f", "n"}
