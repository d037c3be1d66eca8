"""How a process logs, and where it tells its health: the same settings for bot and graders."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from common.operations.job_context import LogFormat

PREFIX = "TENSEI_"

ADVICE = {
    "log_level": "write DEBUG, INFO, WARNING or ERROR",
    "log_format": "write text or json",
    "health_host": "write an address of this machine, such as 127.0.0.1 or 0.0.0.0",
    "health_names": "write host names with commas between them, such as bot,tensei.example",
    "health_port": "write a port from 1 to 65535, or 0 for any free one",
}


class OperatingSettings(BaseSettings):
    """What can be set, each as TENSEI_ and the field's name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: LogFormat = "text"
    health_host: str = Field(default="127.0.0.1", min_length=1)
    # By which others may ask for it, beside loopback and IP addresses, with commas between them.
    health_names: str = Field(default="", pattern=r"^([\w.-]+(,[\w.-]+)*)?$")
    # 0 picks a free one. None is the process's own default, or a free one where that is taken.
    health_port: int | None = Field(default=None, ge=0, le=65535)

    @property
    def health_host_names(self) -> frozenset[str]:
        """The names in `health_names`, in lower case."""
        return frozenset(self.health_names.casefold().split(",")) - {""}

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("log_format", mode="before")
    @classmethod
    def _in_small_letters(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value
