# status: error
# error: exit
# en: `exit()` ends Python before your function has returned. Take it out and `return` the result.
# ja: `exit()` は、関数が値を返す前に Python を終わらせます。消して、結果を `return` してください。

import torch


def to_float(values):
    exit()
