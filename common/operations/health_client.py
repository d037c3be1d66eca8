"""Asks a process on this machine how it stands, as a container's health check does."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from typing import Any

TIMEOUT_S = 5.0

_LOOPBACK_OF = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - listened on, not asked


class HealthClientError(Exception):
    """Nobody answers there. The message says what was tried."""


def base_url(host: str, port: int) -> str:
    """The URL of a server there, with an IPv6 address in brackets."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def fetch(host: str, port: int, path: str) -> dict[str, Any]:
    """The JSON that the health server there answers with, also when that is bad news.

    Raises NoAnswer.
    """
    address = base_url(_LOOPBACK_OF.get(host, host), port) + path
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        try:
            with opener.open(address, timeout=TIMEOUT_S) as answer:
                said = json.load(answer)
        except urllib.error.HTTPError as refusal:
            said = json.load(refusal)
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise HealthClientError(
            f"nothing that Tensei knows answers at {address} ({problem})"
        ) from problem
    if not isinstance(said, dict):
        raise HealthClientError(f"what answers at {address} is not Tensei")
    return said


def is_ready(host: str, port: int) -> tuple[bool, str]:
    """Whether the process there is ready, and what is missing, in words. Raises NoAnswer."""
    said = fetch(host, port, "/readyz")
    missing = said.get("missing") or {}
    return bool(said.get("ready")), "; ".join(f"{part}: {why}" for part, why in missing.items())
