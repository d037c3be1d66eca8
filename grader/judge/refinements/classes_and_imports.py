"""Rules for classes and their `__init__`, for imports, and for names of Python's own."""

from __future__ import annotations

import builtins
import re

from common.error_explanations.explain import UNKNOWN
from grader.judge.layers import is_layer
from grader.judge.name_lookup import names_of, nearest_name, place_of
from grader.judge.refinements.failed_line import Explained, FailedLine

# --- classes --------------------------------------------------------------------------------------

_SUPER = (
    ("brackets", re.compile(r"\bsuper\.\w")),
    ("self", re.compile(r"\bself\.super\(")),
    ("argument", re.compile(r"\bsuper\(\)\.__init__\(\s*self\b")),
    ("spelling", re.compile(r"\bsuper\(\)\.(?!__init__\()_*init_*\(")),
    ("class", re.compile(r"\bnn\.Module\.__init__\(\s*\)")),
)
"""How the line that begins `__init__` of a module is written wrongly."""


def super_written(line: FailedLine) -> Explained | None:
    """Find what is wrong about the line that calls `__init__` of the class above."""
    if line.kind not in ("TypeError", "AttributeError"):
        return None
    source = line.source[:400]
    reason = next((reason for reason, sign in _SUPER if sign.search(source)), None)
    return ("super-written", {"reason": reason}) if reason else None


def layer_not_made(line: FailedLine) -> Explained | None:
    """Find a class of torch.nn that is kept in place of a layer, and then called."""
    name = line.facts.get("function", "").removesuffix(".__init__")
    is_other = line.called not in ("", UNKNOWN) and line.called_name != name
    if line.key == "too-few-arguments" and is_layer(name) and is_other:
        return "layer-not-made", {"called": line.called, "layer": name}
    return None


def layer_in_square_brackets(line: FailedLine) -> Explained | None:
    """Find a layer with square brackets behind it."""
    left = line.known.get("left", UNKNOWN)
    if line.key != "not-subscriptable" or not is_layer(line.facts["type"]):
        return None
    return ("layer-in-square-brackets", {"left": left}) if left[-1:].isalnum() else None


def length_returned(line: FailedLine) -> Explained | None:
    """Find a `__len__` that returns no whole number."""
    found = re.match(r"'([\w.]+)' object cannot be interpreted as an integer$", line.message)
    if line.called_name == "len" and found:
        return "length-returned", {"type": found[1]}
    return None


# --- imports and names ----------------------------------------------------------------------------

_MODULES = {"data": "torch.utils.data"}


def import_elsewhere(line: FailedLine) -> Explained | None:
    """Find the place of a name that is imported from a module of torch that lacks it."""
    found = re.match(r"No module named '(torch(?:\.\w+)*)\.(\w+)'$", line.message)
    if line.key == "not-installed" and found:
        name, module = found[2], found[1]
        nearest = _MODULES.get(name) or nearest_name(name, names_of(module))
        return "missing-import", {"name": name, "module": module, "nearest": nearest or UNKNOWN}
    if line.key != "missing-import" or not line.facts["module"].startswith("torch"):
        return None
    owner, name = line.facts["module"], line.facts["name"]
    place = place_of(name, owner)
    if place is None or place.startswith("."):
        return None
    return "name-elsewhere", {"owner": owner, "name": name, "place": place}


def builtin_overwritten(line: FailedLine) -> Explained | None:
    """Find a function of Python's own whose name was given to a value."""
    name = line.facts.get("called", "")
    if line.key == "not-callable" and callable(getattr(builtins, name, None)):
        return "builtin-overwritten", {"name": name, "type": line.facts["type"]}
    return None


_OF_PYTHON_2 = {
    "basestring": "str",
    "has_key": "key in d",
    "iteritems": "d.items()",
    "iterkeys": "d.keys()",
    "itervalues": "d.values()",
    "long": "int",
    "raw_input": "input()",
    "unichr": "chr",
    "unicode": "str",
    "xrange": "range",
}


def name_of_python_2(line: FailedLine) -> Explained | None:
    """Find a name that only Python 2 had."""
    name = line.facts.get("name", "")
    is_of_dict = line.key == "missing-attribute" and line.facts["type"].endswith(("dict", "Dict"))
    if name in _OF_PYTHON_2 and (is_of_dict or line.key == "unknown-name"):
        return "name-of-python-2", {"name": name, "now": _OF_PYTHON_2[name]}
    return None


# --- lists that grow ------------------------------------------------------------------------------


def list_grows(line: FailedLine) -> Explained | None:
    """Find a list that is to grow by an assignment, or by `+=` of a single item."""
    left = line.known.get("left", UNKNOWN)
    if line.message.startswith("list assignment index out of range"):
        return "list-grows", {"left": left, "operation": "item"}
    is_item = line.key == "not-iterable" and line.known.get("left_type") == "list"
    if is_item and line.known.get("operation") == "+=":
        return "list-grows", {"left": left, "operation": "update"}
    return None
