"""Limits of a course, which its file and its commands share."""

from __future__ import annotations

MOST_WEEKS = 60

LONGEST_GRACE = 60
"""Days."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
