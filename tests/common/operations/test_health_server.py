"""The health server: health, readiness, status and metrics."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager

import aiohttp
import pytest

from common.operations import health_server
from common.operations.health_client import HealthClientError, fetch, is_ready
from common.operations.health_server import Check, HealthServer, HealthServerError
from common.operations.settings import OperatingSettings
from tests.support.ports import reserved


def server(checks: Mapping[str, Check] | None = None) -> HealthServer:
    async def status() -> dict[str, str]:
        return {"version": "1"}

    async def metrics() -> bytes:
        return b"tensei_something 1.0\n"

    return HealthServer(checks or {}, status=status, metrics=metrics)


@asynccontextmanager
async def running(
    server: HealthServer, port: int | None = 0, default: int = 0, names: Collection[str] = ()
) -> AsyncIterator[str]:
    address = await server.start("127.0.0.1", port, default, names=names)
    yield address
    await server.stop()


async def get(address: str, path: str) -> tuple[int, dict[str, object]]:
    async with aiohttp.ClientSession() as session, session.get(address + path) as answer:
        return answer.status, await answer.json()


async def test_ready_is_200_while_nothing_is_missing() -> None:
    async def fine() -> None:
        return None

    async with running(server({"database": fine})) as address:
        assert await get(address, "/readyz") == (200, {"ready": True, "missing": {}})


async def test_what_is_missing_stands_there_in_words_with_503() -> None:
    async def gone() -> str:
        return "it does not answer"

    async with running(server({"database": gone})) as address:
        status, said = await get(address, "/readyz")
        assert (status, said["ready"]) == (503, False)
        assert said["missing"] == {"database": "it does not answer"}
        assert (await get(address, "/healthz"))[0] == 200  # it is alive, although it cannot work


async def test_a_check_that_hangs_or_raises_is_missing_and_hides_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health_server, "CHECK_TIMEOUT_S", 0.05)

    async def hangs() -> None:
        await asyncio.Event().wait()

    async def raises() -> None:
        raise ConnectionError("password=hunter2")

    async def gone() -> str:
        return "gone"

    async with running(server({"a": hangs, "b": raises, "c": gone})) as address:
        _, said = await get(address, "/readyz")
    missing = said["missing"]
    assert isinstance(missing, dict)
    assert set(missing) == {"a", "b", "c"}
    assert "no answer" in missing["a"]
    assert "ConnectionError" in missing["b"]
    assert "hunter2" not in missing["b"]


async def test_a_process_that_stops_is_neither_healthy_nor_ready() -> None:
    stopping = server()
    async with running(stopping) as address:
        stopping.mark_stopping()
        for path in ("/healthz", "/readyz"):
            status, said = await get(address, path)
            assert status == 503
            assert "stopping" in str(said["missing"])


async def test_a_default_port_that_is_taken_gives_a_free_one_and_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with running(server(), None, default=port) as address:
            assert not address.endswith(f":{port}")
            assert (await get(address, "/healthz"))[0] == 200
    (warning,) = [each for each in caplog.records if each.levelname == "WARNING"]
    assert str(port) in warning.getMessage()
    assert "TENSEI_HEALTH_PORT" in warning.getMessage()


async def test_a_port_that_was_asked_for_and_is_taken_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(HealthServerError, match=rf"port {port} .*TENSEI_HEALTH_PORT"):
            await server().start("127.0.0.1", port, 0)


async def test_an_address_that_is_not_of_this_machine_is_a_clear_error() -> None:
    with pytest.raises(HealthServerError, match="TENSEI_HEALTH_HOST"):
        await server().start("192.0.2.1", 0, 0)


async def test_whoever_asks_hears_what_is_missing() -> None:
    async def gone() -> str:
        return "it does not answer"

    async with running(server({"queue": gone})) as address:
        port = int(address.rpartition(":")[2])
        found = await asyncio.to_thread(is_ready, "0.0.0.0", port)
    assert found == (False, "queue: it does not answer")


async def test_whoever_asks_where_nobody_answers_is_told_where_that_was() -> None:
    with reserved() as port, pytest.raises(HealthClientError, match=f"127.0.0.1:{port}"):
        await asyncio.to_thread(fetch, "127.0.0.1", port, "/status")


PATHS = ("/healthz", "/readyz", "/status", "/metrics")


async def status_of(address: str, path: str, host: str) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.get(address + path, headers={"Host": host}) as answer,
    ):
        return answer.status


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host", ["evil.example:8766", "127.0.0.1.evil.example", "localhost.evil.example", "[half", ""]
)
async def test_a_page_whose_name_was_made_to_point_here_reads_nothing(path: str, host: str) -> None:
    async with running(server()) as address:
        assert await status_of(address, path, host) == 403


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host", ["localhost:1", "[::1]:8766", "10.0.0.7:8766", "[fd00::7]", "bot:8766", "BOT"]
)
async def test_loopback_addresses_and_the_names_that_were_set_are_answered(
    path: str, host: str
) -> None:
    async with running(server(), names=("bot",)) as address:
        assert await status_of(address, path, host) == 200


async def test_a_name_that_is_not_known_is_told_which_setting_names_it() -> None:
    async with (
        running(server()) as address,
        aiohttp.ClientSession() as session,
        session.get(f"{address}/metrics", headers={"Host": "bot:8766"}) as answer,
    ):
        assert "TENSEI_HEALTH_NAMES" in (await answer.json())["problem"]


async def test_a_check_in_http_1_0_without_a_host_is_answered() -> None:
    async with running(server()) as address:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.split(":")[-1]))
        writer.write(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert (await reader.readline()).split()[1] == b"200"
        writer.close()
        await writer.wait_closed()


def test_the_names_are_a_setting_with_commas_between_them() -> None:
    assert OperatingSettings(health_names="Bot,tensei.example").health_host_names == {
        "bot",
        "tensei.example",
    }
    assert OperatingSettings(health_names="").health_host_names == set()
