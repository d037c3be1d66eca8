"""Actions on the forms of an exercise: for code, and the easier ones."""

from __future__ import annotations

from dataclasses import dataclass

from bot.tutor.replies.actions.base import Action


@dataclass(frozen=True, slots=True)
class WriteCode(Action):
    """Open a form for the code of an exercise, which has the starter or other code in it.

    `source` is the id of a submission, or names a bug to mend; it is empty for the starter.
    """

    wire = "write:{exercise}[:{source}]"
    exercise: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class EditRun(Action):
    """Open a form for code to be run, which has the code of an earlier run in it."""

    wire = "edit-run:{run}"
    run: str


OpensCodeForm = WriteCode | EditRun
"""What a platform answers with a form for code where it has modals."""


@dataclass(frozen=True, slots=True)
class ShowForms(Action):
    """Show in which easier forms an exercise can be tried."""

    wire = "forms:{exercise}"
    exercise: str


@dataclass(frozen=True, slots=True)
class ShowRepair(Action):
    """Show a function with a bug to mend; any `number` leads to one of the bugs."""

    wire = "repair:{exercise}:{number}"
    exercise: str
    number: int


@dataclass(frozen=True, slots=True)
class ShowOrder(Action):
    """Show the lines of an exercise, shuffled, to put them in order."""

    wire = "order:{exercise}"
    exercise: str


@dataclass(frozen=True, slots=True)
class PickLine(Action):
    """Append the line whose number a menu sends as the text to those `picked`, or begin anew.

    `shuffle` names the order in which the lines were shown. `picked` has a letter for each line:
    "a" is line 1.
    """

    wire = "pick:{exercise}:{shuffle}[:{picked}]"
    edits_in_place = True
    exercise: str
    shuffle: str
    picked: str = ""


@dataclass(frozen=True, slots=True)
class SubmitOrder(Action):
    """Grade the lines that were `picked`, as in PickLine, or whose numbers a form sends."""

    wire = "ordered:{exercise}:{shuffle}[:{picked}]"
    exercise: str
    shuffle: str
    picked: str = ""


@dataclass(frozen=True, slots=True)
class ShowBlanks(Action):
    """Show an exercise's code with blanks in it."""

    wire = "blank:{exercise}"
    exercise: str


@dataclass(frozen=True, slots=True)
class SubmitBlanks(Action):
    """Grade an exercise's code with what a form sends in its blanks."""

    wire = "filled:{exercise}"
    exercise: str
