"""The forms of a call that torch lists in a message, and what is wrong with a call of one of them.

A function of torch can have several forms. A call that none of them fits is answered with all of
them, but if only one of them can be meant, torch says what is wrong. Until torch 2.11, many
functions had another form each, for named dimensions, so that torch listed the forms instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LISTED = re.compile(
    r"(?P<function>\w{1,60})\(\) received an invalid combination of arguments - got"
    r" \((?P<got>[^()\n]{0,400}?)(?:, )?\), but expected one of:\n"
)
_FORM = re.compile(r"^ \* \((.{0,400})\)$", re.MULTILINE)
_MAX_FORMS = 4_000  # characters

ALSO_TAKEN = {"axis": "dim", "keepdims": "keepdim", "x": "input", "x1": "input", "x2": "other"}
"""NumPy's names of arguments, each of which torch takes for its own name."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a form, such as `tuple of ints dim`."""

    type: str
    name: str
    is_required: bool
    is_positional: bool

    def takes(self, given: str) -> bool:
        """Return whether it takes a value of a type, as far as the type's name shows."""
        return given not in _REFUSED_BY_SOME or given in _TAKEN.get(self.type, (given,))


@dataclass(frozen=True, slots=True)
class Form:
    """One of the forms in which a function can be called."""

    parameters: tuple[Parameter, ...]

    @property
    def positional(self) -> tuple[Parameter, ...]:
        """The parameters that can be given by their position."""
        return tuple(each for each in self.parameters if each.is_positional)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parameters."""
        return tuple(each.name for each in self.parameters)

    @property
    def has_named_dimensions(self) -> bool:
        """Whether it is a form for named dimensions, which torch 2.13 no longer has."""
        return any(each.type in ("name", "tuple of names") for each in self.parameters)

    @property
    def least(self) -> int:
        """The number of arguments that a call has to have."""
        return sum(each.is_required for each in self.parameters)

    def takes_count(self, count: int) -> bool:
        """Return whether a call with that number of arguments can mean this form."""
        return self.least <= count <= len(self.parameters)


_NUMBERS = ("int", "float", "bool", "complex")
_TAKEN = {
    "Tensor": ("Tensor", "Parameter"),
    "tuple of Tensors": ("tuple", "list"),
    "tuple of ints": ("int", "tuple", "list", "torch.Size"),
    "int": ("int",),
    "bool": ("bool",),
    "float": ("int", "float", "bool"),
    "Number": _NUMBERS,
    "torch.dtype": ("torch.dtype",),
}
"""Types of values that a parameter takes. One of another type is not judged."""

_REFUSED_BY_SOME = {
    *_NUMBERS,
    *("Tensor", "Parameter", "tuple", "list", "torch.Size", "torch.dtype", "str", "dict", "type"),
    *("builtin_function_or_method", "method", "function"),
}
"""Types that are judged; torch takes others for one of these, such as NumPy's integers, or None."""


def list_forms(message: str) -> list[Form]:
    """Return the forms that a message lists."""
    found = []
    for text in _FORM.findall(message.partition("but expected one of")[2][:_MAX_FORMS]):
        before, separator, after = f", {text}".partition(", *, ")
        positional = _parameters(before, is_positional=True)
        by_name = _parameters(after, is_positional=False) if separator else ()
        found.append(Form((*positional, *by_name)))
    return found


def _parameters(text: str, *, is_positional: bool) -> tuple[Parameter, ...]:
    found = []
    for part in text.split(", "):
        declared, default, _ = part.partition(" = ")
        kind, space, name = declared.rpartition(" ")
        if space:
            found.append(Parameter(kind, name, not default, is_positional))
    return tuple(found)


def as_of_one_form(message: str) -> str:
    """Return a message of torch until 2.11 as torch 2.13 words it, where that names the fault.

    It is the message itself if more than one form can be meant without named dimensions, or if
    the fault is in none of the types that the message shows.
    """
    listed = _LISTED.match(message)
    forms = list_forms(message) if listed else []
    kept = [form for form in forms if not form.has_named_dimensions]
    if listed is None or len(kept) == len(forms):
        return message
    given = [each for each in listed["got"].split(", ") if each]
    meant = kept if len(kept) == 1 else [each for each in kept if each.takes_count(len(given))]
    if len(meant) != 1:
        return message
    fault = _find_fault(meant[0], given)
    return f"{listed['function']}(){fault}" if fault else message


def _find_fault(form: Form, given: Sequence[str]) -> str | None:
    """Return what torch says after a function's name of a call of this form; None if it is well.

    As in `FunctionSignature::parse` of torch/csrc/utils/python_arg_parser.cpp.
    """
    values = [each for each in given if "=" not in each]
    by_name = dict(each.split("=", 1) for each in given if "=" in each)
    for also, own in ALSO_TAKEN.items():
        if also in by_name and also not in form.names and own in form.names:
            by_name.setdefault(own, by_name.pop(also))
    most = len(form.positional)
    takes_sizes = most == 1 and form.positional[0].type == "tuple of ints"
    if takes_sizes and all(each == "int" for each in values):
        values = ["tuple"] if values else []
    if len(values) > most:
        takes = f"from {form.least} to {most}" if form.least != most else str(most)
        return f" takes {takes} positional argument{'s' * (most != 1)} but {len(values)} were given"
    missing = []
    for position, parameter in enumerate(form.parameters, 1):
        is_by_position = parameter.is_positional and position <= len(values)
        if is_by_position and parameter.name in by_name:
            return f" got multiple values for argument '{parameter.name}'"
        kind = values[position - 1] if is_by_position else by_name.pop(parameter.name, None)
        if kind is None:
            missing += [f'"{parameter.name}"'] if parameter.is_required else []
        elif not parameter.takes(kind):
            where = f" (position {position})" if is_by_position else ""
            return f": argument '{parameter.name}'{where} must be {parameter.type}, not {kind}"
    if missing:
        return f" missing {len(missing)} required positional arguments: {', '.join(missing)}"
    unknown = next(iter(by_name), None)
    return f" got an unexpected keyword argument '{unknown}'" if unknown else None
