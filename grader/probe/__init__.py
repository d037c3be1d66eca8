"""What can be seen of a function: calls it on cases and notes everything observable.

This package runs on both sides of the wall: in the jail on the learner's function, in the judge
on the reference and on the named mistakes, so that like is compared with like. It imports only
the standard library, torch, numpy and safetensors, with relative imports inside, since the jail
loads it under the name `probe`, without the rest of the project.
"""
