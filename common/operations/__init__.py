"""Logging, health checks and metrics: the plumbing that bot and graders share."""
