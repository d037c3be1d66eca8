"""One request of a learner's, as handlers of commands and actions receive it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Translator
from bot.tutor.identity import ChatUser, Learner


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a learner's, and where the reply to it goes."""

    user: ChatUser
    learner: Learner
    t: Translator  # of the learner's language
    reply_to: str  # the address of the reply (see bot.tutor.replies.address)
    text: str = ""  # the message's text, or what a form was filled in with
