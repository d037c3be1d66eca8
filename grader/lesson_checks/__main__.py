"""python -m grader.lesson_checks [--folder FOLDER]... [SLUG]..."""

from common.cli_runner import run_main_of

if __name__ == "__main__":
    run_main_of("grader.lesson_checks.command")
