"""A bot that takes long to start, as on a slow machine, is not taken for one that hangs."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bot import app
from bot.settings import Settings
from bot.tutor.service import Tutor
from common.operations.watchdog import WatchdogLimits
from lessons.curriculum import Catalog

TAKES_S = 3.0


async def test_a_start_that_holds_the_event_loop_for_long_is_not_interrupted(
    postgres_url: str, curriculum: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow_tutor(*given: Any, **named: Any) -> Tutor:
        until = time.monotonic() + TAKES_S
        while time.monotonic() < until:
            pass
        return Tutor(*given, **named)

    monkeypatch.setattr(app, "Tutor", slow_tutor)
    monkeypatch.setattr(app, "WATCHDOG_LIMITS", WatchdogLimits(interrupt_s=2.0))
    settings = Settings(database_url=postgres_url, local_port=0, health_port=0)
    async with app.lifespan(settings, curriculum, on_fatal=lambda error: None) as url:
        assert url.startswith("http://127.0.0.1:")
