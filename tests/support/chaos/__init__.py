"""The chaos test: learners submit while processes are killed."""
