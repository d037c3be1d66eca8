"""Replies and messages as HTML: escaped, complete and accessible."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from bot.i18n import Translations, Translator
from bot.platforms.local.attachments import extract_attachments
from bot.platforms.local.rendering import (
    LONGEST_HIGHLIGHTED,
    render_button_press,
    render_message,
    render_reply,
)
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Choice,
    Code,
    Details,
    File,
    Form,
    Menu,
    Picture,
    Reply,
    Table,
    Text,
)
from tests.support.scripted_tutor import small_png

HOSTILE = """<img src=x onerror="alert(1)"> & 'quoted' </code></pre><script>alert(1)</script>"""


EXPECTED_TAGS = frozenset(
    (
        *("a", "div", "p", "span", "img", "button", "form", "label", "input", "textarea"),
        *("b", "bdi", "mark", "fieldset", "legend"),
        *("select", "option", "details", "summary"),
        *("figure", "figcaption", "pre", "code", "table", "thead", "tbody", "tr", "th", "td"),
    )
)


def parse_html(html: str) -> tuple[set[str], dict[str, str | None], str]:
    """Parse HTML; return its tags, its attributes and its text."""
    tags: set[str] = set()
    attributes: dict[str, str | None] = {}
    words: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.add(tag)
            attributes.update(attrs)

        def handle_data(self, data: str) -> None:
            words.append(data)

    Reader().feed(html)
    return tags, attributes, "".join(words)


@pytest.fixture
def t(words: Translations) -> Translator:
    return words.translator("en")


def rendered(t: Translator, *blocks: AnyBlock) -> str:
    return render_reply(Reply(blocks=blocks), t)


@pytest.mark.parametrize(
    "block",
    [
        Text(markdown=HOSTILE),
        Text(markdown=f"```python\n{HOSTILE}\n```"),
        Text(markdown=f"| a |\n|---|\n| {HOSTILE} |"),
        Code(text=HOSTILE, language="python", caption=HOSTILE),
        Code(text=HOSTILE),
        Details(summary=HOSTILE[:75], caption=HOSTILE, text=HOSTILE, action=HOSTILE[:100]),
        Table(head=(HOSTILE,), rows=((HOSTILE,),)),
        Picture(png_base64="", alt=HOSTILE, digest=HOSTILE),
        File(name=HOSTILE, base64="", digest=HOSTILE),
        Buttons(buttons=(Button(label=HOSTILE[:75], action=HOSTILE[:100]),)),
        Form(label=HOSTILE, action=HOSTILE[:100], submit=HOSTILE, value=HOSTILE),
        Menu(
            label=HOSTILE,
            action=HOSTILE[:100],
            submit=HOSTILE,
            choices=(Choice(label=HOSTILE[:100], value=HOSTILE[:100]),),
        ),
        Menu(
            label=HOSTILE,
            action=HOSTILE[:100],
            submit=HOSTILE,
            choices=(Choice(label="a", value=HOSTILE[:100], markdown=f"a. `{HOSTILE}` {HOSTILE}"),),
        ),
        Menu(
            label=HOSTILE,
            action=HOSTILE[:100],
            submit=HOSTILE,
            choices=(Choice(label=HOSTILE[:100], value=HOSTILE[:8].replace(" ", "")),),
            takes_several=True,
        ),
        Code(text=f"tensor([*{HOSTILE[:20]}*, {HOSTILE}])", marked=True),
        Table(head=("a",), rows=(("a",),), markdown=((f"`{HOSTILE}` **{HOSTILE}**",),)),
        Buttons(buttons=(Button(label="a", action="a", markdown=f"`{HOSTILE}`"),)),
        Form(label=HOSTILE, action=HOSTILE[:100], submit=HOSTILE, value=HOSTILE, multiline=True),
    ],
)
def test_no_block_lets_html_through(t: Translator, block: AnyBlock) -> None:
    tags, attributes, words = parse_html(rendered(t, block))
    assert tags <= EXPECTED_TAGS
    assert not {name for name in attributes if name.startswith("on")}
    assert "<img src=x" in words + "".join(map(str, attributes.values()))


@pytest.mark.parametrize("text", [HOSTILE, f"```\n{HOSTILE}\n```", f"def f():\n    {HOSTILE}"])
def test_what_a_learner_writes_is_escaped(t: Translator, text: str) -> None:
    for html in (render_message(text, t), render_button_press(text, text)):
        tags, attributes, words = parse_html(html)
        assert tags <= EXPECTED_TAGS
        assert not {name for name in attributes if name.startswith("on")}
        assert "<img src=x" in words


def test_details_are_folded_until_they_are_opened(t: Translator) -> None:
    details = Details(summary="Show the shapes", caption="Steps", text="x → (2,)", action="trace:1")
    html = rendered(t, details)
    assert html.startswith("<details><summary>Show the shapes</summary>")
    assert "x → (2,)" in html
    assert "trace:1" not in html  # it needs no second reply


def test_a_link_opens_elsewhere_and_tells_nothing_of_this_page(t: Translator) -> None:
    html = rendered(t, Text(markdown="[docs](https://pytorch.org/docs)"))
    assert 'href="https://pytorch.org/docs"' in html
    assert 'rel="noopener noreferrer"' in html


def test_a_link_that_would_run_script_is_left_as_text(t: Translator) -> None:
    assert "<a" not in rendered(t, Text(markdown="[click](javascript:alert(1))"))


def test_a_picture_in_markdown_is_not_fetched_from_elsewhere(t: Translator) -> None:
    assert "<img" not in rendered(t, Text(markdown="![cat](https://example.com/cat.png)"))


def test_a_command_that_a_sentence_names_is_something_to_press(t: Translator) -> None:
    tags, attributes, words = parse_html(rendered(t, Text(markdown="Try **/help** now.")))
    assert "button" in tags
    assert attributes["data-command"] == "/help"
    assert " ".join(words.split()) == "Try /help now."


@pytest.mark.parametrize("bold", ["**bold**", "**/ no command**", "**/a <b>**", "**/x `y` z**"])
def test_other_bold_words_stay_words(t: Translator, bold: str) -> None:
    tags, _, _ = parse_html(rendered(t, Text(markdown=bold)))
    assert "strong" in tags
    assert "button" not in tags


def test_python_can_be_edited_and_output_and_a_single_line_of_it_can_not(t: Translator) -> None:
    assert "class='edit'" in rendered(t, Code(text="x", language="python"))
    assert "class='edit'" not in rendered(t, Code(text="x"))
    assert "class='edit'" not in rendered(t, Code(text="x", language="python", is_excerpt=True))


def test_python_is_coloured_and_output_is_not(t: Translator) -> None:
    assert '<span class="py-k">def</span>' in rendered(
        t, Code(text="def f(): ...", language="python")
    )
    assert "<span" not in rendered(t, Code(text="def f(): ..."))


def test_very_long_code_is_drawn_plain_and_whole(t: Translator) -> None:
    code = "x = 1\n" * (LONGEST_HIGHLIGHTED // 5)
    html = rendered(t, Code(text=code, language="python"))
    assert "<span" not in html
    assert html.count("x = 1") == code.count("x = 1")


def test_the_readers_own_row_is_marked(t: Translator) -> None:
    html = rendered(t, Table(head=("Name",), rows=(("Aiko",), ("Ben",)), highlighted=1))
    assert "<tr aria-current='true'><td class='short'><bdi>Ben</bdi></td></tr>" in html
    assert html.count("aria-current") == 1


def test_a_picture_has_its_room_before_it_is_decoded(t: Translator) -> None:
    reply, (content,) = extract_attachments(
        Reply(blocks=(Picture(png_base64=small_png(), alt="Two pixels"),))
    )
    html = render_reply(reply, t)
    assert f"data-content='{content.digest}'" in html
    assert "width='2' height='1'" in html
    assert "alt='Two pixels'" in html


def test_a_picture_that_is_no_png_is_still_rendered(t: Translator) -> None:
    reply, _ = extract_attachments(Reply(blocks=(Picture(png_base64="é", alt="Broken"),)))
    assert "alt='Broken'" in render_reply(reply, t)


def test_fenced_code_between_words_is_drawn_as_code(t: Translator) -> None:
    html = render_message("Look:\n```python\nx = 1\n```\nWhy?", t)
    assert html.index("Look:") < html.index("<figure class='code python'>") < html.index("Why?")
    assert "```" not in html


def test_a_fence_that_was_not_closed_still_holds_code(t: Translator) -> None:
    html = render_message("```\nx = 1", t)
    assert "<figure class='code python'>" in html
    assert "```" not in html


def test_a_fence_in_another_language_is_not_coloured_as_python(t: Translator) -> None:
    assert "<figure class='code text'>" in render_message("```json\n{}\n```", t)


def test_code_pasted_without_a_fence_keeps_its_indentation(t: Translator) -> None:
    html = render_message("def f(x):\n    return x", t)
    assert "<pre" in html
    assert "\n    <span" in html


def test_words_on_several_lines_are_not_taken_for_code(t: Translator) -> None:
    assert "<pre" not in render_message("Hello.\nHow do I begin?", t)


def test_the_copy_button_speaks_the_readers_language(words: Translations) -> None:
    assert "コピー</button>" in rendered(words.translator("ja"), Code(text="x"))
