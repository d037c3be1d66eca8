"""What a learner's code says by its syntax alone. Only the standard library is imported here, so
that the process that parses code starts quickly and stays small.
"""
