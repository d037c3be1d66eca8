"""The curriculum: tracks, lessons, exercises and quizzes as text files, and their tools."""
