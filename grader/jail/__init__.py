"""Where learner code runs, and everything that keeps it there.

A `Task` goes in, an `Outcome` comes out; nothing in an Outcome may be believed, for the code that
ran can have written any of it, except what the worker's own side saw: how it ended, how long it
took, which walls stood.
"""
