"""The settings for Slack, validated together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.platforms.slack import SlackError
from bot.settings import Settings
from bot.tutor.platform import ReplyMode
from lessons.curriculum import Language

Mode = Literal["socket", "http"]

KEY_COMMAND = (
    'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
)

_SEE_DOCS = "docs/slack.md leads there step by step."


@dataclass(frozen=True, slots=True)
class SlackOptions:
    """The settings for Slack. Their repr has no secrets, so that tracebacks have none."""

    bot_token: str | None = field(default=None, repr=False)  # of a single workspace
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    client_id: str | None = None  # if set, any workspace can install the bot
    client_secret: str | None = field(default=None, repr=False)
    secret_keys: tuple[str, ...] = field(default=(), repr=False)  # the first one encrypts
    mode: Mode = "socket"
    host: str = "127.0.0.1"
    port: int = 3000
    public_url: str | None = None  # at which Slack and browsers reach host and port
    reply_mode: ReplyMode = "thread"
    managers: frozenset[str] = frozenset()
    api_url: str | None = None
    language: Language = "en"

    @property
    def is_configured(self) -> bool:
        """Whether the bot should connect to Slack."""
        return bool(self.bot_token or self.app_token or self.client_id)

    @property
    def is_multi_workspace(self) -> bool:
        """Whether any workspace may install the bot."""
        return bool(self.client_id)

    @property
    def serves_http(self) -> bool:
        """Whether an HTTP server is needed, for Slack's requests or for browsers."""
        return self.mode == "http" or self.is_multi_workspace

    def check(self) -> None:
        """Raise SlackError if a setting is missing or invalid."""
        for problem in self._problems():
            raise SlackError(f"{problem} {_SEE_DOCS}")

    def _problems(self) -> list[str]:
        problems = []
        if self.is_multi_workspace:
            problems += self._multi_workspace_problems()
        elif not self.bot_token:
            problems.append("SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is missing.")
        elif not self.bot_token.startswith("xoxb-"):
            problems.append(
                "SLACK_BOT_TOKEN has to begin with xoxb-: it is the Bot User OAuth Token under "
                "OAuth & Permissions."
            )
        if self.mode == "http":
            if not self.signing_secret:
                problems.append(
                    "TENSEI_SLACK_MODE=http needs SLACK_SIGNING_SECRET (Basic Information, "
                    "App Credentials): it authenticates Slack's requests."
                )
        elif not self.app_token:
            problems.append(
                "SLACK_APP_TOKEN is missing: make one under Basic Information, App-Level Tokens, "
                "with the scope connections:write."
            )
        elif not self.app_token.startswith("xapp-"):
            problems.append(
                "SLACK_APP_TOKEN has to begin with xapp-: it is an App-Level Token under "
                "Basic Information."
            )
        return problems

    def _multi_workspace_problems(self) -> list[str]:
        from bot.storage.engine.secret_box import (  # its library is slow to load
            InvalidKeyError,
            SecretBox,
        )

        problems = []
        if self.bot_token:
            problems.append(
                "With SLACK_CLIENT_ID each workspace gives a token of its own: leave "
                "SLACK_BOT_TOKEN out and install the bot in that workspace too, or leave "
                "SLACK_CLIENT_ID out and serve that workspace alone."
            )
        if not self.client_secret:
            problems.append(
                "SLACK_CLIENT_SECRET is missing: it is below the Client ID (Basic "
                "Information, App Credentials)."
            )
        if not _keeps_secure_cookie(self.public_url or ""):
            problems.append(
                "TENSEI_SLACK_PUBLIC_URL has to be the https:// address at which browsers reach "
                f"{self.host}:{self.port}, such as https://tensei.example."
            )
        try:
            SecretBox(self.secret_keys)
        except InvalidKeyError as problem:
            problems.append(
                f"TENSEI_SECRET_KEY encrypts the workspaces' tokens and cannot be used "
                f"({problem}). Make a key with: {KEY_COMMAND}"
            )
        return problems


def _keeps_secure_cookie(url: str) -> bool:
    """Return whether browsers send the Secure cookie of the OAuth flow to that URL."""
    parts = urlsplit(url)
    is_loopback = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return bool(parts.hostname) and (parts.scheme == "https" or is_loopback)


def slack_options(settings: Settings) -> SlackOptions:
    """Return the settings for Slack, which `SlackOptions.check` validates."""
    keys = (_secret(settings.secret_key) or "").split(",")
    return SlackOptions(
        bot_token=_secret(settings.slack_bot_token),
        app_token=_secret(settings.slack_app_token),
        signing_secret=_secret(settings.slack_signing_secret),
        client_id=settings.slack_client_id,
        client_secret=_secret(settings.slack_client_secret),
        secret_keys=tuple(key.strip() for key in keys if key.strip()),
        mode=settings.slack_mode,
        host=settings.slack_host,
        port=settings.slack_port,
        public_url=settings.slack_public_url,
        reply_mode=settings.slack_answers,
        managers=frozenset(filter(None, settings.slack_managers.split(","))),
        api_url=settings.slack_api_url,
        language=settings.language,
    )


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value is not None else None
