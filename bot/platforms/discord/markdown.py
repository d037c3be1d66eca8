"""Convert CommonMark to Discord's Markdown, which has fewer blocks and keeps every line break.

Inline marks are the same in both and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.i18n import detect_language
from bot.platforms.text_width import width
from bot.tutor.replies.moments import Moment, Style, split_moments
from bot.tutor.text.typed_options import parse_example

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MAX_HEADING_LEVEL = 3
_HARD_BREAK = re.compile(r"(?: {2,}|\\)\n")
_COMMAND = re.compile(r"(?:\*\*|`)/([a-z-]+(?: [^*`\n]{1,100})?)(?:\*\*|`)")

_TIME_STYLES: Mapping[Style, str] = {"time": "t", "moment": "f"}
"""Discord shows both in the reader's zone and language.
https://docs.discord.com/developers/reference#message-formatting-timestamp-styles"""

Mentions = Mapping[str, str]
"""Links that fill in a command, by its name in texts: "help", "daily set". And the names of options
that Discord shows in a language, as `option_key` returns them."""


def option_key(language: str, option: str) -> str:
    """Return the key, among `Mentions`, of an option's name in a language."""
    return f"option {language} {option}"


def discord_blocks(markdown: str, commands: Mentions) -> list[str]:
    """Return the blocks of a text, so that a page can end between two of them."""
    root = SyntaxTreeNode(_MARKDOWN.parse(markdown))
    return [text for node in root.children if (text := _block(node, commands))]


def fenced(text: str, language: str = "") -> str:
    """Return a fenced code block; backticks in the code cannot end it."""
    safe = text.replace("```", "`\u200b`\u200b`").rstrip("\n")
    return f"```{language}\n{safe or ' '}\n```"


def mention_of(name: str, commands: Mentions) -> str:
    """Return the link to a command, or its name in bold where there is none."""
    return commands.get(name, f"**/{name}**")


def _block(node: SyntaxTreeNode, commands: Mentions) -> str:
    match node.type:
        case "paragraph":
            return _inline(node, commands)
        case "heading":
            level = min(int(node.tag[1:]), _MAX_HEADING_LEVEL)
            return f"{'#' * level} {_inline(node, commands)}"
        case "fence" | "code_block":
            return fenced(node.content, node.info.split(" ")[0] if node.info else "")
        case "bullet_list":
            return "\n".join(_items(node, commands, None))
        case "ordered_list":
            return "\n".join(_items(node, commands, int(node.attrs.get("start", 1))))
        case "blockquote":
            lines = "\n".join(_block(child, commands) for child in node.children).split("\n")
            return "\n".join(f"> {line}" for line in lines)
        case "table":
            return _table(node)
        case _:  # a thematic break, which Discord does not have
            return ""


def _items(node: SyntaxTreeNode, commands: Mentions, first: int | None) -> Iterator[str]:
    for index, item in enumerate(node.children):
        mark = "- " if first is None else f"{first + index}. "
        lines = "\n".join(_block(child, commands) for child in item.children).split("\n")
        yield mark + f"\n{' ' * len(mark)}".join(lines)


def _inline(node: SyntaxTreeNode, commands: Mentions) -> str:
    """Return the source of a paragraph on one line, except for hard line breaks."""
    source = "".join(child.content for child in node.children)
    parts = [_join_lines(part.split("\n")) for part in _HARD_BREAK.split(source)]
    text = _COMMAND.sub(lambda found: _link(found, commands), "\n".join(parts))
    return "".join(
        f"<t:{each.seconds}:{_TIME_STYLES[each.style]}>" if isinstance(each, Moment) else each
        for each in split_moments(text)
    )


def _link(found: re.Match[str], commands: Mentions) -> str:
    """Return a command as it is sent here: with a link, and its values behind their options."""
    typed = found[1]
    if typed in commands:
        return mention_of(typed, commands)
    example = parse_example(typed)
    if example is None:
        return found[0]
    language = detect_language(found.string) or "en"
    options = (
        f"`{commands.get(option_key(language, name), name)}:{value}`"
        for name, value in example.options
    )
    return " ".join((mention_of(example.name, commands), *options))


def _join_lines(lines: Sequence[str]) -> str:
    """Join lines by spaces, except between two full-width characters."""
    text = lines[0].strip()
    for line in (each.strip() for each in lines[1:]):
        wide = text and line and width(text[-1]) == width(line[0]) == 2
        text += line if wide else f" {line}"
    return text


def _table(node: SyntaxTreeNode) -> str:
    rows = [
        [_plain(cell) for cell in row.children] for part in node.children for row in part.children
    ]
    return "\n".join("- " + " · ".join(row) for row in rows)


def _plain(cell: SyntaxTreeNode) -> str:
    return "".join(child.content for child in cell.children)
