"""Settings that bot and graders share: logging, and where the health server listens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from pydantic import Field, ValidationError, field_validator
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
"""What to write instead of a value that cannot be used, by field."""


class SettingsError(Exception):
    """Settings cannot be used. The message says which, what to write, and contains no secret."""


class OperatingSettings(BaseSettings):
    """The shared settings; each is read from TENSEI_ and the field's name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: LogFormat = "text"
    health_host: str = Field(default="127.0.0.1", min_length=1)
    # Accepted in Host headers, in addition to loopback and IP addresses; comma-separated.
    health_names: str = Field(default="", pattern=r"^([\w.-]+(,[\w.-]+)*)?$")
    # 0 picks a free port. None is the process's own default, or a free one if that is taken.
    health_port: int | None = Field(default=None, ge=0, le=65535)

    @property
    def health_host_names(self) -> frozenset[str]:
        """The names in `health_names`, in lower case."""
        return frozenset(self.health_names.casefold().split(",")) - {""}

    @field_validator("log_level", mode="before")
    @classmethod
    def _to_upper_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("log_format", mode="before")
    @classmethod
    def _to_lower_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value


def to_settings_error(
    error: ValidationError,
    advice: Mapping[str, str],
    without_secrets: Callable[[str, object], object] = lambda _, value: value,
) -> SettingsError:
    """Return the error to show for settings that pydantic rejected, one line for each of them.

    `advice` says what to write, by field. `without_secrets` is given a field and its value, and
    returns what may be shown of the value.
    """
    faults = {str(fault["loc"][0]): fault["input"] for fault in error.errors()}
    return SettingsError(
        "\n".join(
            f"{PREFIX}{name.upper()}={without_secrets(name, value)} cannot be used: {advice[name]}."
            for name, value in faults.items()
        )
    )
