"""Patterns of messages of Python's own types and functions, and of installations."""

from __future__ import annotations

from common.error_explanations.pattern import pattern

_FUNCTION = "AttributeError TypeError"
_LAZY = "generator|map|filter|zip|enumerate|reversed|set|frozenset|dict_keys|dict_values|dict_items"

BUILTINS = (
    pattern(
        "function-not-called",
        _FUNCTION,
        r"'function'(?: object)? (?:has no attr|is not subsc|is not iter|and '|has no len)"
        r"|and 'function'",
        "left",
    ),
    pattern(
        "method-not-called",
        "AttributeError TypeError",
        r"'(?:builtin_function_or_method|method|method_descriptor)' (?:object )?has no ",
        "left",
    ),
    pattern(
        "index-of-text",
        "TypeError",
        r"^string indices must be integers",
        "left right",
    ),
    pattern(
        "item-assignment",
        "TypeError",
        r"^'(?P<type>[\w.]+)' object (?:does not|doesn't) support item (?:assignment|deletion)",
        "type left",
    ),
    pattern(
        "math-domain",
        "ValueError",
        r"^math domain error|^expected a (?:positive|nonnegative) input",
        "called",
    ),
    pattern(
        "too-large",
        "OverflowError",
        r"^math range error|Numerical result out of range|^int too large to convert to float"
        r"|^cannot convert float infinity",
    ),
    pattern(
        "integer-wanted",
        "TypeError",
        r"^'(?P<type>str|list|tuple|NoneType|dict|set|Tensor|ndarray|function|range)' object cannot"
        r" be interpreted as an integer",
        "type called",
    ),
    pattern(
        "integer-wanted",
        "TypeError",
        r"^an integer is required \(got type (?P<type>\w+)\)",
        "type called",
    ),
    pattern(
        "pop-empty",
        "IndexError KeyError",
        r"^['\"]?pop from (?:an )?empty|^['\"]?popitem\(\): dictionary is empty",
        "left",
    ),
    pattern(
        "not-in-list",
        "ValueError",
        r"x not in (?:list|tuple|deque)|^[-\d'\"(\[{tTFN].{0,200} is not in (?:list|deque|range)$"
        r"|^substring not found",
        "left right",
    ),
    pattern(
        "max-of-nothing",
        "ValueError",
        r"^(?P<function>max|min)\(\) (?:arg is an empty sequence|iterable argument is empty)",
        "function left",
    ),
    pattern("no-len", "TypeError", r"^object of type '(?P<type>[\w.]+)' has no len", "type left"),
    pattern(
        "argument-twice",
        "TypeError",
        r"^(?P<function>[\w.<>]+)\(\) got multiple values for argument '(?P<name>\w+)'",
        "function name",
    ),
    pattern(
        "changed-in-loop",
        "RuntimeError",
        r"^(?:dictionary|Set|deque|dict)\b.*(?:changed|mutated).* during iteration",
        "left",
    ),
    pattern(
        "argument-count",
        "TypeError",
        r"^(?P<function>[\w.]+)\(\) takes (?:exactly|at (?:most|least)) (?P<expected>\w+)"
        r" (?:positional |keyword )?arguments? \((?P<given>\d+) given\)",
        "function given expected",
    ),
    pattern(
        "argument-count",
        "TypeError",
        r"^(?P<function>[\w.]+) expected (?:exactly |at (?:most|least) )?(?P<expected>\d+)"
        r" arguments?, got (?P<given>\d+)",
        "function given expected",
    ),
    pattern(
        "too-few-arguments",
        "TypeError",
        r"^(?P<function>[\w.]+)\(\) missing required argument (?P<names>'\w+')",
        "function names",
    ),
    pattern(
        "dict-pairs", "TypeError ValueError", r"dictionary update sequence element #\d+ (?:to|has)"
    ),
    pattern("text-encoding", "UnicodeDecodeError UnicodeEncodeError", r""),
    pattern(
        "missing-in-class",
        "AttributeError",
        r"^type object '(?P<type>[\w.]+)' has no attribute '(?P<name>\w+)'",
        "type name",
    ),
    pattern("isinstance-type", "TypeError", r"^is(?:instance|subclass)\(\) arg \d must be a"),
    pattern(
        "not-an-iterator",
        "TypeError",
        r"^'(?P<type>[\w.]+)' object is not an iterator",
        "type left",
    ),
    pattern(
        "join-texts",
        "TypeError",
        r"^sequence item (?P<index>\d+): expected str instance, (?P<type>[\w.]+) found",
        "index type",
    ),
    pattern("iterator-empty", "StopIteration", r""),
    pattern("iterator-empty", "RuntimeError", r"^generator raised StopIteration"),
    pattern(
        "unary-operand",
        "TypeError",
        r"^bad operand type for (?:unary )?(?P<operation>[-+~]|\w+)(?:\(\))?: '(?P<type>[\w.]+)'",
        "operation type left",
    ),
    pattern(
        "format-count",
        "TypeError IndexError",
        r"^not (?:enough arguments for|all arguments converted during) (?:format )?string"
        r"|^Replacement index \d+ out of range",
    ),
    pattern(
        "format-code",
        "ValueError TypeError",
        r"^Unknown format code|^Invalid format specifier|^Format specifier missing"
        r"|^%\w format: a (?:real )?number is required",
    ),
    pattern(
        "method-of-class",
        "TypeError",
        r"^descriptor '(?P<name>\w+)' (?:for|requires|of) '(?P<type>[\w.]+)' obj",
        "name type",
    ),
    pattern(
        "method-of-class",
        "TypeError",
        r"^unbound method (?P<type>[\w.]+)\.(?P<name>\w+)\(\) needs an argument",
        "name type",
    ),
    pattern("class-without-init", "TypeError", r"^(?P<name>\w+)\(\) takes no arguments$", "name"),
    pattern("init-returns", "TypeError", r"^__init__\(\) should return None"),
    pattern(
        "lazy-index",
        "TypeError",
        rf"^'(?P<type>{_LAZY})' object is not subscriptable",
        "type left",
    ),
    pattern(
        "unpack-none",
        "TypeError",
        r"^cannot unpack non-iterable NoneType|^'NoneType' object is not iterable",
        "left",
    ),
    pattern(
        "number-of-type",
        "TypeError",
        r"^(?P<function>float|int)\(\) argument must be a string.*, not"
        r" '(?P<type>(?!list|tuple|range|dict|set)[\w.]+)'",
        "function type left",
    ),
    pattern(
        "real-number",
        "TypeError",
        r"^must be real number, not (?P<type>[\w.]+)",
        "type called left",
    ),
    pattern("in-text", "TypeError", r"^'in <string>' requires string as left operand"),
    pattern(
        "in-number",
        "TypeError",
        r"^argument of type '(?P<type>[\w.]+)' is not (?:iterable|a container)",
        "type right",
    ),
    pattern(
        "unknown-keyword",
        "TypeError",
        r"^'(?P<name>\w+)' is an invalid keyword argument for (?P<function>\w+)\(\)",
        "function name",
    ),
    pattern("no-keywords", "TypeError", r"^(?P<function>[\w.]+)\(\) takes no keyword", "function"),
    pattern(
        "no-context",
        "TypeError AttributeError",
        r"^'(?P<type>(?!type')[\w.]+)' object does not support the (?:asynchronous )?context man",
        "type",
    ),
    pattern("unhashable", "TypeError", r"\(unhashable type: '(?P<type>.+?)'\)", "type"),
    pattern(
        "unbound-local",
        "NameError UnboundLocalError",
        r"^cannot access free variable '(?P<name>\w+)'",
        "name",
    ),
    pattern("memory", "MemoryError", r""),
    pattern("file-refused", "IsADirectoryError NotADirectoryError PermissionError", r""),
)

_INSTALLED_BY_NAME = (
    r"torch|torchvision|torchaudio|numpy|matplotlib|tqdm|pandas|scipy|einops|seaborn|requests"
    r"|transformers|torchmetrics|torchinfo|lightning|tensorboard|wandb|tensorflow|keras|jax|sympy"
)
"""Packages whose name for pip is the one that is imported."""

INSTALLATION = (
    pattern("relative-import", "ImportError", r"^attempted relative import with no known parent"),
    pattern(
        "own-file-named",
        "AttributeError ImportError",
        r"partially initialized module '(?P<module>\w+)",
        "module",
    ),
    pattern(
        "not-installed",
        "ModuleNotFoundError",
        rf"^No module named '(?P<name>{_INSTALLED_BY_NAME})(?:\.\w+)*'",
        "name",
    ),
    pattern(
        "broken-installation",
        "ImportError OSError",
        r"^DLL load failed|^\[WinError 126\]|^lib[\w.+-]+: cannot open shared object",
    ),
)

OWN_RAISE = "own-raise"
"""The key of an exception that the learner's own line raises with `raise`."""
