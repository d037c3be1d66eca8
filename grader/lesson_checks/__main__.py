"""python -m grader.lesson_checks [--folder FOLDER]... [SLUG]..."""

from common.cli_runner import start

if __name__ == "__main__":
    start("grader.lesson_checks.command")
