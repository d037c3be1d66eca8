"""Computes without end where Python cannot interrupt it."""
ENDING = {"timeout"}
9**9**9
