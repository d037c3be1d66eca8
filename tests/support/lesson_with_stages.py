"""A track with an exercise that comes after another one, whose passed code runs before."""

from __future__ import annotations

import shutil
from pathlib import Path

TRACKS = Path(__file__).parents[1] / "lessons" / "our_tracks"

EXERCISE = '''\
"""The first quarter of a batch, with the learner's own function for its first half."""

import torch

from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown


@exercise(after="batches/first-half")
def first_quarter(batch):
    return first_half(first_half(batch))


def cases(rng: Rng) -> Cases:
    yield shown(torch.arange(8.0).reshape(4, 2))
    for rows in (4, 5, 12):
        yield hidden(rng.normal(rows, 3))


@also
def _(batch):
    return batch[: len(batch) // 2 // 2]


@mistake("half-only")
def _(batch):
    return first_half(batch)


@mistake("last-quarter")
def _(batch):
    return batch[len(batch) - len(batch) // 4 :]
'''

TEXTS = {
    "en": """\
# Take the first quarter

Write `first_quarter(batch)`, which returns the rows of the first quarter of a batch.

```python
first_quarter(torch.arange(8.0).reshape(4, 2))
```

```output
tensor([[0., 1.]])
```

## starter

```python
def first_quarter(batch):
    # here
    ...
```

## hint

A quarter is the half of a half.

## hint

You have a function for one half of it.

## mistake half-only

That is the half. What is half of it?

## mistake last-quarter

These rows are at the end. Where does a batch begin?

## afterwards

A slice does it, too.
""",
    "ja": """\
# 最初の四分の一を取り出す

バッチの最初の四分の一の行を返す `first_quarter(batch)` を書いてください。

```python
first_quarter(torch.arange(8.0).reshape(4, 2))
```

```output
tensor([[0., 1.]])
```

## starter

```python
def first_quarter(batch):
    # ここに書く
    ...
```

## hint

四分の一は、半分の半分です。

## hint

半分を返す関数は、もうあります。

## mistake half-only

これは半分です。その半分は、どうすれば取り出せるでしょうか。

## mistake last-quarter

終わりの行が返っています。バッチはどこから始まるでしょうか。

## afterwards

スライスでも書けます。
""",
}


def copy_with_stages(folder: Path, *, after: str = "batches/first-half") -> Path:
    """Write the small track with a second stage, and return its folder."""
    tracks = Path(shutil.copytree(TRACKS, folder / "tracks"))
    lesson = tracks / "team-basics" / "batches"
    code = EXERCISE.replace("batches/first-half", after)
    (lesson / "first_quarter.py").write_text(code, encoding="utf-8")
    for language, text in TEXTS.items():
        (lesson / f"first_quarter.{language}.md").write_text(text, encoding="utf-8")
    toml = lesson / "lesson.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('["first-half"]', '["first-half", "first-quarter"]'), "utf-8")
    return tracks
