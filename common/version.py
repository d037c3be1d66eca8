"""Which Tensei this is."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """As pip knows it; "unknown" where the code was only copied."""
    try:
        return metadata.version("tensei")
    except metadata.PackageNotFoundError:
        return "unknown"
