"""Submissions and runs: accepted, queued, and answered."""
