"""Short texts as HTML: code in options, numbers with their counters, brackets beside buttons."""

from __future__ import annotations

import pytest

from bot.platforms.local.inline_html import inline_html, keep_numbers, marked_html
from bot.platforms.local.rendering import render_reply
from bot.tutor.replies.model import Button, Buttons, Code, Reply, Table, Text
from tests.support.built_in import strict_translations


def test_code_in_options_buttons_and_cells_is_monospaced() -> None:
    t = strict_translations().translator("en")
    blocks = (
        Buttons(buttons=(Button(label="a. x.T", action="a", markdown="a. `x.T`"),)),
        Table(head=("what",), rows=(("x.T turns",),), markdown=(("`x.T` **turns**",),)),
    )
    html = render_reply(Reply(blocks=blocks), t)
    assert ">a. <code>x.T</code></button>" in html
    assert "<code>x.T</code> <b>turns</b></td>" in html


@pytest.mark.parametrize(
    "text", ["3 分", "約 12 ポイント", "第 2 回", "レッスン 1 へ", "1 / 6 ページ"]
)
def test_a_japanese_number_stays_with_its_counter(text: str) -> None:
    assert " " not in keep_numbers(text, "ja").removesuffix(" へ").replace("1 へ", "")
    assert keep_numbers(text, "en") == text


def test_a_space_that_belongs_to_no_number_may_break() -> None:
    assert keep_numbers("PyTorch の基礎", "ja") == "PyTorch の基礎"


def test_code_is_copied_with_the_spaces_that_it_was_written_with() -> None:
    t = strict_translations().translator("ja")
    html = render_reply(
        Reply(blocks=(Text(markdown="`x = 3 の`"), Code(text="print(3) # 3 分"))), t
    )
    assert "\u00a0" not in html
    assert "\u00a0" not in inline_html("`3 分`", "ja")


def test_punctuation_and_brackets_stay_on_the_line_of_a_commands_button() -> None:
    t = strict_translations().translator("ja")
    html = render_reply(Reply(blocks=(Text(markdown="「**/help**」、または **/start**。"),)), t)
    assert "「\u2060<span" in html
    assert "/help</button>」、</span>" in html
    assert "/start</button>。</span>" in html
    assert "または <span" in html  # a line may begin with a command


def test_elements_that_differ_are_highlighted_and_keep_their_marks() -> None:
    html = marked_html("tensor([1., *2.*, <b>, *nan*])")
    assert html == "tensor([1., <mark>*2.*</mark>, &lt;b&gt;, <mark>*nan*</mark>])"
    assert marked_html("a * b * c") == "a * b * c"
