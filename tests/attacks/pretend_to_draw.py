"""Replaces matplotlib by a module with endless and invalid figures."""
import sys
import types

ENDING = {"answered", "raised", "timeout", "vanished"}


class Liar:
    def __getitem__(self, _):
        return self

    def __iter__(self):
        return iter(range(1000))

    def savefig(self, picture, **_):
        picture.write(b"\x89PNG\r\n\x1a\n<script>")


fake = types.ModuleType("matplotlib.pyplot")
fake.get_fignums = Liar
fake.figure = lambda _: Liar()
sys.modules["matplotlib.pyplot"] = fake
