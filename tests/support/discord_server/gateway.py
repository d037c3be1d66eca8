"""The gateway: sessions with numbered events, which can be resumed, dropped and forgotten."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.support.discord_server.world import CONTENT_FLAG, CONTENT_INTENT, DM, JSON, World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
DISALLOWED_INTENTS = 4014


@dataclass
class Session:
    id: str
    intents: int
    shard: tuple[int, int]
    events: list[JSON] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None


class Gateway:
    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.identified: list[JSON] = []  # what was sent with each IDENTIFY
        self.resumed: list[str] = []  # sessions that were resumed
        self.refuse_resume = False

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 30_000}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            payload = json.loads(frame.data)
            if payload["op"] == HEARTBEAT:
                await socket.send_json({"op": ACK})
            elif payload["op"] == IDENTIFY:
                await self._identify(socket, payload["d"])
            elif payload["op"] == RESUME:
                await self._resume(socket, payload["d"])
        return socket

    async def _identify(self, socket: web.WebSocketResponse, data: JSON) -> None:
        self.identified.append(data)
        if data["intents"] & CONTENT_INTENT and not self.world.content_granted:
            await socket.close(code=DISALLOWED_INTENTS, message=b"Disallowed intent(s).")
            return
        session = Session(
            uuid.uuid4().hex, data["intents"], tuple(data.get("shard", (0, 1))), socket=socket
        )
        self.sessions[session.id] = session
        flags = CONTENT_FLAG if self.world.content_granted else 0
        await self._send(
            session,
            "READY",
            {
                "v": 10,
                "user": self.world.users[self.world.bot],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "application": {"id": str(self.world.application), "flags": flags},
                "guilds": [{"id": str(self.world.guild), "unavailable": True}],
                "shard": list(session.shard),
            },
        )
        await self._send(session, "GUILD_CREATE", self.world.guild_data())

    async def _resume(self, socket: web.WebSocketResponse, data: JSON) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None or self.refuse_resume:
            self.refuse_resume = False
            await socket.send_json({"op": INVALID, "d": False})
            return
        session.socket = socket
        self.resumed.append(session.id)
        for event in session.events[data["seq"] :]:
            await socket.send_json(event)
        await self._send(session, "RESUMED", {})

    async def dispatch(self, kind: str, data: JSON) -> None:
        """Send an event to every session; a disconnected one receives it when it resumes."""
        for session in self.sessions.values():
            await self._send(session, kind, self._for_session(session, kind, data))

    def _for_session(self, session: Session, kind: str, data: JSON) -> JSON:
        """Remove the content of messages to others from sessions without the content intent."""
        if not kind.startswith("MESSAGE_") or session.intents & CONTENT_INTENT:
            return data
        own = str(self.world.bot)
        direct = self.world.channels[int(data["channel_id"])]["type"] == DM
        mentioned = own in {each["id"] for each in data["mentions"]}
        if direct or mentioned or data["author"]["id"] == own:
            return data
        return data | {"content": "", "attachments": [], "embeds": [], "components": []}

    async def _send(self, session: Session, kind: str, data: Any) -> None:
        event = {"op": DISPATCH, "s": len(session.events) + 1, "t": kind, "d": data}
        session.events.append(event)
        if session.socket is not None and not session.socket.closed:
            await session.socket.send_json(event)

    async def drop(self, code: int = WSCloseCode.INTERNAL_ERROR) -> None:
        """Close every connection; the sessions stay and can be resumed."""
        for session in self.sessions.values():
            if session.socket is not None and not session.socket.closed:
                socket, session.socket = session.socket, None
                await socket.close(code=code)

    async def replay(self) -> None:
        """Send the latest event again, as may happen around a resume."""
        for session in self.sessions.values():
            event = session.events[-1]
            if session.socket is not None:
                await session.socket.send_json(event)

    def forget(self) -> None:
        """Delete all sessions without a connection."""
        self.sessions = {
            id: each
            for id, each in self.sessions.items()
            if each.socket is not None and not each.socket.closed
        }

    def is_connected(self) -> bool:
        return any(
            each.socket is not None and not each.socket.closed for each in self.sessions.values()
        )
