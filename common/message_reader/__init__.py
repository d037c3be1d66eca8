"""Reads what people send: splits messages into code, output, tracebacks and prose."""
