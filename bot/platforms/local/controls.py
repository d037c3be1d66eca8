"""Renders what learners press, fill in and choose from: buttons, forms and menus."""

from __future__ import annotations

from html import escape

from bot.i18n import Translator
from bot.platforms.local.inline_html import inline_html, keep_numbers
from bot.platforms.local.language_detection import language_of
from bot.tutor.replies.actions import OpenLessonPage, find_action
from bot.tutor.replies.buttons import Style
from bot.tutor.replies.model import Button, Buttons, Form, ListItem, Menu, Reply, buttons_of
from bot.tutor.replies.next_steps import has_primary


def turns_in_place(action: str) -> bool:
    """Return whether the reply to an action takes the place of the message with its button.

    The next page of a lesson does not: the output of what was run is shown below its page.
    """
    known = find_action(action)
    return known is not None and known.edits_in_place and not isinstance(known, OpenLessonPage)


def render_buttons(block: Buttons | ListItem, t: Translator) -> str:
    """Render buttons in their order."""
    html = "".join(
        f"<button type='button' class='{button.style}' {_action_attributes(button.action)}"
        f"{_lang_attribute(button.label, t)}>{_render_label(button, t)}</button>"
        for button in buttons_of((block,))
    )
    return f"<div class='buttons'>{html}</div>"


def _render_label(button: Button, t: Translator) -> str:
    if button.markdown:
        return inline_html(button.markdown, t.language)
    return escape(keep_numbers(button.label, t.language))


def _lang_attribute(label: str, t: Translator) -> str:
    """Return a `lang` attribute if a label's language is not the reply's, such as for 日本語."""
    language = language_of(label) or t.language
    return "" if language == t.language else f" lang='{language}'"


def submit_style(reply: Reply) -> Style:
    """Return the style of a reply's forms: primary if nothing else in the reply leads on."""
    asked = sum(isinstance(block, Form | Menu) for block in reply.blocks)
    return "primary" if asked == 1 and not has_primary(reply) else "plain"


def render_form(form: Form, style: Style) -> str:
    """Render a form with its one field, and its button in a style."""
    # HTML drops a newline right after <textarea>, so one is added to be dropped.
    value = escape(form.value)
    field = (
        f"<textarea name='text' rows='4'>\n{value}</textarea>"
        if form.multiline
        else f"<input name='text' autocomplete='off' value='{value}'>"
    )
    return (
        f"<form class='form' {_action_attributes(form.action)}>"
        f"<label><span>{escape(form.label)}</span>{field}</label>"
        f"<button type='submit' class='{style}'>{escape(form.submit)}</button></form>"
    )


def render_menu(menu: Menu, t: Translator, style: Style) -> str:
    """Render a menu, and its button in a style.

    Choices that are to be read in full are radio buttons, and checkboxes where several can be
    chosen.
    """
    if menu.lists_choices or menu.takes_several:
        return _render_choices(menu, t, style)
    options = "".join(
        f"<option value='{escape(each.value)}'>{escape(each.label)}</option>"
        for each in menu.choices
    )
    return (
        f"<form class='form' {_action_attributes(menu.action)}>"
        f"<label><span>{escape(menu.label)}</span><select name='text'>{options}</select></label>"
        f"<button type='submit' class='{style}'>{escape(menu.submit)}</button></form>"
    )


def _render_choices(menu: Menu, t: Translator, style: Style) -> str:
    """Render a menu as radio buttons or checkboxes, none of them chosen yet, with whole texts."""
    kind = "type='checkbox'" if menu.takes_several else "type='radio' required"
    options = "".join(
        f"<label><input {kind} name='text' value='{escape(each.value)}'>"
        f"<span>{inline_html(each.markdown or each.label, t.language)}</span></label>"
        for each in menu.choices
    )
    return (
        f"<form class='form choices' {_action_attributes(menu.action)}>"
        f"<fieldset><legend>{escape(menu.label)}</legend>{options}</fieldset>"
        f"<button type='submit' class='{style}'>{escape(menu.submit)}</button></form>"
    )


def _action_attributes(action: str) -> str:
    turns = " data-turns" if turns_in_place(action) else ""
    return f"data-action='{escape(action)}'{turns}"
