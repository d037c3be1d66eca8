"""Patterns of messages of torch.nn: layers, losses, modules and their state."""

from __future__ import annotations

from common.error_explanations.pattern import pattern

LAYERS = (
    pattern(
        "layer-dtype",
        "RuntimeError",
        r"^Input type \((?P<given_dtype>[a-z][\w: ]*)\) and (?:bias|weight) type"
        r" \((?P<layer_dtype>[a-z][\w: ]*)\) should be the same",
        "layer left given_dtype layer_dtype",
    ),
    pattern(
        "layer-dtype",
        "ValueError RuntimeError",
        r"^RNN input dtype \(torch\.(?P<given_dtype>\w+)\) does not match weight dtype"
        r" \(torch\.(?P<layer_dtype>\w+)\)",
        "layer left given_dtype layer_dtype",
    ),
    pattern(  # by torch until 2.8
        "layer-dtype",
        "ValueError",
        r"^input must have the type torch\.(?P<layer_dtype>\w+),"
        r" got type torch\.(?P<given_dtype>\w+)",
        "layer left given_dtype layer_dtype",
    ),
    pattern("layer-device", "RuntimeError", r"^Input type \(torch\..*\) and weight type \(torch\."),
    pattern("bmm-dims", "RuntimeError", r"^batch[12] must be a 3D tensor", "left left_shape"),
    pattern(
        "conv-dims",
        "RuntimeError ValueError",
        r"^Expected (?P<low>\d)D \(unbatched\) or (?P<high>\d)D \(batched\) input to \w+, but got"
        r" input of size: (?P<size>\[.*?\])",
        "layer left low high size dims",
    ),
    pattern(
        "conv-dims",
        "ValueError RuntimeError",
        r"^expected (?P<low>\d)D(?: or (?P<high>\d)D)? input \(got (?P<dims>\d)D input\)",
        "layer left low high size dims",
    ),
    pattern(
        "conv-dims",
        "RuntimeError ValueError",
        r"^non-empty (?P<low>\d)D or (?P<high>\d)D \(batch mode\) tensor expected for input",
        "layer left low high size dims",
    ),
    pattern(
        "conv-channels",
        "RuntimeError",
        r"^Given (?:groups|transposed)=\d+, weight of size \[.*?\], expected"
        r" input(?P<size>\[.*?\]) to have (?P<expected>\d+) channels, but got (?P<given>\d+)",
        "layer left size expected given",
    ),
    pattern(
        "conv-groups", "ValueError", r"^(?P<name>in|out)_channels must be divisible by gr", "name"
    ),
    pattern(
        "kernel-too-large",
        "RuntimeError",
        r"^Calculated padded input size per channel: \((?P<size>[\d x]+)\)\. Kernel size:"
        r" \((?P<kernel>[\d x]+)\)",
        "layer size kernel",
    ),
    pattern(
        "pool-too-small",
        "RuntimeError",
        r"^Given input size: \((?P<size>[\dx]+)\)\. Calculated output size: \((?P<out>[-\dx]+)\)",
        "layer size out",
    ),
    pattern("embedding-range", "IndexError", r"^index out of range in self", "left layer"),
    pattern(
        "embedding-dtype",
        "RuntimeError",
        r"^Expected tensor for argument #1 'indices' to have .*Long, Int; but got"
        r" torch\.(?:cuda\.)?(?P<dtype>\w+)Tensor",
        "left dtype",
    ),
    pattern(
        "rnn-input-size",
        "RuntimeError",
        r"^input\.size\(-1\) must be equal to input_size\. Expected (?P<expected>\d+),"
        r" got (?P<given>\d+)",
        "layer left expected given",
    ),
    pattern(
        "rnn-dims",
        "ValueError RuntimeError",
        r"^(?P<name>RNN|LSTM|GRU): Expected input to be 2D or 3D, got (?P<given>\d+)D",
        "name left given",
    ),
    pattern(
        "rnn-hidden",
        "RuntimeError",
        r"^Expected hidden(?:\[\d\])? size (?P<expected>\(.*?\)), got (?P<given>\[.*?\])",
        "layer expected given",
    ),
    pattern(
        "batchnorm-one",
        "ValueError",
        r"^Expected more than 1 value per channel when training, got input size"
        r" torch\.Size\((?P<size>\[.*?\])\)",
        "left size",
    ),
    pattern(
        "batchnorm-features",
        "RuntimeError",
        r"^running_mean should contain (?P<given>\d+) elements not (?P<expected>\d+)",
        "layer left given expected",
    ),
    pattern("batchnorm-eps", "ValueError", r"^batch_norm eps must be positive"),
    pattern(
        "layernorm-shape",
        "RuntimeError",
        r"^Given normalized_shape=(?P<expected>\[.*?\]), expected input with shape .*, but got"
        r" input of size(?P<size>\[.*?\])",
        "layer left expected size",
    ),
    pattern("attention-heads", "AssertionError", r"^embed_dim must be divisible by num_heads"),
    pattern(
        "attention-size",
        "AssertionError",
        r"^was expecting embedding dimension of (?P<expected>\d+), but got (?P<given>\d+)",
        "expected given",
    ),
    pattern(
        "dropout-range",
        "ValueError",
        r"^dropout probability has to be between 0 and 1, but got (?P<given>\S+)",
        "given",
    ),
    pattern(
        "pad-length",
        "RuntimeError",
        r"^Padding length should be less than or equal to two times the input dimension but got"
        r" padding length (?P<given>\d+) and input of dimension (?P<dims>\d+)",
        "given dims left",
    ),
)

LOSSES = (
    pattern(
        "loss-batch",
        "ValueError",
        r"^Expected input batch_size \((?P<given>\d+)\) to match target batch_size"
        r" \((?P<expected>\d+)\)",
        "left right given expected",
    ),
    pattern(
        "class-target-dims",
        "RuntimeError",
        r"^0D or 1D target tensor expected|^only batches of spatial targets supported"
        r"|^Expected target size \[|^Expected floating point type for target with class prob",
        "right right_shape",
    ),
    pattern(
        "class-target-dtype",
        "RuntimeError",
        r"^expected target dtype to be Long or Byte, but got (?P<dtype>\w+)",
        "right dtype",
    ),
    pattern(
        "class-target-dtype",
        "RuntimeError",
        r"^expected scalar type Long but found (?P<dtype>\w+)",
        "right dtype",
        source=r"cross_entropy|nll_loss|criterion|loss",
    ),
    pattern(
        "class-out-of-range",
        "IndexError RuntimeError",
        r"^Target (?P<index>-?\d+) is out of bounds",
        "index left left_shape",
    ),
    pattern(
        "class-weights",
        "RuntimeError",
        r"^weight tensor should be defined either for all (?P<expected>\d+) classes or no classes"
        r" but got weight tensor of shape: (?P<given>\[.*?\])",
        "expected given",
    ),
    pattern(
        "target-size",
        "ValueError UserWarning",
        r"^Target size \(torch\.Size\((?P<target>\[.*?\])\)\) must be the same as input size"
        r" \(torch\.Size\((?P<given>\[.*?\])\)\)",
        "target given",
    ),
    pattern(
        "target-size",
        "ValueError UserWarning",
        r"^Using a target size \(torch\.Size\((?P<target>\[.*?\])\)\) that is different to the"
        r" input size \(torch\.Size\((?P<given>\[.*?\])\)\)",
        "target given",
    ),
    pattern(
        "loss-dtype",
        "RuntimeError",
        r"^Found dtype (?P<given_dtype>\w+) but expected (?P<expected_dtype>\w+)",
        "given_dtype expected_dtype right",
    ),
    pattern(
        "one-sample-target",
        "ValueError",
        r"^For 1D input, 1D target must have size 1, but got target size: (?P<given>\d+)",
        "given left left_shape",
    ),
    pattern(  # by torch until 2.8
        "one-sample-target",
        "RuntimeError",
        r"^size mismatch \(got input: \[\d+\], target: \[(?P<given>\d+)\]\)",
        "given left left_shape",
    ),
)

MODULES = (
    pattern(
        "no-super-init",
        "AttributeError",
        r"^cannot assign (?:module|parameters?|buffers?) before Module\.__init__\(\) call"
        r"|^'\w+' object has no attribute '_(?:parameters|buffers|modules|backward_hooks"
        r"|forward_hooks|backward_pre_hooks|forward_pre_hooks)'",
    ),
    pattern(
        "no-forward",
        "NotImplementedError",
        r'^Module \[(?P<name>\w+)\] is missing the required "forward" function',
        "name",
    ),
    pattern("no-forward", "RuntimeError", r"^(?P<name>ParameterList) should not be called", "name"),
    pattern(
        "state-dict-shapes",
        "RuntimeError",
        r"(?s)^Error\(s\) in loading state_dict for (?P<type>\w+):.*?size mismatch for"
        r" (?P<name>[\w.]+): copying a param with shape torch\.Size\((?P<given>\[[\d, ]*\])\)"
        r" from checkpoint, the shape in current model is"
        r" torch\.Size\((?P<target>\[[\d, ]*\])\)",
        "type name given target",
    ),
    pattern(
        "state-dict-keys",
        "RuntimeError",
        r"(?s)^Error\(s\) in loading state_dict for (?P<type>\w+)(?::\s*"
        r"(?:Missing key\(s\) in state_dict: (?P<missing>\"[^\n]{0,100}\")[^\n]*\s*)?"
        r"(?:Unexpected key\(s\) in state_dict: (?P<unexpected>\"[^\n]{0,100}\"))?)?",
        "type missing unexpected",
    ),
    pattern(
        "state-dict-wanted",
        "TypeError",
        r"^Expected state_dict to be dict-like, got <class '(?:[\w]+\.)*(?P<type>\w+)'>",
        "type",
    ),
    pattern(
        "not-a-module",
        "TypeError",
        r"^(?P<type>[\w.]+) is not a Module subclass",
        "type",
    ),
    pattern(
        "module-list-wanted",
        "TypeError",
        r"^(?P<type>ModuleList|ModuleDict)\.\w+ should be called with an iterable",
        "type",
    ),
    pattern(
        "buffer-wanted",
        "TypeError",
        r"^cannot assign '(?P<type>[\w.]+)' (?:object to|as) buffer '(?P<name>\w+)'",
        "type name",
    ),
    pattern(
        "parameter-wanted",
        "TypeError",
        r"^cannot assign '(?P<type>[\w.]+)' (?:object to|as) parameter '(?P<name>\w+)'",
        "type name",
    ),
)
