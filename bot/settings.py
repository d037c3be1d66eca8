"""All settings of the bot, read from the environment and .env into one typed model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.tutor.timezones import zone_named
from common.operations.settings import ADVICE as SHARED_ADVICE
from common.operations.settings import OperatingSettings, to_settings_error
from lessons.folders import split_folders

SUPPORTED_DRIVERS = ("sqlite+aiosqlite", "postgresql+psycopg")


class Settings(OperatingSettings):
    """The bot's settings; each is read from TENSEI_ and the field's name in capitals."""

    database_url: str = "sqlite+aiosqlite:///tensei.db"
    database_pool: int = Field(default=10, ge=2)  # most connections to Postgres
    local_host: str = "127.0.0.1"  # where the local chat listens
    local_port: int = Field(default=8765, ge=0, le=65535)  # 0 picks a free one
    local_preview: str = ""  # slug of a lesson that the local chat shows in both languages
    lessons: Annotated[tuple[Path, ...], NoDecode] = ()  # folders of tracks, joined as in PATH
    built_in_lessons: bool = True  # whether the built-in tracks are taught too
    language: Literal["ja", "en"] = "en"  # of learners whose own is unknown
    zone: str = "UTC"  # IANA time zone of learners and groups that have chosen none
    keep_code_days: int = Field(default=90, ge=1)  # after that, learners' code is deleted
    most_per_minute: int = Field(default=20, ge=1)  # submissions and runs of one learner
    most_waiting: int = Field(default=2000, ge=1)  # open jobs of all learners

    # The name that guides to Discord bots use.
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    discord_answers: Literal["thread", "direct"] = "thread"  # where pastes in channels are answered
    discord_shard_count: int | None = Field(default=None, ge=1)  # in all; None: Discord decides
    discord_shard_ids: str = Field(default="", pattern=r"^(\d+(,\d+)*)?$")  # of this process
    discord_api_url: str | None = Field(default=None, pattern="^https?://")
    discord_gateway_url: str | None = Field(default=None, pattern="^wss?://")

    # The names that Slack's documentation uses.
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(
        default=None, validation_alias="SLACK_SIGNING_SECRET"
    )
    slack_client_id: str | None = Field(default=None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(
        default=None, validation_alias="SLACK_CLIENT_SECRET"
    )
    slack_mode: Literal["socket", "http"] = "socket"
    slack_host: str = "127.0.0.1"  # where the HTTP server listens
    slack_port: int = Field(default=3000, ge=0, le=65535)  # 0 picks a free one
    slack_public_url: str | None = Field(default=None, pattern="^https?://")  # of host and port
    slack_answers: Literal["thread", "direct"] = "thread"  # where pastes in channels are answered
    slack_managers: str = Field(default="", pattern=r"^([A-Z0-9]+(,[A-Z0-9]+)*)?$")  # user ids
    slack_api_url: str | None = Field(default=None, pattern="^https?://")
    secret_key: SecretStr | None = None  # comma-separated Fernet keys, newest first

    @field_validator("database_url")
    @classmethod
    def _has_supported_driver(cls, value: str) -> str:
        try:
            driver = make_url(value).drivername
        except (ArgumentError, ValueError):  # ValueError if the port is not a number
            driver = None
        if driver not in SUPPORTED_DRIVERS:
            raise PydanticCustomError("database_url", "not a supported database")
        return value

    @field_validator("discord_shard_ids")
    @classmethod
    def _are_below_count(cls, value: str, info: ValidationInfo) -> str:
        count = info.data.get("discord_shard_count")
        if value and (count is None or any(int(each) >= count for each in value.split(","))):
            raise PydanticCustomError("discord_shard_ids", "not below the number of shards")
        return value

    @field_validator("zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        zone = zone_named(value)
        if zone is None:
            raise PydanticCustomError("zone", "there is no such time zone")
        return zone

    @field_validator("lessons", mode="before")
    @classmethod
    def _split_folders(cls, value: object) -> object:
        return split_folders(value) if isinstance(value, str) else value

    @field_validator("lessons")
    @classmethod
    def _are_folders(cls, value: tuple[Path, ...]) -> tuple[Path, ...]:
        if not all(each.is_dir() for each in value):
            raise PydanticCustomError("lessons", "there is no such folder")
        return value


ADVICE = {
    **SHARED_ADVICE,
    "database_url": "write sqlite+aiosqlite:///tensei.db or postgresql+psycopg://user@host/name",
    "database_pool": "write a number of connections, at least 2",
    "local_port": "write a port from 1 to 65535, or 0 for any free one",
    "lessons": "write the path of a folder that exists, or several with : between them",
    "built_in_lessons": "write true or false",
    "language": "write ja or en",
    "zone": "write an IANA time zone such as Asia/Tokyo or Europe/London",
    "keep_code_days": "write a number of days, at least 1",
    "most_per_minute": "write how many submissions and runs one learner may send, at least 1",
    "most_waiting": "write how many submissions and runs may wait in all, at least 1",
    "discord_answers": "write thread or direct",
    "discord_shard_ids": (
        "write numbers below TENSEI_DISCORD_SHARD_COUNT, with commas between them, such as 0,1"
    ),
    "discord_shard_count": "write the number of shards of all processes together",
    "discord_api_url": "write an address such as http://127.0.0.1:3000/api/v10",
    "discord_gateway_url": "write an address such as ws://127.0.0.1:3000",
    "slack_mode": "write socket or http",
    "slack_port": "write a port from 1 to 65535, or 0 for any free one",
    "slack_public_url": "write the address that Slack reaches the bot at, such as https://host",
    "slack_answers": "write thread or direct",
    "slack_managers": "write member ids with commas between them, such as U012AB3CD,U045EF6GH",
    "slack_api_url": "write an address such as http://127.0.0.1:3000/api",
}


def read_settings() -> Settings:
    """Read the environment and .env. Raise SettingsError if a value cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        raise to_settings_error(error, ADVICE, _without_password) from error


def _without_password(name: str, value: object) -> object:
    """Return the value of a setting without the password that the database's URL may contain."""
    if name != "database_url":
        return value
    try:
        return make_url(str(value)).render_as_string()
    except (ArgumentError, ValueError):
        return "…"
