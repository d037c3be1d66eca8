"""The health checks, status and metrics of a grader that pulls its jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from common.operations.health_server import GRADER_PORT, Check, HealthServer
from common.operations.settings import OperatingSettings
from grader.protocol import GraderInfo
from grader.worker.grader_metrics import GraderMetrics


class GraderHealth:
    """Serves a grader's health over HTTP.

    `describe` returns the grader's description, `is_template_alive` whether its fork server runs,
    and `check_queue` why its queue is not usable, if so.
    """

    def __init__(
        self,
        describe: Callable[[], GraderInfo],
        *,
        is_template_alive: Callable[[], bool],
        check_queue: Check,
    ) -> None:
        self._describe = describe
        self._is_template_alive = is_template_alive
        self._figures = GraderMetrics()
        checks: dict[str, Check] = {"jail": self._check_jail, "queue": check_queue}
        self._server = HealthServer(checks, status=self._status, metrics=self._metrics)
        self.count = self._figures.observe
        self.held = self._figures.observe_loop_held
        self.about_to_stop = self._server.mark_stopping
        self.stop = self._server.stop

    async def start(self, settings: OperatingSettings) -> str:
        """Start the server, and return its address. Raise HealthServerError if it cannot start."""
        return await self._server.start(
            settings.health_host,
            settings.health_port,
            GRADER_PORT,
            names=settings.health_host_names,
        )

    async def _check_jail(self) -> str | None:
        if not self._is_template_alive():
            return "its fork server does not run; it is restarted automatically"
        info = self._describe()
        if not info.spares and not info.running:
            return "no child is ready for a submission yet"
        return None

    async def _status(self) -> Mapping[str, Any]:
        return self._describe().model_dump(mode="json")

    async def _metrics(self) -> bytes:
        return self._figures.render(self._describe())
