"""Health checks, metrics, and the status command, for operators."""
