"""Checks the code in lessons, with the jail and the judge: snippets, references, mistakes, answers.

`python -m lessons check` starts `python -m grader.lesson_checks` and reads the JSON lines of
`lessons/check_messages.py` from its standard output, so that lessons import nothing of the grader.
"""
