"""Lessons, exercises, quizzes, reviews and progress of one learner."""
