"""One event loop for all tests of a folder, so that they can share what lives in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import pytest_asyncio


def share_one_loop(items: list[pytest.Item], folder: Path) -> None:
    """Run all asynchronous tests of a folder in the event loop of the session."""
    for item in items:
        if item.path.is_relative_to(folder) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
