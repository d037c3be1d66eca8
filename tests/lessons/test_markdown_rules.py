"""What a learner would not see as the author wrote it is refused, with its line."""

from __future__ import annotations

import pytest

from lessons.markdown_rules import Place, unseen_markdown

EVERYWHERE = {
    "a horizontal rule": ("one\n\n***\n\ntwo", 3, "a horizontal rule is not shown everywhere"),
    "a heading of level 4": ("one\n\n#### two", 3, "a heading of level 4 looks like one of"),
    "a heading in a list": ("- one\n- # two", 2, "a heading inside a list"),
    "a block of HTML": ("one\n\n<div>two</div>", 3, "HTML is not shown anywhere"),
    "HTML in a line": ("one\ntwo <b>three</b>", 2, "<b> is HTML"),
    "indented code": ("one\n\n    two", 3, "indented code is not run"),
    "a quotation in a list": ("- one\n  > two", 2, "a quotation inside a list"),
    "a quotation in another": ("> one\n>\n> > two", 3, "a quotation inside a list or quotation"),
    "a list in a quotation": ("> one\n>\n> - two", 3, "a quotation has paragraphs only"),
    "code in a quotation": ("> one\n>\n> ```\n> two\n> ```", 3, "a quotation has paragraphs only"),
    "a table in a list": ("- one\n\n  | a |\n  |---|\n  | b |", 3, "a table inside a list"),
    "a list of level 4": ("- a\n  - b\n    - c\n      - d", 4, "a list of level 4"),
    "five columns": (
        "one\n\n| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |",
        3,
        "a table with 5 columns does not fit",
    ),
    "a task list": ("- [ ] one\n- [x] two", 1, "a task list has no boxes"),
    "struck out words": ("one\n~~two~~", 2, "~~struck out~~ is not shown"),
    "bold with underscores": ("one\ntwo __three__", 2, "__bold__ is underlined on Discord"),
    "an image in a paragraph": ("one\ntwo ![dot](dot.png)", 2, "an image"),
    "an entity": ("one\ntwo &copy; three", 2, '&copy; is not shown everywhere; write "©" itself'),
    "a link to a file": ("one [two](other.md)", 1, '"other.md" cannot be opened from a chat'),
    "a link to an address of mail": ("<a@example.org>", 1, "cannot be opened from a chat"),
    "a link with a title": ('[a](https://example.org "b")', 1, "the title of a link"),
    "a bare address": ("one\nhttps://example.org", 2, "write <https://example.org>"),
    "a reference link": ("[a][b]\n\n[b]: https://example.org", 3, "write [words](https://…)"),
    "a footnote": ("one[^1]\n\n[^1]: two", 3, "[^1] is a footnote"),
    "a footnote without a text": ("one\ntwo[^1]", 2, "[^1] is a footnote"),
    "a formula in a line": ("one\nlet $x_i$ be", 2, "$x_i$ is LaTeX"),
    "a formula with a product": ("$a * b$ and $c * d$", 1, "$a * b$ is LaTeX"),
    "a formula that begins with a digit": ("so $2x + 1$", 1, "$2x + 1$ is LaTeX"),
    "a displayed formula in a line": ("one\n$$x$$ two", 2, "$$ is LaTeX"),
    "a command of LaTeX": ("one \\frac two", 1, "\\frac is LaTeX"),
    "bars around words": ("the norm ||x|| of x", 1, "||x|| is hidden on Discord"),
}


@pytest.mark.parametrize("place", [Place.PAGE, Place.TEXT, Place.PLAIN])
@pytest.mark.parametrize("name", EVERYWHERE)
def test_what_a_platform_does_not_show_is_refused_at_its_line(place: Place, name: str):
    text, line, message = EVERYWHERE[name]
    found = list(unseen_markdown(text, place))
    assert any(at == line and message in each for at, each in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Plain, *stressed*, **bold** and `code with $x$, ~~a~~, <b>, ||b|| and \\frac`",
        "Two prices: $5 or $6.",
        "A [link](https://example.org) and <https://example.org>.",
        "One line,  \nand another\\\nand a third.",
        "- one\n  - two\n    - three\n- four",
        "1. one\n2. two",
        "> A quotation\n> on two lines.",
        "x \\* y, and a < b",
        "| a | b |\n|---|---|\n| `1` | **2** |",
        "```python\nx = 1  # $x$ ~~ <b>\n```",
    ],
)
@pytest.mark.parametrize("place", [Place.PAGE, Place.TEXT, Place.PLAIN])
def test_what_every_platform_shows_is_allowed(place: Place, text: str):
    assert list(unseen_markdown(text, place)) == []


@pytest.mark.parametrize("paragraph", ["![a dot](dot.png)", "$$\\frac{a_1}{b}$$"])
def test_a_picture_in_a_paragraph_of_its_own_is_allowed_where_pictures_are_shown(paragraph: str):
    text = f"one\n\n{paragraph}\n\ntwo"
    assert list(unseen_markdown(text, Place.PAGE)) == list(unseen_markdown(text, Place.TEXT)) == []
    assert [line for line, _ in unseen_markdown(text, Place.PLAIN)] == [3]
    assert list(unseen_markdown(f"- {paragraph}", Place.PAGE)) != []


@pytest.mark.parametrize(
    "option", ["*a*", "**a**", "[a](https://example.org)", "a\\*", "- a", "# a"]
)
def test_an_option_is_words_and_code(option: str):
    assert len(set(unseen_markdown(option, Place.LINE))) == 1
    assert list(unseen_markdown("`(2,)` or so", Place.LINE)) == []


@pytest.mark.parametrize("cell", ["*a*", "[a](https://example.org)", "a\\*"])
def test_a_table_on_a_page_is_words_and_code(cell: str):
    table = f"| a |\n|---|\n| {cell} |"
    assert [line for line, _ in unseen_markdown(table, Place.PAGE)] == [3]
    assert list(unseen_markdown(table, Place.TEXT)) == []


def test_a_snippet_in_a_list_of_a_page_is_refused_since_the_check_does_not_run_it():
    text = "- one\n\n  ```python\n  x = 1\n  ```"
    assert [line for line, _ in unseen_markdown(text, Place.PAGE)] == [3]
    assert list(unseen_markdown(text, Place.TEXT)) == []
