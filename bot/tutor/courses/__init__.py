"""A study group's course: its weeks, due days, and where its learners are."""
