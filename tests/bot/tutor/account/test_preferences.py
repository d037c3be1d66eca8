"""Settings: language, zone, visibility, reminders."""

from __future__ import annotations

import pytest

from bot.settings import read_settings
from common.operations.settings import SettingsError


def test_the_default_zone_may_be_named_by_its_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENSEI_ZONE", "tokyo")
    monkeypatch.setenv("TENSEI_KEEP_CODE_DAYS", "30")
    settings = read_settings()
    assert (settings.zone, settings.keep_code_days) == ("Asia/Tokyo", 30)


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("TENSEI_ZONE", "Atlantis", "Asia/Tokyo or Europe/London"),
        ("TENSEI_KEEP_CODE_DAYS", "0", "at least 1"),
        ("TENSEI_KEEP_CODE_DAYS", "for ever", "at least 1"),
    ],
)
def test_a_setting_that_makes_no_sense_says_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, advice: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}={value} cannot be used.*{advice}"):
        read_settings()
