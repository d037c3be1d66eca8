"""Messages of torch 2.4 to 2.11 that list the forms of a call, as these versions gave them."""

from collections.abc import Iterator

_OPTIONS = (
    "torch.dtype dtype = None, torch.layout layout = None, torch.device device = None,"
    " bool pin_memory = False, bool requires_grad = False"
)
_FORMS = {
    "cat": (
        "tuple of Tensors tensors, int dim = 0, *, Tensor out = None",
        "tuple of Tensors tensors, name dim, *, Tensor out = None",
    ),
    "cumsum": ("int dim, *, torch.dtype dtype = None", "name dim, *, torch.dtype dtype = None"),
    "softmax": (
        "Tensor input, int dim, torch.dtype dtype = None, *, Tensor out = None",
        "Tensor input, name dim, *, torch.dtype dtype = None",
    ),
    "sum": (
        "*, torch.dtype dtype = None",
        "tuple of ints dim, bool keepdim = False, *, torch.dtype dtype = None",
        "tuple of names dim, bool keepdim = False, *, torch.dtype dtype = None",
    ),
    "transpose": ("int dim0, int dim1", "name dim0, name dim1"),
    "zeros": (
        f"tuple of ints size, *, tuple of names names, {_OPTIONS}",
        f"tuple of ints size, *, Tensor out = None, {_OPTIONS}",
    ),
}


def _rows(table: str) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    for row in table.strip().splitlines():
        key, function, got, facts = (each.strip() for each in row.split("|"))
        forms = "".join(f" * ({form})\n" for form in _FORMS[function])
        message = f"{function}() received an invalid combination of arguments - got ({got}"
        pairs = (fact.partition("=") for fact in facts.split())
        wanted = {name: text.replace("_", " ") for name, _, text in pairs}
        end = " )" if got.endswith(",") else ")"  # torch ends so after arguments by name
        yield key, "TypeError", f"{message}{end}, but expected one of:\n{forms}", wanted


LISTED = tuple(
    _rows("""
too-many-arguments | transpose | int, int, int, int | function=transpose given=4
too-many-arguments | cat | Tensor, Tensor, Tensor | function=cat given=3
too-many-arguments | zeros | float, int | function=zeros given=2
argument-type | cat | Tensor, Tensor | argument=tensors expected=tuple_of_Tensors got=Tensor
argument-type | softmax | Tensor, dim=float | argument=dim expected=int got=float
argument-type | softmax | Tensor, axis=float | argument=dim expected=int got=float
too-few-arguments | cumsum | | function=cumsum names="dim"
too-few-arguments | softmax | Tensor | function=softmax names="dim"
unknown-keyword | sum | keepdimm=bool, dim=int, | function=sum name=keepdimm
unknown-keyword | sum | frob=int, axis=int, | function=sum name=frob
unknown-keyword | sum | dtype=NoneType, out=NoneType, axis=NoneType, | function=sum name=out
unknown-keyword | zeros | int, type=torch.dtype | function=zeros name=type
unknown-keyword | zeros | int, int, type=torch.dtype | function=zeros name=type
argument-choice | cat | list, numpy.int64 | function=cat got=list,_numpy.int64
argument-twice | sum | int, dim=int | function=sum name=dim
dtype-wanted | zeros | int, dtype=str | got=str
argument-choice | sum | int, bool, int, int | function=sum got=int,_bool,_int,_int
""")
)
"""(key, type, message, facts) of each."""
