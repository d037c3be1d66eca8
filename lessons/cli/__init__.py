"""The authors' command line: python -m lessons."""
