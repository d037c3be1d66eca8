"""The grader's command line, `python -m grader`."""
