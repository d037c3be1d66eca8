"""Times of day and weekdays as people write them."""

from __future__ import annotations

import pytest

from bot.tutor.text.times import ClockTime, parse_time, parse_weekdays


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9", ClockTime(9)),
        ("09:00", ClockTime(9)),
        ("9:30", ClockTime(9, 30)),
        ("９：３０", ClockTime(9, 30)),
        ("9.30 pm", ClockTime(21, 30)),
        ("21h", ClockTime(21)),
        ("at 9 o'clock", ClockTime(9)),
        ("9pm", ClockTime(21)),
        ("9 P.M.", ClockTime(21)),
        ("12 am", ClockTime(0)),
        ("12pm", ClockTime(12)),
        ("noon", ClockTime(12)),
        ("午後9時", ClockTime(21)),
        ("午前９時３０分", ClockTime(9, 30)),
        ("午後九時半", ClockTime(21, 30)),
        ("夜の9時", ClockTime(21)),
        ("夜12時", ClockTime(0)),
        ("朝7時", ClockTime(7)),
        ("昼の1時", ClockTime(13)),
        ("昼12時", ClockTime(12)),
        ("二十時", ClockTime(20)),
        ("十二時", ClockTime(12)),
        ("正午", ClockTime(12)),
        ("24", None),
        ("9:75", None),
        ("午後", None),
        ("nine", None),
        ("", None),
        ("9" * 100_000, None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, time: ClockTime | None) -> None:
    assert parse_time(typed) == time


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon-fri", "01234"),
        ("Mon – Fri", "01234"),
        ("monday to friday", "01234"),
        ("Tues and Thurs", "13"),
        ("mondays, wednesdays", "02"),
        ("fri-mon", "0456"),
        ("weekdays", "01234"),
        ("on weekdays", "01234"),
        ("weekends", "56"),
        ("every day", "0123456"),
        ("every weekday", "01234"),
        ("daily", "0123456"),
        ("月-金", "01234"),
        ("月〜金", "01234"),
        ("月曜から金曜", "01234"),
        ("月水金", "024"),
        ("月・水・金", "024"),
        ("月曜日と木曜日", "03"),
        ("毎週火曜", "1"),
        ("週末", "56"),
        ("土日", "56"),
        ("平日のみ", "01234"),
        ("毎日", "0123456"),
        ("mo", None),
        ("someday", None),
        ("月-", None),
        ("日本", None),
        ("", None),
    ],
)
def test_weekdays_are_read_as_people_write_them(typed: str, days: str | None) -> None:
    assert parse_weekdays(typed) == days
