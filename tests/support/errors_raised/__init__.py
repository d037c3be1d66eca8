"""Code that raises each error of the catalogue, by area: `key | code | facts` in each line.

The code stands in a function, below the area's HEAD; `; ` separates its statements. An underscore
in the facts means a space.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def rows(table: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Yield (key, code, facts) of each line."""
    for line in table.strip().splitlines():
        key, _, rest = line.partition("|")
        code, _, facts = rest.rpartition("|")
        pairs = (fact.partition("=") for fact in facts.split())
        yield key.strip(), code.strip(), {name: fact.replace("_", " ") for name, _, fact in pairs}


def in_function(head: str, line: str) -> str:
    """Return code whose function `f` runs the statements of the line."""
    return head + "".join(f"    {part}\n" for part in line.split("; "))
