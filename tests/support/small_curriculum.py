"""A curriculum of two lessons with every kind of page part and question."""

from __future__ import annotations

from pathlib import Path

from lessons.curriculum import (
    Catalog,
    ChecklistItem,
    Exercise,
    Illustration,
    Lesson,
    MarkdownTable,
    Page,
    Prose,
    Question,
    Snippet,
    Track,
)

PNG = b"\x89PNG\r\n\x1a\n"


def both(text: str) -> dict[str, str]:
    return {"en": text, "ja": f"{text}（日本語）"}


def exercise(lesson: str, function: str) -> Exercise:
    return Exercise(
        id=f"{lesson}/{function.replace('_', '-')}",
        function=function,
        signature=f"{function}(x)",
        titles=both(f"Title of {function}"),
        prompts=both(f"Write {function}."),
        starters={"en": f"def {function}(x):\n    ...", "ja": f"def {function}(x):\n    ..."},
        hints={
            "en": (f"gentle {function}", f"plain {function}"),
            "ja": (f"やさしい {function}", f"はっきり {function}"),
        },
        mistakes={"off-by-one": both("The end was counted too. Where should it stop?")},
        afterwards=both(f"Others think of {function} so."),
        reference=f"def {function}(x):\n    return x",
        path=Path(f"{function}.py"),
    )


def question(id: str, kind: str, answer: str, *options: str) -> Question:
    return Question(
        id=id,
        kind=kind,  # type: ignore[arg-type]
        texts=both(f"Question {id}?"),
        options={"en": options, "ja": options},
        answer=answer,
        explanations=both(f"Because of {id}."),
        expression=None,
    )


def pages(picture: Path) -> tuple[Page, ...]:
    return (
        Page("First page", (Prose("Some **words**."), Snippet("a = 1", "", 5))),
        Page(
            "Second page",
            (
                Snippet("print(a + 1)", "2", 9, before=("a = 1",)),
                Illustration(picture, "two boxes"),
                MarkdownTable(("NumPy", "PyTorch"), (("`np.zeros`", "**torch.zeros**"),)),
            ),
        ),
        Page("Third page", (Snippet("time()", "0.1", 20, sample=True),)),
    )


def catalog(picture: Path) -> Catalog:
    shown = pages(picture)
    tensors = Lesson(
        slug="tensors",
        number=1,
        track="basics",
        titles={"en": "Tensors", "ja": "テンソル"},
        minutes=5,
        pages={"en": shown, "ja": shown},
        exercises=(exercise("tensors", "evens"), exercise("tensors", "to_float")),
        questions=(
            question("tensors/1", "choose", "b", "torch.int32", "`torch.int64`"),
            question("tensors/2", "true-false", "true"),
            question("tensors/3", "output", "tensor([0, 2])"),
        ),
    )
    operations = Lesson(
        slug="operations",
        number=2,
        track="basics",
        titles={"en": "Operations", "ja": "演算"},
        minutes=4,
        pages={"en": shown[:1], "ja": shown[:1]},
        exercises=(exercise("operations", "affine"),),
        questions=(),
    )
    track = Track(
        slug="basics",
        titles={"en": "Basics", "ja": "基礎"},
        lessons=(tensors, operations),
        checklist=(
            ChecklistItem("make", both("I can make tensors"), ("tensors",)),
            ChecklistItem("compute", both("I can compute"), ("operations",)),
            ChecklistItem("later", both("I can do what no lesson teaches yet"), ("later",)),
        ),
    )
    return Catalog((track,))
