"""Learners, their accounts, and personal data."""
