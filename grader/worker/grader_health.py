"""How a grader stands that works by itself: its health server and its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from common.operations.health_server import GRADER_PORT, Check, HealthServer
from common.operations.settings import OperatingSettings
from grader.protocol import GraderInfo
from grader.worker.grader_metrics import GraderMetrics


class GraderWatch:
    """`announce` says how the grader stands now, `template_stands` whether its jail does, and
    `check_queue` what is wrong with its queue."""

    def __init__(
        self,
        announce: Callable[[], GraderInfo],
        *,
        template_stands: Callable[[], bool],
        check_queue: Check,
    ) -> None:
        self._announce = announce
        self._template_stands = template_stands
        self._figures = GraderMetrics()
        checks: dict[str, Check] = {"jail": self._check_jail, "queue": check_queue}
        self._server = HealthServer(checks, status=self._status, metrics=self._metrics)
        self.count = self._figures.observe
        self.held = self._figures.observe_loop_held
        self.about_to_stop = self._server.mark_stopping
        self.stop = self._server.stop

    async def start(self, settings: OperatingSettings) -> str:
        """Begins to tell, and returns the address. Raises HealthProblem."""
        return await self._server.start(
            settings.health_host,
            settings.health_port,
            GRADER_PORT,
            names=settings.health_host_names,
        )

    async def _check_jail(self) -> str | None:
        if not self._template_stands():
            return "its template does not stand; it is started again by itself"
        stands = self._announce()
        if not stands.spares and not stands.running:
            return "no locked child waits for a submission yet"
        return None

    async def _status(self) -> Mapping[str, Any]:
        return self._announce().model_dump(mode="json")

    async def _metrics(self) -> bytes:
        return self._figures.render(self._announce())
