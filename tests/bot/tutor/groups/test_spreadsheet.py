"""Exported cells are text in spreadsheets, never formulas."""

from __future__ import annotations

import unicodedata

import pytest

from bot.tutor.groups.spreadsheet import plain_cell
from tests.support.every_case import check_every

SIGNS = "=+-@"
LOOK_ALIKES = [
    chr(point)
    for point in range(0x110000)
    if (unicodedata.normalize("NFKC", chr(point)) or " ")[0] in SIGNS
]


@pytest.mark.parametrize(
    "before",
    ["", " ", "\t", "\r", "\n", "\r\n", "\u3000", "\u00a0", "\u200b", "\ufeff", "\u202e", "\x00"],
    ids=ascii,
)
def test_whatever_a_spreadsheet_could_take_for_a_sign_gets_an_apostrophe(before: str) -> None:
    def check(sign: str) -> None:
        assert plain_cell(f"{before}{sign}HYPERLINK(1)") == f"'{before}{sign}HYPERLINK(1)"

    check_every({f"U+{ord(sign):04X}": sign for sign in LOOK_ALIKES}, check)


def test_the_full_width_signs_are_among_them() -> None:
    assert set("=+-@＝＋－＠﹦﹢﹣﹫⁺₌") <= set(LOOK_ALIKES)


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx", "\N{MINUS SIGN}1"])
def test_a_leading_control_character_and_a_minus_sign_get_one_too(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "Aki", "花子", "a=b", "☑ 50%", " Aki", "'=x", 0, -1, 2.5])
def test_what_is_no_formula_stays_as_it_is(value: object) -> None:
    assert plain_cell(value) == value
