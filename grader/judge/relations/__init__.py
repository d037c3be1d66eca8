"""Finds how the results of a wrong answer follow from the right ones, in every case alike.

A relation is true of what was returned, whatever line of the code made it so. The sentence about
the problem names the relation and asks for the step.
"""
