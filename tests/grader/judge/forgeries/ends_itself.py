"""Ends the process before it has answered.

toy: row-means
ends: garbled
"""

import os


def row_means(x):
    os._exit(0)
