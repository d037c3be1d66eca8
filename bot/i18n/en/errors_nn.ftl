# torch.nn, torch.optim and torch.utils.data. $layer: the layer as torch describes it, such as
# "Linear(in_features=3, out_features=1, bias=True)". $layer_name: its position in a Sequential.

error-linear-features = The layer `{ $layer }`{ $layer_name ->
        [none] {""}
       *[other] {" "}(number `{ $layer_name }` of the Sequential)
    } takes { $layer_wants } features in the last dimension, and what arrives has shape { $layer_shape }. Either this layer's first number or the output of what comes before it has to change. Which of the two is not what you meant?
error-layer-dtype = The layer{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`
    } has weights of dtype { $layer_dtype }, and { $left ->
        [none] its input
       *[other] `{ $left }`
    } is { $given_dtype }. Convert the input, usually with `.float()`. (NumPy's arrays are float64 unless you say otherwise.)
error-layer-device = The layer's weights and its input are on different devices. Move both to the same one: `model.to(device)` once, and every batch with `.to(device)`.
error-bmm-dims = `bmm` multiplies many matrices in pairs, so both sides need 3 dimensions: (how many, rows, columns). { $left_shape ->
        [none] {""}
       *[other] `{ $left }` has shape { $left_shape }.{" "}
    }For two plain matrices there is `@`.
error-conv-dims = The layer{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`
    } takes input of { $low }{ $high ->
        [none] {""}
       *[other] {" "}or { $high }
    } dimensions, and { $left ->
        [none] what it was given
       *[other] `{ $left }`
    } has { $size ->
        [none] { $dims ->
            [none] another number
           *[other] { $dims }
        }
       *[other] shape { $size }
    }. Pictures come as (batch, channels, height, width), and even a single grey one needs its channel; vectors come as (batch, features). `unsqueeze` adds a dimension of size 1; where does one belong here?
error-conv-channels = The layer{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`
    } takes { $expected } channels, and the input of shape { $size } has { $given } in that place. The order is (batch, channels, height, width). Is the layer's first number right, and are the dimensions in this order?
error-conv-groups = With `groups`, both numbers of channels are split into equal groups, and `{ $name }_channels` cannot be divided by that number.
error-kernel-too-large = The kernel ({ $kernel }) is larger than what is left of the picture here ({ $size }, padding included). Earlier layers have made it small. Print the shape after each layer, or add `padding`.
error-pool-too-small = Pooling an input of size { $size } would leave nothing ({ $out }). Earlier layers have already made it that small. Print the shape after each layer.
error-embedding-range = An index is too large (or negative). An embedding of `n` rows takes the numbers 0 to n − 1, and `index_select` those of the dimension. Print the largest index, and compare.
error-embedding-dtype = An embedding looks up rows by their number, so it needs integers, and { $left ->
        [none] its input
       *[other] `{ $left }`
    } is { $dtype }. Are these really the indices? If so, convert with `.long()`.
error-rnn-input-size = The layer{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`
    } takes { $expected } features in the last dimension, and { $left ->
        [none] its input
       *[other] `{ $left }`
    } has { $given } there. Which of the two numbers is not what you meant?
error-rnn-dims = `{ $name }` wants a batch of sequences (3 dimensions) or one sequence (2 dimensions), and { $left ->
        [none] its input
       *[other] `{ $left }`
    } has { $given }. Without `batch_first=True` the order is (time, batch, features).
error-rnn-hidden = The hidden state should have shape { $expected } and has { $given }: (layers, batch, hidden size). Is it left over from a batch of another size?
error-batchnorm-one = Batch normalization computes a mean and a spread over the batch, and the input of shape { $size } has only one value for each channel. In training it needs more than one example at a time; to use the trained model on a single one, call `model.eval()` first.
error-batchnorm-features = The layer{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`
    } is made for { $expected } features, and { $left ->
        [none] its input
       *[other] `{ $left }`
    } has { $given } in dimension 1. The two must be equal.
error-batchnorm-eps = `eps` is what keeps the division from being one by zero, so it must be a small number above 0, such as 1e-5.
error-layernorm-shape = The layer{ $layer ->
        [none] {""}
       *[other] {" "}`{ $layer }`
    } normalizes over the last dimensions { $expected }, and { $left ->
        [none] its input
       *[other] `{ $left }`
    } of shape { $size } does not end in these. Give it the size of the input's last dimension.
error-attention-heads = The heads share the embedding equally, so `embed_dim` must be divisible by `num_heads`.
error-attention-size = The attention layer is made for embeddings of size { $expected }, and what arrives has { $given } in its last dimension.
error-dropout-range = Dropout takes the share of elements to leave out, a number from 0 to 1, and was given { $given }.
error-pad-length = Padding is given in pairs, one pair (before, after) for each dimension, beginning with the last. There are { $given } numbers here, too many for the { $dims }-dimensional { $left ->
        [none] input
       *[other] `{ $left }`
    }.
error-loss-batch = The loss compares one prediction with one target for each example, and there are { $given } predictions for { $expected } targets. Print both shapes just before this line: which dimension of the prediction is the batch?
error-class-target-dims = Cross-entropy wants the target as one class number for each example: an integer tensor of shape (batch,){ $right_shape ->
        [none] {""}
       *[other] ; `{ $right }` has shape { $right_shape }
    }. A column loses its extra dimension with `squeeze(1)`; one-hot rows become numbers with `argmax(dim=1)`, or they stay and are floats.
error-class-target-dtype = Here the target is a class number for each example, so it must be int64, and { $right ->
        [none] it
       *[other] `{ $right }`
    } is { $dtype }. Are these class numbers? Then convert with `.long()`. (For targets that are any numbers, there are other losses, such as `mse_loss`.)
error-class-out-of-range = There is no class { $index }{ $left_shape ->
        [none] : the number of classes is dimension 1 of the scores
       *[other] : `{ $left }` has shape { $left_shape }, and its dimension 1 is the number of classes
    }. Counting starts at 0. Do your targets begin with 1, or has the last layer too few outputs?
error-class-weights = There are { $expected } classes, so `weight` needs that many numbers, and has shape { $given }.
error-loss-dtype = This loss wants the same dtype on both sides: { $expected_dtype }, and { $right ->
        [none] the target
       *[other] `{ $right }`
    } is { $given_dtype }. Convert the target with `.float()`.
error-one-sample-target = Scores of one dimension{ $left_shape ->
        [none] {""}
       *[other] {" "}(`{ $left }` has shape { $left_shape })
    } are those of a single example, and there are { $given } targets. For a batch, the scores have shape (batch, classes).
error-no-super-init = Layers can only be stored after the module has set itself up. Call `super().__init__()` in the first line of your `__init__`.
error-no-forward = `{ $name }` has no method `forward`, which is what runs when the model is called. Is it spelt exactly so, and indented inside the class?
error-state-dict-shapes = `{ $name }` has shape { $given } in the dict and { $target } in the model. Which layer or parameter is it, and with which sizes does your code make it? (`nn.Linear(a, b)` has weights of shape (b, a).)
error-state-dict-keys = The names in the dict and those of the model do not fit each other.{ $missing ->
        [none] { $unexpected ->
            [none] {" "}The next lines of the message say which.
           *[other] {" "}The dict has `{ $unexpected }`, and the model has no weights of that name.
        }
       *[other] {" "}The model has `{ $missing }`, and the dict does not{ $unexpected ->
            [none] .
           *[other] ; the dict has `{ $unexpected }`, and the model does not.
        }
    } A name comes from the attribute: `self.fc = nn.Linear(…)` makes `fc.weight` and `fc.bias`, and `nn.Parameter(…)` makes one. A plain tensor or a Python list makes none.
error-state-dict-wanted = `load_state_dict` wants the dict of the weights, and was given a value of type `{ $type }`. What `torch.load(…)` gives can be passed directly if `model.state_dict()` was saved; of a model, take its `.state_dict()`.
error-not-a-module = Only layers can stand here, and `{ $type }` is none. A list is unpacked with a star (`nn.Sequential(*layers)`), a class becomes a layer by brackets (`nn.ReLU()`), and functions and tensors belong into `forward`.
error-parameter-wanted = `{ $name }` is a parameter of the layer, and only a parameter can take its place: `nn.Parameter(…)`. To overwrite only its values, use `copy_` under `with torch.no_grad():`.
error-optimizer-empty = The optimizer was given no parameters. Has the model any layers as its own attributes (a plain list hides them; `nn.ModuleList` does not)? And a generator such as `model.parameters()` can be gone through only once.
error-optimizer-tensor = The optimizer wants a list of tensors, even for a single one: put { $left ->
        [none] it
       *[other] `{ $left }`
    } into brackets, `[…]`.
error-optimizer-item = The optimizer changes tensors, and one item of what it was given has type `{ $type }`. For a model, give it `model.parameters()`.
error-optimizer-non-leaf = The optimizer can only change leaves, tensors that you made yourself, and one of these was computed from others (`.to(…)` or `* 0.1` also compute). Make the tensor first in its final form, and call `requires_grad_()` last.
error-optimizer-value = The optimizer cannot work with { $given } for { $name }. Most of its numbers must be 0 or more, and betas less than 1.
error-optimizer-twice = The same parameter is in two groups of the optimizer, which would change it twice. Leave it in one.
error-optimizer-nesterov = `nesterov=True` needs a `momentum` above 0, and no `dampening`.
error-optimizer-closure = This optimizer computes the loss several times in each step, so `step` wants a function that does so: one that resets the gradients, computes the loss, calls `backward()` and returns the loss.
error-scheduler-of = A scheduler changes the learning rate of an optimizer, and was given a value of type `{ $type }`. Its first argument is the optimizer itself.
error-scheduler-resume = With `last_epoch` the scheduler goes on from an earlier run, and this optimizer knows nothing of one. To begin, leave `last_epoch` out; to go on, load the optimizer's `state_dict` first.
error-scheduler-metric = This scheduler watches a number, such as the validation loss, and wants it at each step: `scheduler.step(loss)`
error-scheduler-steps = The schedule was planned for { $expected } steps, and this is step { $given }. Is `step()` called for each batch while the plan counts epochs?
error-scheduler-order = In each round, first the optimizer steps, then the scheduler: `optimizer.step()` before `scheduler.step()`.
error-loader-empty = The DataLoader was given a dataset without any items. Print `len(dataset)`: where do they get lost?
error-loader-batch-size = A batch has at least one item, so `batch_size` must be an integer above 0, and it is { $given }.
error-loader-sampler = A DataLoader takes its order from one place: either `shuffle`, or your own `sampler`, not both. Take one out.
error-loader-next = A DataLoader is gone through with `for batch in loader:`. For a single batch: `next(iter(loader))`.
error-loader-index = A DataLoader hands out batches in turn and has no positions. One example is `dataset[0]`; the first batch is `next(iter(loader))`.
error-collate-none = One item of the dataset is `None`. Does `__getitem__` reach a `return` in every case?
error-collate-type = A batch is put together of tensors, arrays, numbers, dicts and lists, and an item here has type `{ $type }`. Turn it into a tensor in `__getitem__`.
error-collate-sizes = The items of one batch have different shapes, so they cannot be stacked. Bring them to one shape in `__getitem__` (cut or pad), or give the DataLoader a `collate_fn` of your own.
error-dataset-getitem = Your Dataset has no `__getitem__`, which returns the item at an index. Is it spelt with two underscores on both sides, and indented inside the class?
error-dataset-sizes = All tensors of a TensorDataset must have the same length in dimension 0: one target for each example. Print their shapes.
error-split-lengths = The parts must add up to the length of the dataset. Compute the last one as what is left: `len(dataset) - n`. Shares such as `[0.8, 0.2]` work, too.
error-loader-main = With `num_workers`, Python starts your file again in each worker. Put what runs (not the definitions) below `if __name__ == "__main__":`, or set `num_workers=0`.
error-loader-worker = A process that loads data has ended. Set `num_workers=0`: then the real error is shown, or memory was the cause.
error-pickle-local = This cannot be written to a file or sent to another process: lambdas, and functions and classes that are defined inside a function, have no place where they could be found again. Define it at the left margin, outside functions.
# $type: "ModuleList" or "ModuleDict".
error-module-list-wanted = `nn.{ $type }` takes { $type ->
        [ModuleDict] its layers in a dict, even a single one: `nn.ModuleDict({"{"}"first": nn.Linear(2, 3){"}"})`.
       *[other] its layers in a list, even a single one: `nn.ModuleList([nn.Linear(2, 3)])`.
    }
# $name: the buffer.  $type: what it was given.
error-buffer-wanted = A buffer keeps a tensor, and `{ $name }` was given { AN($type) } `{ $type }`. Make a tensor first: `torch.tensor(…)`, or `torch.zeros(n)`.
