"""Submissions and runs, and the role that graders use."""
