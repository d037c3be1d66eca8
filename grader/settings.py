"""The grader's settings, from the environment and .env."""

from __future__ import annotations

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from grader.jail import Limits

PREFIX = "TENSEI_LIMIT_"


class SettingsProblem(Exception):
    """Settings are wrong; says which, and what to write."""


class _Limits(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    wall_seconds: float = Field(default=Limits().wall_seconds, gt=0, le=45)
    cpu_seconds: int = Field(default=Limits().cpu_seconds, gt=0, le=45)
    memory_mib: int = Field(default=Limits().memory_mib, ge=64)
    output_kib: int = Field(default=Limits().output_kib, ge=1)
    scratch_mib: int = Field(default=Limits().scratch_mib, ge=1)
    threads: int = Field(default=Limits().threads, ge=2)
    answer_mib: int = Field(default=Limits().answer_mib, ge=1)


def read_limits() -> Limits:
    """What one submission may use, by TENSEI_LIMIT_WALL_SECONDS and its kin, units in the names.

    Raises SettingsProblem when a value makes no sense.
    """
    try:
        return Limits(**_Limits().model_dump())
    except ValidationError as error:
        raise SettingsProblem(
            "\n".join(
                f"{PREFIX}{str(fault['loc'][0]).upper()}={fault['input']} cannot be used:"
                f" {fault['msg'].lower()}."
                for fault in error.errors()
            )
        ) from error
