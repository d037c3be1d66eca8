"""Patterns of messages of Python."""

from __future__ import annotations

from common.error_explanations.pattern import pattern

RUNNING = (
    pattern(
        "max-returns-pair", "AttributeError", r"^'torch\.return_types\.\w+' object has no attr"
    ),
    pattern("max-returns-pair", "TypeError", r"'torch\.return_types\.\w+'"),
    pattern(
        "attribute-of-none",
        "AttributeError",
        r"^'NoneType' object has no attribute '(?P<name>\w+)'",
        "left name",
    ),
    pattern(
        "missing-in-module",
        "AttributeError",
        r"^module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'",
        "module name nearest",
    ),
    pattern(
        "only-of-tensors",
        "AttributeError",
        r"^'(?P<type>list|tuple|range|int|float|bool)' object has no attribute"
        r" '(?P<name>shape|dtype|device|ndim|T|grad|requires_grad_?|backward|detach|clone|numpy"
        r"|item|to|cpu|cuda|float|double|long|int|bool|tolist|reshape|view|flatten|permute"
        r"|transpose|squeeze|unsqueeze|sum|mean|std|max|min|argmax|argmin|abs|exp|sqrt|pow|fill_|zero_)'",
        "type name",
    ),
    pattern(
        "missing-attribute",
        "AttributeError",
        r"^'(?P<type>[\w.]+)' object has no attribute '(?P<name>\w+)'",
        "type name nearest",
    ),
    pattern(
        "read-only", "AttributeError", r"^(attribute|property) '(?P<name>\w+)' of .*no", "name"
    ),
    pattern(
        "operand-of-none",
        "TypeError",
        r"^unsupported operand type\(s\) for .*'NoneType'|'NoneType' object is not",
        "left left_type right right_type",
    ),
    pattern(
        "method-not-called",
        "TypeError",
        r"'builtin_function_or_method'|'method' object is not|'(method|method_descriptor)'",
        "left",
    ),
    pattern("caret", "TypeError", r"^unsupported operand type\(s\) for \^=?: '(float|Tensor|int)'"),
    pattern(
        "operand-types",
        "TypeError",
        r"^unsupported operand type\(s\) for (?P<operation>.+?):"
        r" '(?P<left_type>.+?)' and '(?P<right_type>.+?)'",
        "operation left_type right_type",
    ),
    pattern(
        "operand-types",
        "TypeError",
        r"^'(?P<operation>.+?)' not supported between instances of"
        r" '(?P<left_type>.+?)' and '(?P<right_type>.+?)'",
        "operation left_type right_type",
    ),
    pattern(
        "operand-types",
        "TypeError",
        r'^can only concatenate (?P<left_type>\w+) \(not "(?P<right_type>.+?)"\)',
        "operation left_type right_type",
    ),
    pattern(
        "operand-types",
        "TypeError",
        r"^can't multiply (?P<left_type>sequence) by non-int of type '(?P<right_type>.+?)'",
        "operation left_type right_type",
    ),
    pattern(
        "with-not-called",
        "TypeError AttributeError",
        r"^'type' object does not support the context manager|^__enter__$",
    ),
    pattern("dtype-called", "TypeError", r"^'torch\.dtype' object is not callable", "called"),
    pattern("not-callable", "TypeError", r"^'(?P<type>.+)' object is not callable", "type called"),
    pattern("not-subscriptable", "TypeError", r"^'(?P<type>.+)' object is not subscr", "type left"),
    pattern("loop-over-number", "TypeError", r"^(iteration over|len\(\) of) a 0-d tensor"),
    pattern("not-iterable", "TypeError", r"^'(?P<type>.+)' object is not iterable", "type"),
    pattern(
        "not-iterable", "TypeError", r"^cannot unpack non-iterable (?P<type>.+) object", "type"
    ),
    pattern("unhashable", "TypeError", r"^unhashable type: '(?P<type>.+)'", "type"),
    pattern(
        "unpack-count", "ValueError", r"^too many values to unpack \(expected (?P<n>\d+)\)", "n"
    ),
    pattern(
        "unpack-count", "ValueError", r"^not enough values to unpack \(expected (?P<n>\d+)", "n"
    ),
    pattern(
        "number-of-many",
        "TypeError",
        r"^(?:float|int)\(\) argument must be a string.* not '(?P<type>list|tuple|range|dict|set)'",
        "type",
    ),
    pattern("step", "ValueError", r"^range\(\) arg 3 must not be zero"),
    pattern("not-a-number", "ValueError", r"^invalid literal for int|^could not convert string to"),
    pattern(
        "unbound-local",
        "UnboundLocalError",
        r"local variable '(?P<name>\w+)'",
        "name",
    ),
    pattern(
        "name-without-import",
        "NameError",
        r"^name '(?P<name>torch|np|numpy|nn|F|math|random|time|plt)' is not defined",
        "name import",
    ),
    pattern(
        "name-without-import",
        "NameError",
        r"^name '(?P<name>copy|io|os|sys|itertools|functools|collections|optim)' is not defined",
        "name import",
        r"\b(?:copy|io|os|sys|itertools|functools|collections|optim)\.",
    ),
    pattern(
        "name-without-import",
        "NameError",
        r"^name '(?P<name>deepcopy|DataLoader|Dataset|TensorDataset|OrderedDict|defaultdict)' is",
        "name import",
    ),
    pattern("unknown-name", "NameError", r"^name '(?P<name>\w+)' is not defined", "name nearest"),
    pattern("missing-module", "ModuleNotFoundError", r"^No module named '(?P<name>.+)'", "name"),
    pattern(
        "missing-import",
        "ImportError",
        r"^cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'",
        "name module nearest",
    ),
    pattern("missing-key", "KeyError", r"^(?P<name>.{0,60})", "name"),
    pattern("division-by-zero", "ZeroDivisionError", r""),
    pattern("endless-recursion", "RecursionError", r""),
    pattern("not-written", "NotImplementedError", r"^$"),
    pattern("assertion", "AssertionError", r""),
    pattern("command-line", "SystemExit", r"^2$", source=r"\bparse_(?:known_)?args\b"),
    pattern("exit", "SystemExit", r""),
    pattern("input", "EOFError", r"EOF when reading a line"),
    pattern("missing-file", "FileNotFoundError", r""),
)

SYNTAX = (
    pattern("syntax-unclosed", "SyntaxError", r"^'(?P<sign>.)' was never closed", "sign"),
    pattern("syntax-unmatched", "SyntaxError", r"^unmatched '(?P<sign>.)'", "sign"),
    pattern("syntax-unmatched", "SyntaxError", r"^closing parenthesis '(?P<sign>.)'", "sign"),
    pattern("syntax-colon", "SyntaxError", r"^expected ':'"),
    pattern("syntax-indent-missing", "IndentationError", r"^expected an indented block"),
    pattern("syntax-indent", "IndentationError", r"^unexpected indent|^unindent does not match"),
    pattern("syntax-tabs", "TabError", r""),
    pattern("syntax-string", "SyntaxError", r"^unterminated (triple-quoted |f-)?string"),
    pattern("syntax-equals", "SyntaxError", r"Maybe you meant '=='|^cannot assign to"),
    pattern(
        "syntax-character",
        "SyntaxError",
        r"^invalid (?:non-printable )?character (?:'(?P<sign>.)' )?\(?(?P<code>U\+\w+)",
        "sign code",
    ),
    pattern("syntax-comma", "SyntaxError", r"Perhaps you forgot a comma"),
    pattern("syntax-print", "SyntaxError", r"^Missing parentheses in call to 'print'"),
    pattern("syntax-return", "SyntaxError", r"^'(return|yield|await)' outside"),
    pattern("syntax-number", "SyntaxError", r"^invalid (decimal|hexadecimal) literal|^leading zer"),
    pattern("syntax-null", "ValueError SyntaxError", r"null bytes"),
    pattern("syntax-nested", "RecursionError MemoryError SyntaxError", r"^too many|^s_push|nested"),
    pattern("syntax", "SyntaxError IndentationError", r""),
)
