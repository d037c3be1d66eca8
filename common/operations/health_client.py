"""Requests to the health server of a process on this machine, as a container's check makes them."""

from __future__ import annotations

import http.client
import json
import os
import signal
import urllib.error
import urllib.request
from typing import Any

TIMEOUT_S = 5.0

_LOOPBACK_OF = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - addresses to listen on


class HealthClientError(Exception):
    """A process cannot be asked. The message says what was tried."""


def base_url(host: str, port: int) -> str:
    """Return the URL of a server, with an IPv6 address in brackets."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def fetch(host: str, port: int, path: str) -> dict[str, Any]:
    """Return the JSON that the health server answers with, whatever its HTTP status.

    Raise HealthClientError if nothing answers, or something else.
    """
    url = base_url(_LOOPBACK_OF.get(host, host), port) + path
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        try:
            with opener.open(url, timeout=TIMEOUT_S) as response:
                body = json.load(response)
        except urllib.error.HTTPError as error:
            body = json.load(error)
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise HealthClientError(
            f"nothing that Tensei knows answers at {url} ({problem})"
        ) from problem
    if not isinstance(body, dict):
        raise HealthClientError(f"what answers at {url} is not Tensei")
    return body


def is_ready(host: str, port: int) -> tuple[bool, str]:
    """Return whether the process is ready, and what is missing. Raise HealthClientError."""
    body = fetch(host, port, "/readyz")
    missing = body.get("missing") or {}
    return bool(body.get("ready")), "; ".join(f"{part}: {why}" for part, why in missing.items())


def request_reload(host: str, port: int) -> None:
    """Make the process behind a health server load its lessons again, by SIGHUP.

    Raise HealthClientError if none answers, or it cannot be signalled.
    """
    status = fetch(host, port, "/status")
    try:
        os.kill(int(status["pid"]), signal.SIGHUP)
    except (ProcessLookupError, PermissionError) as problem:
        raise HealthClientError(str(problem)) from problem
