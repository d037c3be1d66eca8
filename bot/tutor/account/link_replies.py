"""Short replies about linking accounts, and the accounts' names in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Translator
from bot.storage.accounts import account_linking
from bot.storage.models import AccountRow
from bot.tutor.replies.actions import LinkAccount
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import Buttons, Reply, Text, escaped

MINUTES_VALID = int(account_linking.VALID_FOR.total_seconds() / 60)
"""Minutes for which a code and a request are valid."""


def account_names(t: Translator, accounts: Sequence[AccountRow]) -> str:
    """Return accounts by their names and platforms, such as "**Aki** (Slack)"."""
    return t("accounts-separator").join(
        t("account", name=escaped(each.name), platform=_platform(t, each.platform))
        for each in accounts
    )


def too_many_tries(t: Translator) -> Reply:
    """Return the reply to a learner who has typed too many codes."""
    return Reply(tone="refused", blocks=(Text(markdown=t("link-too-many", minutes=MINUTES_VALID)),))


def no_such_code(t: Translator) -> Reply:
    """Return the reply to a code that is wrong or no longer valid."""
    text = Text(markdown=t("link-no-such-code", minutes=MINUTES_VALID))
    retry = button(t("button-link"), LinkAccount())
    return Reply(tone="refused", blocks=(text, Buttons(buttons=(retry,))))


def request_ended(t: Translator) -> Reply:
    """Return the reply to the answer to a request that is no longer open."""
    text = Text(markdown=t("link-ended", minutes=MINUTES_VALID))
    retry = button(t("button-link"), LinkAccount())
    return Reply(tone="refused", blocks=(text, Buttons(buttons=(retry,))))


def own_code(t: Translator) -> Reply:
    """Return the reply to a code of the same learner."""
    return Reply(tone="refused", blocks=(Text(markdown=t("link-own-code")),))


def _platform(t: Translator, platform: str) -> str:
    key = f"platform-{platform}"
    return t(key) if t.has(key) else platform


def platform_notes(t: Translator, accounts: Sequence[AccountRow]) -> list[Text]:
    """Return notes on the platforms of the accounts, to read before linking them."""
    keys = dict.fromkeys(f"link-note-{each.platform}" for each in accounts)
    return [Text(markdown=t(key)) for key in keys if t.has(key)]
