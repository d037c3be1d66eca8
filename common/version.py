"""The version of Tensei."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """Return the installed version, or "unknown" if the code was only copied."""
    try:
        return metadata.version("tensei")
    except metadata.PackageNotFoundError:
        return "unknown"
