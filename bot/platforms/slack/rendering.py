"""Renders replies as Block Kit: titles, rich text, buttons and menus, and separate files."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ImageBlock,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.i18n import Translator
from bot.platforms.meters import meter_bar
from bot.platforms.narrow_code import narrow_code, narrow_output
from bot.platforms.slack.limits import (
    LONGEST_ACTION_ID,
    LONGEST_ALT,
    LONGEST_BUTTON,
    LONGEST_HEADER,
    LONGEST_VALUE,
    MOST_ELEMENTS,
    MOST_TEXT,
)
from bot.platforms.slack.markdown import (
    JSON,
    Span,
    preformatted,
    rich_elements,
    section,
    text_length,
)
from bot.platforms.slack.menus import SEPARATOR, checkboxes, select, shows_all
from bot.platforms.slack.pages import Page, paged, rich_text
from bot.platforms.slack.reachable_commands import (
    name_reachable_commands,
    with_reachable_command,
    with_reachable_commands,
)
from bot.platforms.slack.tables import table_elements
from bot.platforms.slack.text_blocks import divided, header, line_with_button, note, small_print
from bot.platforms.slack.titles import titled_parts
from bot.platforms.tables import align_columns, rows_in_words
from bot.platforms.text_width import truncate
from bot.tutor.replies.buttons import with_draft_buttons
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Code,
    Details,
    File,
    Form,
    ListItem,
    Menu,
    Meter,
    Picture,
    Reply,
    Table,
    Text,
    Tone,
    escaped,
)

log = logging.getLogger(__name__)

LONGEST_CODE = 2500
"""Characters of one piece of code that a message shows; longer code is sent as a file too."""

PRESS, FORM, MENU, CHOSEN = "press", "form", "menu", "chosen"
"""Prefixes of action ids; CHOSEN is that of a button below checkboxes. A number follows, as Slack
requires unique ids in each message. The action itself is in the value of a button, or in the id of
a menu behind the SEPARATOR."""

SIGNS: Mapping[Tone, str] = {"passed": "✅", "not-yet": "🟡", "refused": "⚠️", "waiting": "⏳"}
"""Signs at the beginning of a reply, as Slack has no accent colours for blocks. Lessons and boards
need none: what they are is in their title."""


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file that is sent with a message; a picture if it has a description."""

    name: str
    content: bytes
    description: str = ""


@dataclass(slots=True)
class RenderedReply:
    """A reply as Slack's messages and files."""

    pages: list[Page] = field(default_factory=list)  # at least one
    files: list[OutgoingFile] = field(default_factory=list)
    spoilers: list[Page] = field(default_factory=list)
    """Pages that reveal an answer. They go into the thread, so that they are seen on demand."""


@dataclass(frozen=True, slots=True)
class FormButton:
    """The value of the button that opens a form."""

    action: str
    title: str
    is_multiline: bool
    value: str = ""
    label: str = ""  # what to type

    def __str__(self) -> str:
        fields = [self.action, self.title, int(self.is_multiline), self.value, self.label]
        packed = json.dumps(fields, ensure_ascii=False)
        return packed if len(packed) <= LONGEST_VALUE else json.dumps([*fields[:3], "", self.label])

    @classmethod
    def parse(cls, packed: str) -> FormButton:
        """Parse the value of a button. Raise ValueError if it is invalid."""
        action, title, is_multiline, value, *label = json.loads(packed)
        return cls(str(action), str(title), bool(is_multiline), str(value), "".join(label))


def render(reply: Reply) -> RenderedReply:
    """Render a reply as one message, or as several if it exceeds the limits of one."""
    renderer = _Renderer(reply.tone)
    for block in with_draft_buttons(reply.blocks):
        renderer.add(block)
    return renderer.result()


def files_as_text(files: Sequence[OutgoingFile], t: Translator, *, too_large: bool) -> Page:
    """Return a message in place of refused files: what each of them is, and why it is missing."""
    why = t("slack-files-too-large" if too_large else "slack-files-refused")
    names = dict.fromkeys(each.description or each.name for each in files)
    lines = [Text(markdown=f"📎 {escaped(each)}") for each in names]
    return render(Reply(blocks=(*lines, Text(markdown=why)))).pages[0]


class _Renderer:
    """Collects the blocks and files of one reply."""

    def __init__(self, tone: Tone) -> None:
        self._tone = tone
        self._sign = SIGNS.get(tone, "")  # until it is shown
        self._blocks: list[JSON] = []
        self._spoilers: list[JSON] = []
        self._files: list[OutgoingFile] = []
        self._aside: list[ButtonElement] = []  # at the end of the next row of buttons
        self._has_primary = False
        self._id_count = 0

    def add(self, block: AnyBlock) -> None:
        match block:
            case Text():
                self._add_prose(block)
            case Code():
                self._add_code(with_reachable_command(block))
            case Details(summary=summary, action=action):
                self._aside.append(self._button(Button(label=summary, action=action)))
            case ListItem(markdown=markdown, button=button):
                self._add_line(markdown, self._button(button))
            case Meter(label=label):
                self._blocks.append(note(f"{meter_bar(block)} {label}"))
            case Table():
                self._add_table(block)
            case Picture():
                self._add_picture(block)
            case File(name=name, base64=content):
                self._files.append(OutgoingFile(name, base64.b64decode(content)))
            case Buttons(buttons=buttons):
                row = [self._button(each) for each in buttons]
                self._add_actions([*row, *self._aside])
                self._aside = []
            case Form():
                self._add_form(block)
            case Menu():
                self._add_menu(block)

    def result(self) -> RenderedReply:
        self._add_actions(list(self._aside))
        if self._sign and self._blocks:
            self._blocks.insert(0, note(self._sign))
        spoilers = list(paged(self._spoilers)) if self._spoilers else []
        pages = list(paged(self._blocks))
        if self._tone != "plain":
            with_lines = list(paged(list(divided(self._blocks))))
            # Lines are not worth a further message.
            pages = with_lines if len(with_lines) == len(pages) else pages
        return RenderedReply(pages, self._files, spoilers)

    def _add_prose(self, text: Text) -> None:
        markdown = name_reachable_commands(text.markdown)
        if text.is_small and (block := small_print(markdown)) is not None:
            self._blocks.append(block)
            return
        leads = self._tone != "plain" and not self._blocks
        for part in titled_parts(markdown, leads=leads):
            if isinstance(part, str):
                self._blocks.append(header(truncate(self._signed(part), LONGEST_HEADER)))
            else:
                self._add_text(self._signed_elements(part))

    def _signed(self, text: str) -> str:
        """Return a text with the sign of the reply before it, if it is the first one."""
        sign, self._sign = self._sign, ""
        return f"{sign} {text}" if sign else text

    def _signed_elements(self, elements: list[JSON]) -> list[JSON]:
        if not self._sign or self._blocks or elements[0]["type"] != "rich_text_section":
            return elements
        sign = section(Span(self._signed("")))["elements"]
        return [elements[0] | {"elements": [*sign, *elements[0]["elements"]]}, *elements[1:]]

    def _add_line(self, markdown: str, button: ButtonElement) -> None:
        """Add a line with its button beside it; below it where Slack's mrkdwn cannot show it."""
        markdown = name_reachable_commands(markdown)
        beside = line_with_button(markdown, button)
        if beside is not None:
            self._blocks.append(beside)
            return
        self._add_text(rich_elements(markdown))
        self._add_actions([button])

    def _add_text(self, elements: Iterable[JSON]) -> None:
        """Add rich text as one block, or as several if it exceeds the limit of one."""
        rich: list[JSON] = []
        for element in elements:
            if rich and sum(map(text_length, rich)) + text_length(element) > MOST_TEXT:
                self._blocks.append(rich_text(rich))
                rich = []
            rich.append(element)
        if rich:
            self._blocks.append(rich_text(rich))

    def _add_code(self, code: Code) -> None:
        caption = [section(Span(code.caption, bold=True))] if code.caption else []
        narrow = narrow_code if code.language == "python" else narrow_output
        shown = narrow(code.text[:LONGEST_CODE])[:LONGEST_CODE]
        if len(code.text) > LONGEST_CODE:
            shown = (shown.rpartition("\n")[0] or shown) + "\n…"
            self._add_file("py" if code.language == "python" else "txt", code.text.encode())
        elements = [*caption, *preformatted(shown)]
        if code.hidden:
            self._spoilers.append(rich_text(elements))
        else:
            self._add_text(elements)

    def _add_table(self, table: Table) -> None:
        """Add a table; its picture, where one is shown, says its rows to those who cannot see."""
        last = self._blocks[-1] if self._blocks else {"type": ""}
        if table.pictured and last["type"] == "image":
            alt = f"{last['alt_text']}: {rows_in_words(table)}"
            last["alt_text"] = truncate(alt, LONGEST_ALT)
        elif table.menu is not None and align_columns(table) is None:
            self._add_menu(table.menu)
        else:
            self._add_text(table_elements(with_reachable_commands(table)))

    def _add_picture(self, picture: Picture) -> None:
        if picture.png_base64:
            self._add_file("png", base64.b64decode(picture.png_base64), picture.alt)
            return
        alt, file = truncate(picture.alt, LONGEST_ALT), SlackFile(id=picture.digest)  # uploaded
        self._blocks.append(ImageBlock(alt_text=alt, slack_file=file).to_dict())

    def _add_actions(self, elements: list[ButtonElement | StaticSelectElement]) -> None:
        for at in range(0, len(elements), MOST_ELEMENTS):
            row = ActionsBlock(elements=elements[at : at + MOST_ELEMENTS])
            self._blocks.append(row.to_dict())

    def _button(self, button: Button) -> ButtonElement:
        style = None if button.style == "plain" else button.style
        label = name_reachable_commands(button.label)
        return self._button_element(PRESS, label, button.action, style)

    def _button_element(
        self, kind: str, label: str, value: str, style: str | None
    ) -> ButtonElement:
        """Return a button; only the first primary one of a reply stays primary."""
        if style == "primary":
            style = None if self._has_primary else style
            self._has_primary = True
        text = PlainTextObject(text=truncate(label, LONGEST_BUTTON), emoji=True)
        return ButtonElement(text=text, action_id=self._next_id(kind), value=value, style=style)

    def _add_form(self, form: Form) -> None:
        packed = str(FormButton(form.action, form.submit, form.multiline, form.value, form.label))
        button = self._button_element(FORM, f"✏️ {form.submit}", packed, "primary")
        if form.label:
            self._add_line(f"**{escaped(form.label)}**", button)
        else:
            self._add_actions([button])

    def _add_menu(self, menu: Menu) -> None:
        listed = menu.listed()
        if listed is not None and not (menu.takes_several and shows_all(menu)):
            self._add_text(rich_elements(listed.markdown))
        action_id = self._next_id(MENU)
        if len(f"{action_id}{SEPARATOR}{menu.action}") > LONGEST_ACTION_ID:
            log.error("a menu is left out, as its action is too long for Slack: %r", menu.action)
            return
        if not menu.takes_several:
            self._add_actions([select(menu, action_id)])
            return
        self._blocks.append(checkboxes(menu, action_id).to_dict())
        button = self._button_element(CHOSEN, menu.submit, menu.action, "primary")
        self._add_actions([button])

    def _add_file(self, extension: str, content: bytes, description: str = "") -> None:
        name = f"tensei-{len(self._files) + 1}.{extension}"
        self._files.append(OutgoingFile(name, content, description))

    def _next_id(self, kind: str) -> str:
        self._id_count += 1
        return f"{kind}-{self._id_count}"
