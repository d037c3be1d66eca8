"""Takes functions out of classes, and leaves out annotations of packages that are not installed."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from common.message_reader.edits import Edit, apply_edits, edit_of
from common.message_reader.syntax import FUNCTIONS, Trees, top_level

ANNOTATION_PACKAGES = frozenset(
    {"torchtyping", "jaxtyping", "beartype", "typeguard", "nptyping", "tensor_annotations"}
)
"""Packages that are used in annotations and decorators only; none is installed for graders."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """Code in the shape that can be graded."""

    code: str
    repairs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # packages of annotations that were left out


def shape(code: str, wanted: Collection[str], trees: Trees) -> Shaped:
    """Take wanted functions out of a class, and leave out annotations of missing packages.

    Each is done only where it is safe; line numbers stay.
    """
    repairs: list[str] = []
    missing: tuple[str, ...] = ()
    if any(package in code for package in ANNOTATION_PACKAGES):
        plain, missing = _without_annotations(code, trees)
        if missing:
            code = plain
            repairs.append("annotations")
    if "class" in code:
        taken_out = _without_class(code, wanted, trees)
        if taken_out is not None:
            code = taken_out
            repairs.append("class")
    return Shaped(code, tuple(repairs), missing)


# --- a method of a class -------------------------------------------------------------------------


def _without_class(code: str, wanted: Collection[str], trees: Trees) -> str | None:
    """Return code in which the methods of the class with a wanted function are functions.

    Return None if there is no such class, or its methods need their object. The class becomes a
    block `if True:`, which keeps the indentation and the line numbers.
    """
    tree = trees[code]
    if tree is None:
        return None
    top = {node.name for node in top_level(tree.body) if isinstance(node, FUNCTIONS)}
    searched = set(wanted) - top
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and _is_plain(node):
            methods = [each for each in node.body if isinstance(each, FUNCTIONS)]
            if any(method.name in searched for method in methods):
                edits = _edits_of_class(code.split("\n"), node, methods)
                flat = apply_edits(code, edits) if edits else code
                return flat if edits and trees[flat] is not None else None
    return None


def _is_plain(node: ast.ClassDef) -> bool:
    """Return whether a class only holds its methods together, and inherits nothing."""
    bases = (isinstance(base, ast.Name) and base.id == "object" for base in node.bases)
    return all(bases) and not node.decorator_list and not node.keywords


def _edits_of_class(
    lines: list[str], node: ast.ClassDef, methods: list[ast.FunctionDef | ast.AsyncFunctionDef]
) -> list[Edit] | None:
    members = {method.name for method in methods}
    for each in node.body:
        if isinstance(each, ast.Assign):
            members |= {target.id for target in each.targets if isinstance(target, ast.Name)}
    edits = [_header_edit(lines, node)]
    for method in methods:
        of_method = list(_edits_of_method(lines, method, members, node.name))
        if None in of_method:
            return None
        edits += [edit for edit in of_method if edit is not None]
    return edits


def _header_edit(lines: list[str], node: ast.ClassDef) -> Edit:
    """Return the edit of `class Name(Base):`, whose colon is the last before its body."""
    first = node.body[0]
    decorators = getattr(first, "decorator_list", [])
    end_line = min([first.lineno, *(each.lineno for each in decorators)])
    for number in range(node.lineno, end_line + 1):
        line = lines[number - 1].partition("#")[0]
        if line.rstrip().endswith(":"):
            return Edit(
                (node.lineno, node.col_offset), (number, len(line.rstrip().encode())), "if True:"
            )
    return Edit((node.lineno, node.col_offset), (node.lineno, node.col_offset), "")


def _edits_of_method(
    lines: list[str],
    method: ast.FunctionDef | ast.AsyncFunctionDef,
    members: set[str],
    class_name: str,
) -> Iterator[Edit | None]:
    """Yield the edits that make a method a function; None where it needs its object."""
    decorators = {each.id: each for each in method.decorator_list if isinstance(each, ast.Name)}
    is_static = "staticmethod" in decorators
    for name in ("staticmethod", "classmethod"):
        if name in decorators:
            each = decorators[name]
            start = (each.lineno, each.col_offset - 1)
            yield Edit(start, (each.lineno, each.end_col_offset or 0), "")
    owners = {class_name}
    arguments = method.args.posonlyargs + method.args.args
    if not is_static:
        if not arguments:
            return  # `def evens():` in a class: nothing to remove
        owner = arguments[0]
        if owner.arg not in {"self", "cls", "this", "_self"}:
            owner_edit = None
        else:
            owners.add(owner.arg)
            owner_edit = _argument_edit(lines, method, owner, arguments)
            if owner_edit is None:
                yield None
        if owner_edit is not None:
            yield owner_edit
    attributes = {
        id(node.value): node
        for node in ast.walk(method)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in owners
    }
    for node in ast.walk(method):
        if isinstance(node, ast.Name) and node.id in owners:
            attribute = attributes.get(id(node))
            is_read = attribute is not None and isinstance(attribute.ctx, ast.Load)
            if attribute is None or attribute.attr not in members or not is_read:
                yield None
            else:
                yield edit_of(attribute, attribute.attr)


def _argument_edit(
    lines: list[str],
    method: ast.FunctionDef | ast.AsyncFunctionDef,
    owner: ast.arg,
    arguments: list[ast.arg],
) -> Edit | None:
    """Return the edit that removes the first argument with the comma after it."""
    if method.args.posonlyargs:
        return None
    line = lines[owner.lineno - 1].encode()
    end = owner.end_col_offset or owner.col_offset
    has_more = (
        len(arguments) > 1 or method.args.vararg or method.args.kwonlyargs or method.args.kwarg
    )
    rest = line[end:].decode(errors="replace")
    if has_more or rest.lstrip().startswith(","):
        if not rest.lstrip().startswith(","):
            return None
        end += len(rest) - len(rest.lstrip()) + 1
        after = line[end:].decode(errors="replace")
        end += len(after) - len(after.lstrip(" "))
    return Edit((owner.lineno, owner.col_offset), (owner.lineno, end), "")


# --- annotations of packages that are not installed ----------------------------------------------


def _without_annotations(code: str, trees: Trees) -> tuple[str, tuple[str, ...]]:
    """Return code without the annotations that need missing packages, and those packages.

    Return it unchanged, with no package, if it needs them for anything else.
    """
    tree = trees[code]
    if tree is None:
        return code, ()
    names, packages = _annotation_names(tree)
    if not packages:
        return code, ()
    edits: list[Edit] = []
    lines = code.split("\n")
    for node in ast.walk(tree):
        edits += _annotation_edits(lines, node, names)
    plain = apply_edits(code, edits)
    after = trees[plain]
    if after is None or _uses(after, names) or _annotation_names(after)[1]:
        return code, ()
    return plain, tuple(sorted(packages))


def _annotation_names(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Return the names that missing packages provide for annotations, and those packages."""
    names: set[str] = set()
    packages: set[str] = set()
    for node in ast.walk(tree):
        for module, alias in _imports(node):
            if module in ANNOTATION_PACKAGES:
                packages.add(module)
                names.add(alias)
    for node in tree.body:  # `Batch = Float[Tensor, "batch"]`
        if isinstance(node, ast.Assign) and names and _uses(node.value, names):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names, packages


def _imports(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            root = alias.name.partition(".")[0]
            yield root, alias.asname or root
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for alias in node.names:
            yield node.module.partition(".")[0], alias.asname or alias.name


def _uses(node: ast.AST, names: set[str]) -> bool:
    return any(isinstance(each, ast.Name) and each.id in names for each in ast.walk(node))


def _annotation_edits(lines: list[str], node: ast.AST, names: set[str]) -> Iterator[Edit]:
    match node:
        case ast.Import() | ast.ImportFrom():
            found = list(_imports(node))
            if found and all(module in ANNOTATION_PACKAGES for module, _ in found):
                yield _removal(node)
        case ast.arg(annotation=ast.expr() as annotation) if _uses(annotation, names):
            yield edit_of(node, node.arg)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _edits_of_signature(lines, node, names)
        case ast.AnnAssign(value=None) if _uses(node.annotation, names):
            yield _removal(node)
        case ast.AnnAssign() if _uses(node.annotation, names):
            yield Edit(edit_of(node.target).end, edit_of(node.annotation).end)
        case ast.Assign(col_offset=0):
            if all(isinstance(each, ast.Name) and each.id in names for each in node.targets):
                yield _removal(node)
        case ast.Expr(col_offset=0, value=ast.Call(func=function)) if _uses(function, names):
            yield _removal(node)  # `patch_typeguard()`


def _removal(node: ast.stmt) -> Edit:
    return edit_of(node, "pass" if node.col_offset else "")


def _edits_of_signature(
    lines: list[str], node: ast.FunctionDef | ast.AsyncFunctionDef, names: set[str]
) -> Iterator[Edit]:
    for decorator in node.decorator_list:
        if _uses(decorator, names):
            (line, column), end = edit_of(decorator).start, edit_of(decorator).end
            yield Edit((line, column - 1), end)  # with the @
    if node.returns is not None and _uses(node.returns, names):
        arrow = _arrow_before(lines, node.returns)
        if arrow is not None:
            yield Edit(arrow, edit_of(node.returns).end)


def _arrow_before(lines: list[str], returns: ast.expr) -> tuple[int, int] | None:
    line = lines[returns.lineno - 1].encode()
    found = line.rfind(b"->", 0, returns.col_offset)
    return None if found < 0 else (returns.lineno, found)
