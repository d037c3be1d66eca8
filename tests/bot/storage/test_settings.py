"""Settings from the environment and .env, and the error for every wrong value."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import read_settings
from common.operations.settings import SettingsError


@pytest.fixture(autouse=True)
def bare_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "LOCAL_PORT", "LESSONS", "LANGUAGE", "LOG_LEVEL"):
        monkeypatch.delenv(f"TENSEI_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_it_runs_on_one_machine() -> None:
    settings = read_settings()
    assert settings.database_url == "sqlite+aiosqlite:///tensei.db"
    assert settings.local_port == 8765
    assert settings.lessons == ()


def test_the_environment_goes_before_the_env_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("TENSEI_LOCAL_PORT=1234\nTENSEI_LANGUAGE=ja\nOTHER=x\n")
    monkeypatch.setenv("TENSEI_LOCAL_PORT", "0")
    settings = read_settings()
    assert (settings.local_port, settings.language) == (0, "ja")


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENSEI_LESSONS", "")
    monkeypatch.setenv("TENSEI_LOCAL_PORT", "")
    settings = read_settings()
    assert (settings.lessons, settings.local_port) == ((), 8765)


def test_the_log_level_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENSEI_LOG_LEVEL", "debug")
    assert read_settings().log_level == "DEBUG"


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("TENSEI_DATABASE_URL", "tensei.db", r"write sqlite\+aiosqlite:///tensei.db or postgres"),
        ("TENSEI_DATABASE_URL", "sqlite:///tensei.db", r"write sqlite\+aiosqlite:///"),
        ("TENSEI_DATABASE_URL", "postgres://host/name", r"postgresql\+psycopg://"),
        ("TENSEI_LOCAL_PORT", "http", "write a port from 1 to 65535, or 0"),
        ("TENSEI_LOCAL_PORT", "70000", "write a port"),
        ("TENSEI_LESSONS", "/nowhere/at/all", "folder that exists"),
        ("TENSEI_LANGUAGE", "fr", "write ja or en"),
        ("TENSEI_LOG_LEVEL", "loud", "write DEBUG, INFO"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, advice: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=advice) as problem:
        read_settings()
    assert str(problem.value).startswith(f"{name}=")
    assert len(str(problem.value).splitlines()) == 1


def test_all_wrong_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENSEI_LOCAL_PORT", "x")
    monkeypatch.setenv("TENSEI_LANGUAGE", "fr")
    with pytest.raises(SettingsError) as problem:
        read_settings()
    assert len(str(problem.value).splitlines()) == 2


def test_settings_do_not_change_once_read() -> None:
    settings = read_settings()
    with pytest.raises(ValidationError):
        settings.local_port = 1  # type: ignore[misc]
