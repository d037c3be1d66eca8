"""The file of a lesson with what the code of its riddles gives."""

OUTPUTS = "riddles.json"
"""Written by `python -m grader.lesson_checks.riddle_outputs`, and read by the bot."""
