"""Pictures as image blocks: each is uploaded once, and shown by the id of its file after that."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.platforms.slack.api import (
    CONNECTION_ERRORS,
    Api,
    RequestRejectedError,
    UnknownWorkspaceError,
    error_code,
)
from bot.tutor.replies.model import AnyBlock, Picture, Reply
from common.lru_dict import LruDict

Result = TypeVar("Result")

log = logging.getLogger(__name__)

UPLOAD_TIMEOUT_S = 10.0  # for all pictures of a reply; without them it is sent as it was before
PROCESSING_PAUSES_S = (0.2, 0.4, 0.8, 1.6)
"""Pauses while Slack processes an upload: before that it refuses blocks with the file.
https://github.com/slackapi/python-slack-sdk/issues/1797"""

_REFUSED_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "file_not_found"})


class Pictures:
    """Uploads pictures without sharing them, and remembers their files by workspace and content."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._files: LruDict[tuple[str, str], str] = LruDict()  # team, digest -> id of the file

    async def send(
        self, team: str, reply: Reply, send: Callable[[Reply], Awaitable[Result]]
    ) -> Result:
        """Send a reply with its pictures as image blocks; as files, where Slack refuses those.

        Return what `send` returns, and raise what it raises.
        """
        shown = await self.upload(team, reply)
        try:
            return await send(shown)
        except (SlackApiError, RequestRejectedError) as problem:
            if shown is reply or not _refuses_blocks(problem):
                raise
            log.warning("pictures are sent as files: %s", problem)
            self._forget(team, reply)
            return await send(reply)

    async def upload(self, team: str, reply: Reply) -> Reply:
        """Return the reply with the id of its file in each picture that could be uploaded.

        Such a picture has no content, and the id as its digest.
        """
        if reply.pending or not any(isinstance(each, Picture) for each in reply.blocks):
            return reply
        blocks: list[AnyBlock] = []
        try:
            async with asyncio.timeout(UPLOAD_TIMEOUT_S):
                for each in reply.blocks:
                    blocks.append(
                        await self._uploaded(team, each) if isinstance(each, Picture) else each
                    )
        except (SlackClientError, UnknownWorkspaceError, *CONNECTION_ERRORS) as problem:
            log.warning("pictures are sent as files, as an upload failed: %s", problem)
            return reply
        return reply.model_copy(update={"blocks": tuple(blocks)})

    async def _uploaded(self, team: str, picture: Picture) -> Picture:
        key = team, _digest(picture)
        if key not in self._files:
            self._files[key] = await self._upload(team, picture)
        return picture.model_copy(update={"png_base64": "", "digest": self._files[key]})

    async def _upload(self, team: str, picture: Picture) -> str:
        """Upload a picture; return the id of its file once a block may name it.

        Raise SlackClientError, UnknownWorkspaceError or one of CONNECTION_ERRORS.
        """
        client = await self._api.client_for(team)
        response = await client.files_upload_v2(
            filename="tensei.png",
            title=picture.alt,
            content=base64.b64decode(picture.png_base64),
            alt_txt=picture.alt,
        )
        file = str(response["files"][0]["id"])
        for pause in (*PROCESSING_PAUSES_S, None):
            if (await client.files_info(file=file))["file"].get("mimetype"):
                break
            if pause is None:
                raise RequestRejectedError(f"Slack has not processed the picture {file} in time")
            await asyncio.sleep(pause)
        return file

    def _forget(self, team: str, reply: Reply) -> None:
        for each in reply.blocks:
            if isinstance(each, Picture):
                self._files.pop((team, _digest(each)), None)


def _refuses_blocks(problem: SlackApiError | RequestRejectedError) -> bool:
    """Return whether the blocks of a message may be the reason; a response URL names none."""
    if isinstance(problem, SlackApiError):
        return error_code(problem) in _REFUSED_BLOCKS
    return type(problem) is RequestRejectedError  # others are about files


def _digest(picture: Picture) -> str:
    return hashlib.sha256(picture.png_base64.encode()).hexdigest()
