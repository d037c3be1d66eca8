"""Finds in text the signs of code, of errors and of answers, with patterns alone.

Python's parser accepts many a sentence, such as "time = money". These patterns ask for what
sentences do not have, and take time linear in the length of a text.
"""

from __future__ import annotations

import re

from bot.tutor.text.limits import normalized
from lessons.curriculum import Catalog

LONGEST_LINE = 500
"""Characters of a line on which the patterns run; a longer one is taken for code."""

# Possessive quantifiers (`*+`) do not backtrack: a name is followed by what it cannot contain.
_NAME = r"[A-Za-z_]\w*+"
_MODULES = rf"{_NAME}(?:\.{_NAME})*(?: as {_NAME})?(?:, ?{_NAME}(?:\.{_NAME})*(?: as {_NAME})?)*"
_STATEMENT = re.compile(
    rf"^[ \t]*+(?:{_NAME}\s*=\s*lambda\b.*:|(?:async )?def {_NAME}\s*\("
    rf"|class {_NAME}\s*(?:\([^()]*\))?:\s*(?:#.*)?$"
    rf"|@{_NAME}[\w.]*+(?:\(.*)?$|import {_MODULES};?\s*(?:#.*)?$"
    rf"|from \.*{_NAME}(?:\.{_NAME})* import [\w*(,][\w, ()*]*$"
    r"|(?:async )?(?:for|with) .+:\s*(?:#.*)?$|(?:while|if|elif|except)\b[^,]*[=<>()\[\].].*:\s*$"
    rf"|return {_NAME}[\w.]*+[(\[ ].*[)\]\w]$)"
)
_IMPORT_OF_TWO_WORDS = re.compile(r"^[ \t]*import [a-z]+$|^[ \t]*from \w+ import \w+$")
_VALUE = rf"(?:{_NAME}[\w.]*+\s?[(\[]|[(\[{{])"
_TARGET = rf"{_NAME}[\w.]*+(?:\[[^\[\]]*\])?"
_CALL = re.compile(
    rf"^[ \t]*+(?:>>> ?)?(?:(?:{_TARGET}\s*,\s*)*{_TARGET}"
    rf"\s*(?:[-+*/@]|//|\*\*)?=\s*)?{_NAME}[\w.]*+\(.*[)\]}}](?:\.\w+)*\s*(?:#.*)?;?$"
)
_ASSIGNMENT = re.compile(
    rf"^[ \t]*+(?:{_TARGET}\s*,\s*)*{_TARGET}"
    rf"\s*(?:[-+*/@]|//|\*\*)?=\s*(?:{_VALUE}.*|{_NAME}\s?(?:\*\*?|[-+/@]|//)\s?[\w(].*)$"
)
_LITERAL = re.compile(
    rf"^[ \t]*+(?:{_TARGET}\s*,\s*)*{_TARGET}\s*=\s*"
    r"(?:-?\d[\w.]*|\"[^\"]*\"|'[^']*'|True|False|None)\s*(?:#.*)?$"
)
_ATTRIBUTE_OF_CALL = re.compile(rf"^[ \t]*+(?:>>> ?)?{_NAME}[\w.]*+\(.*\)(?:\.\w+)+$")
_AROUND_CODE = re.compile(r"""(["'])(?:\\.|(?!\1)[^\\])*+\1|#.*$""")
_OPERATORS_OF_WORDS = re.compile(r"[)\]] (?:and|or|in|is|not) ")

_DEFINITION = re.compile(rf"^([ \t]*)(?:async[ \t]+)?def[ \t]+({_NAME})\s*\(", re.MULTILINE)
_LAMBDA = re.compile(rf"^({_NAME})[ \t]*(?::[^=\n]*)?=[ \t]*lambda\b", re.MULTILINE)
_CLASS = re.compile(rf"^[ \t]*class[ \t]+{_NAME}[ \t]*(\([^()\n]*\))?[ \t]*:", re.MULTILINE)
_OUTER_CLASS = re.compile(rf"^class[ \t]+({_NAME})[ \t]*[(:]", re.MULTILINE)

_ERROR_LINE = re.compile(
    r"(?<!except )(?<!raise )(?<![\w(.])(?:[A-Za-z_][\w.]*\.)?"
    r"(?:[A-Z]\w*(?:Error|Exception|Warning)|KeyboardInterrupt|StopIteration)"
    r"(?::[ \t]*\S|[ \t]*\(most recent|[ \t]{2,}Traceback|$"
    r"|\s*(?:って|が|という|と出|になり|の意味))",
    re.MULTILINE,
)
_TRACEBACK = re.compile(
    r"Traceback \(most recent call last\)|^  File \"[^\"\n]*\", line \d", re.MULTILINE
)
_ERROR_TEXT = re.compile(
    r"mat1 and mat2 shapes cannot be multiplied|size of tensor a \(\d+\) must match"
    r"|does not require grad and does not have a grad_fn|on the same device, but found"
    r"|only one element tensors can be converted|grad can be implicitly created only"
    r"|backward through the graph a second time|a leaf Variable that requires grad"
    r"|modified by an inplace operation|is invalid for input of size \d|view size is not compatible"
    r"|[Cc]an't convert (?:cuda|np|CUDA)|[Cc]an't call numpy\(\) on|can't convert cuda"
    r"|expected scalar type \w+ but found|expected m1 and m2 to have the same dtype"
    r"|floating point and complex dtype can require gradients|CUDA out of memory"
    r"|name '\w+' is not defined|object has no attribute '\w+'|module '[\w.]+' has no attribute"
    r"|No module named '[\w.]+'|index \d+ is out of bounds|Dimension out of range"
    r"|missing \d+ required positional|object is not (?:callable|subscriptable|iterable)"
    r"|unsupported operand type|was never closed|unexpected indent|expected an indented block"
    r"|list index out of range|positional arguments? but \d+ (?:was|were) given"
)

_LOOSE_ANSWER = re.compile(
    r"^(?:\(?[a-h][).]?|true|false|(?:tensor|torch\.size|array)\s*\([^a-z]*(?:dtype=[\w.]+)?\)"
    r"|[([{]*[-+]?\.?\d[-+\d.,e\s()\[\]{}]*)$"
)
_OUTPUT = re.compile(r"^[ \t]*(?:tensor|torch\.Size|array)\s?\(")


def is_code_line(line: str) -> bool:
    """Return whether a line is Python as no sentence is."""
    line = line.rstrip()
    if not line or len(line) > LONGEST_LINE:
        return bool(line)
    bare = _AROUND_CODE.sub('""', line).rstrip()
    if not bare.isascii() or _OPERATORS_OF_WORDS.search(bare) or _OUTPUT.match(bare):
        return False
    patterns = (_STATEMENT, _CALL, _ATTRIBUTE_OF_CALL, _ASSIGNMENT)
    return any(each.match(bare) for each in patterns)


def has_code(text: str) -> bool:
    """Return whether a text has a line that is surely code.

    A lone import of one word may begin a sentence, so it needs another such line.
    """
    found = [each for each in text.split("\n") if is_code_line(each)]
    return any(not _IMPORT_OF_TWO_WORDS.match(each) for each in found) or len(found) > 1


def has_assignment(text: str) -> bool:
    """Return whether a line gives a name to a number or a string, as in "x = 1"."""
    return any(
        _LITERAL.match(line) is not None
        for line in text.split("\n")
        if len(line) <= LONGEST_LINE and line.isascii()
    )


def defined_functions(code: str) -> tuple[str, ...]:
    """Return the names of functions that code defines, also as methods of a class of answers.

    The methods of a `torch.nn.Module` have names of their own, such as `forward`, and are left out.
    """
    classes = _CLASS.findall(code)
    with_methods = bool(classes) and not any("Module" in bases for bases in classes)
    found = {
        name: None
        for indent, name in _DEFINITION.findall(code)
        if not indent or with_methods or (not classes and _is_indented(code))
    }
    found |= dict.fromkeys(_LAMBDA.findall(code))
    return tuple(found)


def defined_classes(code: str) -> tuple[str, ...]:
    """Return the names of classes that code defines outside of others."""
    return tuple(dict.fromkeys(_OUTER_CLASS.findall(code)))


def _is_indented(code: str) -> bool:
    """Return whether every line of code is indented, as in a part of a longer program."""
    return all(each[:1] in " \t" for each in code.split("\n") if each.strip())


def has_error(text: str) -> bool:
    """Return whether a text has a traceback, or an error's type or message."""
    return any(each.search(text) for each in (_TRACEBACK, _ERROR_LINE, _ERROR_TEXT))


def looks_like_an_answer(text: str) -> bool:
    """Return whether text has the form of a quiz's answer: a letter, or what PyTorch prints."""
    bare = normalized(text).replace("、", ",").strip(" \t\n`.!?。").casefold()
    return len(bare) <= LONGEST_LINE and _LOOSE_ANSWER.match(bare) is not None


def exercises_in(code: str, catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of the exercises whose classes and functions code defines.

    Classes come first. The methods of an exercise's class answer no other exercise,
    whatever their names are.
    """
    asked = {each.function: each for each in catalog.exercises() if each.is_class}
    classes = [asked[name] for name in defined_classes(code) if name in asked]
    outside = {name for indent, name in _DEFINITION.findall(code) if not indent}
    names = defined_functions(code)
    found = [catalog.exercise_for(name) for name in names if not classes or name in outside]
    return tuple(each.id for each in (*classes, *found) if each is not None)
