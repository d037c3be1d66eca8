"""A chat platform that does what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.tutor.daily.announcements import Announcer
from bot.tutor.platform import (
    AvatarSource,
    MemberDirectory,
    PendingEditor,
    PersonalDataStore,
    ReplyMode,
    RoleGranter,
)
from bot.tutor.replies.model import Reply


@dataclass
class StubPlatform:
    """Implements `bot.tutor.platform.ChatPlatform`."""

    name: str
    deliver: Callable[[str, Reply], Coroutine[Any, Any, None]]
    is_slow: bool = False
    announcer: Announcer | None = None
    personal_data: PersonalDataStore | None = None
    members: MemberDirectory | None = None
    roles: RoleGranter | None = None
    avatars: AvatarSource | None = None
    pending_editor: PendingEditor | None = None
    default_reply_mode: ReplyMode | None = None
