# status: failed
# problem: value
# mistake: label-skips-one

from torch.utils.data import Dataset
class WindowDataset(Dataset):
    def __init__(self, series, width):
        self.series = series
        self.width = width
    def __len__(self):
        return len(self.series) - self.width - 1
    def __getitem__(self, i):
        return self.series[i:i + self.width], self.series[i + self.width + 1]
