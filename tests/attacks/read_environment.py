"""Reads the worker's secrets from the environment."""
import os

got = [value for value in os.environ.values() if PLANTED["mark"] in value]
got
