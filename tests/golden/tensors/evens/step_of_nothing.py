# status: error
# error: step
# en: The numbers are a start, an end and a step, in this order, and from this start no such step leads to the end. Which of the three is not what you meant?
# ja: 数は、始まり、終わり、間隔の順に並びます。この始まりからこの間隔で進んでも、終わりには着きません。三つのうち、思っていたものと違うのはどれですか？

import torch


def evens(stop):
    return torch.arange(2, stop, 0)
