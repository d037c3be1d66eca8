"""`files` and `secret` in lesson.toml: what is refused, and what belongs to the version."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.catalog import CatalogError, load
from lessons.check import check
from tests.support.lesson_with_files import copy_with_files


@pytest.fixture
def tracks(tmp_path: Path) -> Path:
    return copy_with_files(tmp_path)


def lesson_of(tracks: Path) -> Path:
    return tracks / "team-basics" / "batches"


def faults(tracks: Path) -> list[str]:
    with pytest.raises(CatalogError) as raised:
        load(tracks, built_in=False)
    return [str(each).replace(f"{lesson_of(tracks)}/", "") for each in raised.value.faults]


def version(tracks: Path) -> str:
    return load(tracks, built_in=False).exercises()[0].version


def test_the_check_finds_nothing_wrong_with_a_lesson_that_has_files(tracks: Path) -> None:
    report = check(load(tracks, built_in=False).lessons(), [tracks], seeds=3)
    assert [str(each) for each in report.faults] == []


def test_each_file_belongs_to_the_version_of_an_exercise(tracks: Path) -> None:
    seen = [version(tracks)]
    for name in ("iris.csv", "iris.secret.csv"):
        path = lesson_of(tracks) / name
        path.write_text(path.read_text() + "9.0,9.0\n")
        seen.append(version(tracks))
    toml = lesson_of(tracks) / "lesson.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("secret =", "#"), encoding="utf-8")
    seen.append(version(tracks))
    assert len(set(seen)) == 4


@pytest.mark.parametrize(
    "name",
    [
        "../quiz.toml", "/etc/passwd", "a/b.csv", ".hidden.csv", "iris .csv", "iris.csv\\n",
        "ir\\u0131s.csv", "iris", "-rf.csv", "con?.csv", "..", "",
    ],
)  # fmt: skip
def test_a_name_that_is_no_plain_file_name_is_refused(tracks: Path, name: str) -> None:
    toml = lesson_of(tracks) / "lesson.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('["iris.csv"]', f'["iris.csv", "{name}"]'), encoding="utf-8")
    [found] = faults(tracks)
    assert found.startswith("lesson.toml:3: ")
    assert "is no name of a file beside lesson.toml" in found


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("first_half.py", "is a file of the lesson itself"),
        ("quiz.toml", "is a file of the lesson itself"),
        ("lesson.en.md", "is a file of the lesson itself"),
        ("numpy.so", "is a file of the lesson itself"),
        ("iris.CSV", "is named twice"),
        ("iris.secret.csv", "is named twice"),
        ("gone.csv", "is not there"),
        ("link.csv", "is a link; put the file itself here"),
        ("folder.csv", "is no plain file"),
    ],
)
def test_a_file_that_code_must_not_get_is_refused(tracks: Path, name: str, message: str) -> None:
    lesson = lesson_of(tracks)
    (lesson / "link.csv").symlink_to("/etc/passwd")
    (lesson / "folder.csv").mkdir()
    toml = lesson / "lesson.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('["iris.csv"]', f'["iris.csv", "{name}"]'), encoding="utf-8")
    [found] = faults(tracks)
    assert found.startswith((f'lesson.toml:3: "{name}" ', f'lesson.toml:4: "{name}" '))
    assert message in found


@pytest.mark.parametrize(
    ("secret", "message"),
    [
        ("length,width\n1.0,2.0\n3.0,6.0\n", 'has the content of "iris.csv"'),
        ("width,length\n1.0,2.0\n", 'has another first line than "iris.csv"'),
        ("length,width\n" + "1.0,2.0\n" * (5 << 17), "secret have 5.0 MiB together; 5 MiB at most"),
    ],
)
def test_a_replacement_is_other_data_in_the_same_form(
    tracks: Path, secret: str, message: str
) -> None:
    (lesson_of(tracks) / "iris.secret.csv").write_text(secret)
    [found] = faults(tracks)
    assert found.startswith("lesson.toml:4: ")
    assert message in found


def test_a_replacement_of_nothing_is_refused(tracks: Path) -> None:
    toml = lesson_of(tracks) / "lesson.toml"
    text = toml.read_text(encoding="utf-8").replace('{ "iris.csv"', '{ "other.csv"')
    toml.write_text(text, encoding="utf-8")
    [found] = faults(tracks)
    assert found.startswith('lesson.toml:4: "other.csv" is not one of files')


def test_two_lessons_do_not_give_one_name_to_different_files(tracks: Path) -> None:
    text = (tracks / "team-basics" / "track.toml").read_text(encoding="utf-8")
    other = copy_with_files(tracks.parent / "more") / "team-basics"
    other.rename(tracks / "others")
    (tracks / "others" / "track.toml").write_text(
        text.replace("team-basics", "others")
        .replace('lessons = ["batches"]', 'lessons = ["more"]')
        .replace('lessons = ["batches", "loaders"]', 'lessons = ["more", "loaders"]'),
        encoding="utf-8",
    )
    lesson = (tracks / "others" / "batches").rename(tracks / "others" / "more")
    for path in lesson.glob("first_half*"):
        renamed = path.with_name(path.name.replace("first_half", "other_half"))
        text = path.read_text(encoding="utf-8").replace("first_half", "other_half")
        path.unlink()
        renamed.write_text(text, encoding="utf-8")
    toml = lesson / "lesson.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("first-half", "other-half"), "utf-8")
    load(tracks, built_in=False)
    (lesson / "iris.csv").write_text("length,width\n8.0,8.0\n")
    [found] = faults(tracks)
    assert 'has another file "iris.csv"; rename one' in found
