"""The chat and `python -m grader grade` make the same program of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.i18n import Translations
from bot.platforms.attachments import Attachment, AttachmentError, read_contents
from bot.tutor.text.code_reader import assemble_code
from common.cli_runner import CommandError
from grader.cli.inputs import read_program
from lessons.starters import starter_fingerprints
from tests.support.built_in import built_in_lessons

EVENS = "import torch\n\n\ndef evens(stop):\n    return torch.arange(0, stop, 2)\n"
EXERCISE = next(each for each in built_in_lessons().exercises() if each.function == "evens")
CELLS = [
    {"cell_type": "code", "source": "%matplotlib inline\nimport torch"},
    {"cell_type": "code", "source": "evens('before')"},
    {"cell_type": "code", "source": EVENS.partition("\n\n\n")[2]},
    {"cell_type": "code", "source": "%%bash\nls"},
]
FILES = {
    "a.py": EVENS.encode(),
    "bom.py": b"\xef\xbb\xbf" + EVENS.encode(),
    "wide.py": EVENS.encode("utf-16"),
    "sjis.py": ("# 偶数\n" + EVENS).encode("cp932"),
    "export.py": (
        "# In[1]:\n\nget_ipython().run_line_magic('x', '')\n\n"
        f"# In[2]:\n\n{EVENS}\n# In[3]:\n\nevens('a')\n"
    ).encode(),
    "fenced.txt": f"これです\n```python:a.py\n{EVENS}```\n".encode(),
    "answer.md": f"# Title\n\n```python\n{EVENS}```\n\n```\ntensor([0])\n```\n".encode(),
    "a.ipynb": json.dumps({"cells": CELLS}).encode(),
    "numbered.py": "\n".join(f"{n} {x}" for n, x in enumerate(EVENS.splitlines(), 1)).encode(),
    "class.py": b"class Solution:\n    def evens(self, stop):\n        return stop\n",
    "typed.py": b"from jaxtyping import Int\n\ndef evens(stop: Int) -> Int:\n    return stop\n",
    "starter.py": EXERCISE.starters["ja"].encode(),
    "broken.py": b"def evens(stop)\n    return 1\n",
    "long.py": (EVENS + "# why\n" * 400).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
async def test_a_file_is_the_same_program_in_the_chat_and_on_the_command_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(FILES[name])

    async def fetch(_: str) -> bytes:
        return FILES[name]

    contents = await read_contents(
        "", [Attachment(name, 1, "url")], fetch, Translations().translator("en")
    )
    in_chat = await assemble_code(
        contents.files, (EXERCISE.function,), starter_fingerprints((EXERCISE,))
    )
    on_command_line = read_program(str(file), EXERCISE)

    assert on_command_line == in_chat
    assert "evens" in in_chat.functions
    said = capsys.readouterr().err
    assert all(key in said for key in in_chat.repairs)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"cells": []}', b""])
async def test_what_is_no_notebook_is_refused_by_both(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.ipynb"
    file.write_bytes(content)

    async def fetch(_: str) -> bytes:
        return content

    with pytest.raises(AttachmentError):
        await read_contents(
            "", [Attachment("a.ipynb", 1, "url")], fetch, Translations().translator("en")
        )
    with pytest.raises(CommandError, match="is no Jupyter notebook"):
        read_program(str(file), EXERCISE)
