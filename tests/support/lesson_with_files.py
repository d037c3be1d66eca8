"""A track whose exercise reads a file that is another one at judging."""

from __future__ import annotations

import shutil
from pathlib import Path

TRACKS = Path(__file__).parents[1] / "lessons" / "our_tracks"

SHOWN = "length,width\n1.0,2.0\n3.0,6.0\n"
SECRET = "length,width\n5.5,8.0\n7.5,9.0\n1234.5,10.0\n"

EXERCISE = '''\
"""The mean of one column of a file."""

import csv

import torch

from lessons.authoring import Cases, Rng, also, exercise, mistake, shown, hidden


@exercise()
def first_half(column):
    with open("iris.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return torch.tensor([float(row[column]) for row in rows]).mean()


def cases(rng: Rng) -> Cases:
    yield shown("length")
    yield hidden("width")


@also
def _(column):
    lines = [line.split(",") for line in open("iris.csv").read().split()]
    at = lines[0].index(column)
    return sum(torch.tensor(float(each[at])) for each in lines[1:]) / (len(lines) - 1)


@mistake("took-columns")
def _(column):
    with open("iris.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return torch.tensor([float(row[column]) for row in rows]).sum()


@mistake("second-half")
def _(column):
    with open("iris.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return torch.tensor([float(row[column]) for row in rows]).max()
'''

PROMPT = """\
```python
first_half("length")
```

```output
tensor(2.)
```
"""

SNIPPET = """\
```python
print(open("iris.csv").read())
```

```output
length,width
1.0,2.0
3.0,6.0
```

"""


def copy_with_files(folder: Path, *, secret: bool = True) -> Path:
    """Write the small track with an exercise that reads iris.csv, and return its folder."""
    tracks = Path(shutil.copytree(TRACKS, folder / "tracks"))
    lesson = tracks / "team-basics" / "batches"
    (lesson / "iris.csv").write_text(SHOWN)
    (lesson / "iris.secret.csv").write_text(SECRET)
    listed = 'files = ["iris.csv"]\n'
    listed += 'secret = { "iris.csv" = "iris.secret.csv" }\n' if secret else ""
    toml = lesson / "lesson.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + listed, encoding="utf-8")
    (lesson / "first_half.py").write_text(EXERCISE, encoding="utf-8")
    for language in ("en", "ja"):
        path = lesson / f"first_half.{language}.md"
        head, _, rest = path.read_text(encoding="utf-8").partition("```python\n")
        rest = rest[rest.index("## starter") :].replace(
            "def first_half(batch):", "def first_half(column):"
        )
        before, _, _ = rest.partition("## afterwards")
        afterwards = {
            "en": "`csv` reads the names of columns.",
            "ja": "`csv` は列の名前も読みます。",
        }
        text = f"{head}{PROMPT}\n{before}## afterwards\n\n{afterwards[language]}\n"
        path.write_text(text, encoding="utf-8")
        path = lesson / f"lesson.{language}.md"
        text = path.read_text(encoding="utf-8")
        at = text.rindex("\n## ") + 1
        path.write_text(text[:at] + SNIPPET + text[at:], encoding="utf-8")
    return tracks
