# NumPy. $dimension: what NumPy calls the axis.

error-np-concatenate = The arrays must be equal in all sizes but that of the dimension they are joined along{ $a ->
        [none] , and have the same number of dimensions
       *[other] : in dimension { $dimension }, number { $a } has size { $b } and number { $c } has { $d }
    }. Print their shapes just before this line.
error-np-stack = NumPy can only stack arrays of one shape, and these have different ones. To join along a dimension that is already there, use `concatenate`.
error-np-axis = There is no dimension { $dimension }{ $left_shape ->
        [none] : the array has { $dims }
       *[other] {" "}in `{ $left }`, whose shape is { $left_shape }
    }. Counting starts at 0.
error-np-text = One of the arrays holds text instead of numbers, often because a list mixed both or was read from a file. `.astype(float)` converts text of numbers.
error-np-ufunc-types = `{ $name }` cannot compute with values of this dtype. Print `x.dtype`: text and `object` come of lists that hold more than numbers, and `&`, `|` want True and False.
error-np-objects = This array holds Python objects (dtype `object`), one of them of type `{ $type }`, and NumPy's functions want numbers. Where does it come into the array?
error-np-mask = A mask must be as long as what it masks: dimension { $dimension } has size { $a }, the mask has { $b }.
error-np-read-only = { $left ->
        [none] This array
       *[other] `{ $left }`
    } may only be read, since its memory belongs to something else. Make one of your own first: `.copy()`.
error-np-squeeze = `squeeze` takes out a dimension of size 1, and this one is larger{ $left_shape ->
        [none] {""}
       *[other] : `{ $left }` has shape { $left_shape }
    }.
error-np-transpose = `transpose` wants every dimension once{ $left_shape ->
        [none] {""}
       *[other] : `{ $left }` has shape { $left_shape }
    }.
error-nan-to-integer = { $left ->
        [none] This value
       *[other] `{ $left }`
    } is nan, "not a number", and no integer stands for that. It came of a computation such as 0 divided by 0. Print the values that go into it.
error-np-choice = More are to be drawn than there are, and none twice. Draw fewer, or allow `replace=True`.
error-np-probabilities = Probabilities must add up to 1. Divide them by their sum.
error-np-torch-dtype = NumPy does not know the dtypes of torch. Its own has the same name: `np.{ $name }`.
error-np-dtype-wanted = NumPy reads `{ $given }` as a dtype here, and it is none. Several sizes stand in one bracket of their own: `np.zeros((2, 3))`.
error-np-dtype-name = NumPy knows no dtype `{ $name }`. Is it spelt right? The usual ones are `float32`, `float64`, `int64` and `bool`.
error-np-old-alias = `np.{ $name }` was taken out of NumPy. Write Python's own `{ $name }`, or say the size, such as `np.float64` or `np.int64`.
error-array-as-integer = One whole number is wanted here, and a whole array was given. Several arrays for `concatenate` or `stack` go into one list: `[a, b]`. A list cannot be indexed by an array; an array can.
