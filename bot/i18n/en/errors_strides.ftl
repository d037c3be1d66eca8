# Errors of `as_strided`, which reads a tensor's memory with other strides.

# $left: the tensor as the learner wrote it, or none.
error-beyond-memory = With this shape and these strides, `as_strided` would read beyond the memory of { $left ->
        [none] the tensor
       *[other] `{ $left }`
    }. Walk to the last element on paper: (size − 1) × stride, added up over all dimensions. Which size or stride is too large?
error-negative-stride = torch cannot read memory backwards: a stride is never negative. `flip` turns a tensor round before or after.
error-strides-count = `as_strided` needs one stride for each dimension of the shape. How many sizes did you give, and how many strides?
