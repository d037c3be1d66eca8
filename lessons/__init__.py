"""The curriculum: tracks, lessons, exercises and quizzes, as files that an author can read."""
