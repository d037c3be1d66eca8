"""Messages as they are reported by others: of GPUs, of other versions, of installations."""

from tests.support.errors_raised import of_older_torch

_CUDA = "Compile with `TORCH_USE_CUDA_DSA` to enable device-side assertions.\n"

RECORDED: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    (
        "layer-device",
        "RuntimeError",
        "Input type (torch.cuda.FloatTensor) and weight type (torch.FloatTensor) should be the"
        " same",
        {},
    ),
    (
        "devices-mixed",
        "RuntimeError",
        "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and"
        " cpu! (when checking argument for argument mat1 in method wrapper_CUDA_addmm)",
        {"a": "cuda:0", "b": "cpu"},
    ),
    (
        "devices-mixed",
        "RuntimeError",
        "Expected all tensors to be on the same device, but got mat1 is on cpu, different from"
        " other tensors on cuda:0 (when checking argument in method wrapper_CUDA_addmm)",
        {"a": "cpu", "b": "cuda:0"},
    ),
    (
        "devices-mixed",
        "RuntimeError",
        "indices should be either on cpu or on the same device as the indexed tensor (cuda:0)",
        {"a": "cpu", "b": "cuda:0"},
    ),
    (
        "cuda-memory",
        "torch.cuda.OutOfMemoryError",
        "CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 15.77 GiB",
        {},
    ),
    (
        "cuda-memory",
        "torch.OutOfMemoryError",
        "CUDA out of memory. Tried to allocate 2.00 MiB",
        {},
    ),
    (
        "cuda-assert",
        "torch.AcceleratorError",
        "CUDA error: device-side assert triggered\nCUDA kernel errors might be asynchronously"
        f" reported at some other API call.\n{_CUDA}",
        {},
    ),
    (
        "cuda-assert",
        "RuntimeError",
        f"CUDA error: device-side assert triggered\n{_CUDA}",
        {},
    ),
    (
        "cuda-version",
        "RuntimeError",
        "CUDA error: no kernel image is available for execution on the device",
        {},
    ),
    (
        "cuda-version",
        "RuntimeError",
        "The NVIDIA driver on your system is too old (found version 11040). Please update your GPU"
        " driver",
        {},
    ),
    (
        "state-dict-keys",
        "RuntimeError",
        "Error(s) in loading state_dict for Net:",
        {"type": "Net", "missing": "none", "unexpected": "none"},
    ),
    ("no-cuda", "RuntimeError", "Found no NVIDIA driver on your system.", {}),
    (
        "no-cuda",
        "AcceleratorError",
        "CUDA error: CUDA driver version is insufficient for CUDA runtime version",
        {},
    ),
    ("no-cuda", "AssertionError", "Torch not compiled with CUDA enabled", {}),
    (
        "load-cuda",
        "RuntimeError",
        "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False.",
        {},
    ),
    (
        "load-broken",
        "RuntimeError",
        "PytorchStreamReader failed reading zip archive: failed finding central directory",
        {},
    ),
    ("load-broken", "EOFError", "Ran out of input", {}),
    (
        "loader-main",
        "RuntimeError",
        "\n        An attempt has been made to start a new process before the\n        current"
        " process has finished its bootstrapping phase.",
        {},
    ),
    (
        "loader-worker",
        "RuntimeError",
        "DataLoader worker (pid(s) 1234) exited unexpectedly",
        {},
    ),
    (
        "dtype-mix",
        "RuntimeError",
        "expected m1 and m2 to have the same dtype, but got: double != float",
        {"left_dtype": "float64", "right_dtype": "float32"},
    ),
    (
        "dtype-mix",
        "RuntimeError",
        "self and mat2 must have the same dtype, but got Float and Double",
        {"left_dtype": "float32", "right_dtype": "float64"},
    ),
    (
        "matmul-sizes",
        "RuntimeError",
        "Caught RuntimeError in DataLoader worker process 0.\nOriginal Traceback (most recent call"
        ' last):\n  File "a.py", line 3, in f\nRuntimeError: mat1 and mat2 shapes cannot be'
        " multiplied (2x3 and 4x5)",
        {"left_shape": "(2, 3)", "right_shape": "(4, 5)"},
    ),
    (
        "own-file-named",
        "AttributeError",
        "partially initialized module 'torch' has no attribute 'nn' (most likely due to a circular"
        " import)",
        {"module": "torch"},
    ),
    (
        "own-file-named",
        "ImportError",
        "cannot import name 'nn' from partially initialized module 'torch' (most likely due to a"
        " circular import) (/home/me/torch.py)",
        {"module": "torch"},
    ),
    ("not-installed", "ModuleNotFoundError", "No module named 'torch'", {"name": "torch"}),
    ("not-installed", "ModuleNotFoundError", "No module named 'torch.nn'", {"name": "torch"}),
    ("not-installed", "ModuleNotFoundError", "No module named 'tqdm.auto'", {"name": "tqdm"}),
    ("missing-module", "ModuleNotFoundError", "No module named 'tqdmm'", {"name": "tqdmm"}),
    (
        "broken-installation",
        "ImportError",
        "libcudnn.so.9: cannot open shared object file: No such file or directory",
        {},
    ),
    (
        "broken-installation",
        "OSError",
        "[WinError 126] The specified module could not be found. Error loading"
        ' "C:\\Lib\\torch\\lib\\fbgemm.dll" or one of its dependencies.',
        {},
    ),
    (
        "missing-in-module",
        "AttributeError",
        "module 'torch' has no attribute 'zeross'. Did you mean: 'zeros'?",
        {"name": "zeross", "nearest": "zeros"},
    ),
    (
        "syntax-defaults",
        "SyntaxError",
        "parameter without a default follows parameter with a default",
        {},
    ),
    (
        "syntax-parameter-twice",
        "SyntaxError",
        "duplicate parameter 'a' in function definition",
        {"name": "a"},
    ),
    ("syntax-fstring", "SyntaxError", "f-string: valid expression required before '}'", {}),
    ("math-domain", "ValueError", "expected a nonnegative input, got -1.0", {}),
    ("math-domain", "ValueError", "expected a positive input", {}),
    (
        "max-of-nothing",
        "ValueError",
        "max() iterable argument is empty",
        {"function": "max"},
    ),
    (
        "unhashable",
        "TypeError",
        "cannot use 'list' as a dict key (unhashable type: 'list')",
        {"type": "list"},
    ),
    (
        "in-number",
        "TypeError",
        "argument of type 'int' is not a container or iterable",
        {"type": "int"},
    ),
    ("dtype-mix", "ValueError", "expected scalar type Float but found Double", {}),  # another type
    *of_older_torch.LISTED,
    (
        "layer-dtype",
        "ValueError",
        "input must have the type torch.float32, got type torch.float64",
        {"given_dtype": "float64", "layer_dtype": "float32"},
    ),
    (
        "one-sample-target",
        "RuntimeError",
        "size mismatch (got input: [3], target: [2])",
        {"given": "2"},
    ),
    ("index-dtype", "RuntimeError", "gather(): Expected dtype int64 for index", {}),
    ("dimension-as-text", "RuntimeError", "Name 'rows' not found in Tensor[None, None].", {}),
    ("dimension-as-text", "TypeError", "dim must be an int or None, got <class 'str'>", {}),
)
