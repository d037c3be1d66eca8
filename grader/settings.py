"""The grader's settings, from the environment and .env."""

from __future__ import annotations

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from common.operations.settings import (
    ADVICE,
    OperatingSettings,
    SettingsError,
    to_settings_error,
)
from common.operations.settings import PREFIX as OPERATING_PREFIX
from grader.jail import Limits
from grader.worker.gpu import MOST_AT_ONCE, GpuSettings

PREFIX = "TENSEI_LIMIT_"
GPU_PREFIX = "TENSEI_GPU_"


class _LimitSettings(BaseSettings):
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
    """Return what one submission may use, from TENSEI_LIMIT_WALL_SECONDS and its like.

    The settings' names end in their units. Raise SettingsError if a value cannot be used.
    """
    try:
        return Limits(**_LimitSettings().model_dump())
    except ValidationError as error:
        raise _cannot_be_used(error, PREFIX) from error


class _GpuSettings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=GPU_PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    at_once: int = Field(default=GpuSettings().at_once, ge=1, le=MOST_AT_ONCE)
    mps: bool = GpuSettings().mps


def read_gpu_settings() -> GpuSettings:
    """Return what is set about the GPU: TENSEI_GPU_AT_ONCE and TENSEI_GPU_MPS.

    Raise SettingsError if a value cannot be used.
    """
    try:
        return GpuSettings(**_GpuSettings().model_dump())
    except ValidationError as error:
        raise _cannot_be_used(error, GPU_PREFIX) from error


def _cannot_be_used(error: ValidationError, prefix: str) -> SettingsError:
    return SettingsError(
        "\n".join(
            f"{prefix}{str(fault['loc'][0]).upper()}={fault['input']} cannot be used:"
            f" {fault['msg'].lower()}."
            for fault in error.errors()
        )
    )


class _QueueSettings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=OPERATING_PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    database_url: str = ""


def read_queue_url() -> str:
    """Return the URL of the queue's database, from TENSEI_DATABASE_URL.

    Raise SettingsError if it is not the URL of a Postgres database.
    """
    url = _QueueSettings().database_url
    try:
        driver = make_url(url).drivername
    except (ArgumentError, ValueError):  # ValueError: the port is not a number
        driver = ""
    if driver != "postgresql+psycopg":
        raise SettingsError(
            "a grader that works by itself takes its jobs from Postgres: set TENSEI_DATABASE_URL to"
            " the address that `python -m bot grader-role NAME` prints"
            " (postgresql+psycopg://…). With SQLite the bot starts its own grader, and there is"
            " nothing to start here."
        )
    return url


def read_operating() -> OperatingSettings:
    """Return how this process logs, and where it serves its health.

    Raise SettingsError if a value cannot be used.
    """
    try:
        return OperatingSettings()
    except ValidationError as error:
        raise to_settings_error(error, ADVICE) from error
