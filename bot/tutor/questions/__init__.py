"""Answers questions in words from authored answers, the lessons and the explanations of errors."""
