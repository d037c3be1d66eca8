"""Reads the files that a lesson's code may use, such as iris.csv, from its lesson.toml.

The bot imports this module; it reads the files, and runs nothing of them.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lessons.curriculum import Catalog, LessonFile
from lessons.diagnostics import Faults
from lessons.toml_tables import LineIndex

MOST_BYTES = 5 << 20
"""Largest sum of a lesson's files; its secret replacements may have as much again."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}(\.[A-Za-z0-9_-]{1,16}){1,3}")
_OWN = frozenset({".py", ".pyc", ".pth", ".so", ".md", ".toml"})
"""Endings of the lesson's own files, and of files that Python could import."""
_TABLES = frozenset({".csv", ".tsv"})


def read_files(
    folder: Path,
    names: tuple[str, ...],
    secret: Mapping[str, str],
    lines: LineIndex,
    faults: Faults,
) -> tuple[LessonFile, ...]:
    """Return the files of a lesson, and add faults for what is wrong with them.

    `secret` names the replacements with which answers are judged, by the name of the file.
    """
    path = folder / "lesson.toml"
    before = len(faults)
    seen: set[str] = set()
    for key, listed in (("files", names), ("secret", tuple(secret.values()))):
        for name in listed:
            for problem in _problems(folder, name, seen):
                faults.add(path, lines.line_of(key), f'"{name}" {problem}')
            seen.add(name.casefold())
    for name in secret.keys() - set(names):
        message = f'"{name}" is not one of files, so nothing can stand in for it'
        faults.add(path, lines.line_of("secret"), message)
    if len(faults) > before:
        return ()
    for key, listed in (("files", names), ("secret", tuple(secret.values()))):
        size = sum((folder / name).stat().st_size for name in listed)
        if size > MOST_BYTES:
            message = f"{key} have {size / (1 << 20):.1f} MiB together; 5 MiB at most"
            faults.add(path, lines.line_of(key), message)
    files = tuple(
        LessonFile(name, folder / name, folder / secret[name] if name in secret else None)
        for name in names
    )
    for file in files:
        for problem in _replacement_problems(file):
            faults.add(path, lines.line_of("secret"), problem)
    return files if len(faults) == before else ()


def _problems(folder: Path, name: str, seen: set[str]) -> Iterator[str]:
    """Yield what is wrong with a name, or with the file of that name."""
    path = folder / name
    if _NAME.fullmatch(name) is None:
        yield "is no name of a file beside lesson.toml: letters, digits, - and _, and an ending"
    elif path.suffix.casefold() in _OWN or name.casefold().startswith("formula-"):
        yield "is a file of the lesson itself; learners' code gets data, such as iris.csv"
    elif name.casefold() in seen:
        yield "is named twice; every file has one name"
    elif path.is_symlink() or not path.exists():
        yield "is a link; put the file itself here" if path.is_symlink() else "is not there"
    elif not stat.S_ISREG(path.stat().st_mode):
        yield "is no plain file"


def _replacement_problems(file: LessonFile) -> Iterator[str]:
    """Yield why a replacement is none. Tables must have the same first line."""
    if file.secret is None:
        return
    shown, secret = file.path.read_bytes(), file.secret.read_bytes()
    if shown == secret:
        yield f'"{file.secret.name}" has the content of "{file.name}"; write other data'
    if file.path.suffix.casefold() != file.secret.suffix.casefold():
        yield f'"{file.secret.name}" has another ending than "{file.name}"'
    if file.path.suffix.casefold() in _TABLES and _first_line(shown) != _first_line(secret):
        yield f'"{file.secret.name}" has another first line than "{file.name}"; use the same form'


def _first_line(content: bytes) -> bytes:
    return content.partition(b"\n")[0].strip()


def version_with(version: str, files: Iterable[LessonFile]) -> str:
    """Return the digest of an exercise: that of its Python file, with the files it is judged on."""
    digest = hashlib.sha256(version.encode())
    has_files = False
    for file in files:
        has_files = True
        for path in (file.path, file.secret):
            content = path.read_bytes() if path is not None else b""
            digest.update(f"\0{file.name}\0{path is not None}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:12] if has_files else version


def check_same_names(catalog: Catalog, faults: Faults) -> None:
    """Add a fault for each name of a file that two lessons give to different contents.

    A run gets the files that its code names, whichever lesson it comes from.
    """
    known: dict[str, LessonFile] = {}
    for lesson in catalog.lessons():
        for file in lesson.files:
            other = known.setdefault(file.name, file)
            if other.path.read_bytes() != file.path.read_bytes():
                message = f'{other.path.parent.name} has another file "{file.name}"; rename one'
                faults.add(lesson.folder / "lesson.toml", 1, message)
