"""Analyses the syntax of learner code. Imports only the standard library, so that the parser
process starts quickly and stays small.
"""
