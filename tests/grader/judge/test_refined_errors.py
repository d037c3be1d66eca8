"""An error is explained by what stands in the learner's line, where Python's words lead astray."""

import pytest

from common.error_explanations import PATTERNS
from grader.judge.explain_exception import explain
from grader.judge.refinements import REFINED
from grader.probe import FILE_NAME, raised
from tests.support.built_in import strict_translations
from tests.support.errors_raised import arrays, in_function, nn, tensors
from tests.support.errors_raised import rows as table_rows

HEAD = """\
import torch, numpy as np, math
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self, out=2, name="first"):
        super().__init__()
        setattr(self, name, nn.Linear(3, out))
        self.layers, hidden = nn.ModuleList([nn.Linear(3, 3)]), nn.Linear(3, 3)
        self.listed = [nn.Linear(3, 3)]
    def forward(self, name):
        return getattr(self, name)
    def deeper(self, x):
        return first(x)
class Bare:
    def __init__(self):
        size = 3
class Grown:
    def __init__(self):
        self.grown = 4
    def larger(self):
        return grown + 1
    def doubled(self):
        grown = 2 * grown
class Unready(nn.Module):
    def __init__(self, way=0):
        if way == 0:
            super.__init__()
        if way == 1:
            super().__init__(self)
        if way == 2:
            super().__init()
        if way == 3:
            self.super().__init__()
        nn.Module.__init__()
class Counted:
    def __init__(self, length):
        self.length = length
    def __len__(self):
        return self.length
class Late(nn.Module):
    def __init__(self):
        self.size = 3
class Kept(torch.autograd.Function):
    @staticmethod
    def forward(ctx, t):
        return t.round()
    @staticmethod
    def backward(ctx, grad):
        (t,) = ctx.saved_tensors
        return t * grad
class Bound(torch.autograd.Function):
    @staticmethod
    def forward(t):
        return t.clone()
class Alone(torch.autograd.Function):
    @staticmethod
    def forward(ctx, t):
        return t.clone()
    @staticmethod
    def backward(grad):
        return grad
class Scaled(Kept):
    @staticmethod
    def backward(ctx, grad):
        return ctx.scale * grad
def double(t):
    return 2 * t
def f():
    x, v = torch.randn(2, 3), torch.randn(2)
    w = torch.randn(2, 3, requires_grad=True)
    i = torch.arange(6).reshape(2, 3)
    a, nothing, items = np.zeros((2, 3)), None, [1, 2]
    d = {"image": x, "label": v}
    m = nn.Linear(3, 2)
"""

RAISED = """
method-not-called        | x.sum(1) / x.sum | left=x.sum
method-not-called        | (x + 1) * (x - 1).mean | left=(x_-_1).mean
method-not-called        | x.max() - x.min | left=x.min
method-not-called        | x.max - x.min() | left=x.max
method-not-called        | 1 < x.sum | left=x.sum
method-not-called        | x += x.mean | left=x.mean
method-not-called        | -x.sum | left=x.sum
method-not-called        | torch.exp(x.abs) | left=x.abs
method-not-called        | torch.max(x.abs, 1) | left=x.abs
method-not-called        | x[x.argmax] | left=x.argmax
method-not-called        | x.reshape(x.numel, 1) | left=x.numel
method-not-called        | torch.stack([x.sum(), x.mean]) | left=x.mean
method-not-called        | float(x.item) | left=x.item
method-not-called        | torch.tensor([row.mean for row in x]) | left=row.mean
method-not-called        | max(row.sum for row in x) | left=row.sum
method-not-called        | sum(p.sum() for p in m.parameters) | left=m.parameters
size-of-numpy            | x.size / 2 | left=x.size
size-of-numpy            | items[0] + x.size | left=x.size
function-not-called      | x * double | left=double
function-not-called      | 1 - torch.sigmoid | left=torch.sigmoid
fraction-as-size         | torch.zeros(len(x) / 2, 3) | called=torch.zeros left=len(x)_/_2
fraction-as-size         | torch.zeros((3, len(x) / 2)) | left=len(x)_/_2
fraction-as-size         | half = 6 / 2; x.view(half, -1) | called=x.view left=half
fraction-as-size         | x.reshape(6 / 2, 2) | left=6_/_2
fraction-as-size         | torch.eye(len(x) / 2) | called=torch.eye
fraction-as-size         | nn.Linear(3, 3 / 2) | called=nn.Linear
fraction-as-size         | range(len(x) / 2) | called=range
size-integers            | torch.full((2, len(x) / 2), 1 / 2) |
size-integers            | torch.zeros("3", 2) | got=str
size-integers            | x.reshape("2", 3) | got=str
size-integers            | x.view(v, 3) | got=Tensor
size-integers            | torch.randn(nothing, 2) | got=NoneType
size-unpacked            | x.view(3, x.shape[:1]) |
size-unpacked            | torch.zeros(2, x.shape) |
shape-as-number          | x.shape - 1 | left=x.shape
shape-as-number          | x / x.shape | left=x.shape
shape-as-number          | x.shape * 1.5 | left=x.shape
shape-as-number          | range(x.shape) | left=x.shape
single-truth             | (x == None).all() | left=x_==_None name=all reason=identity
single-truth             | (x is None).any() | left=x_is_None name=any reason=identity
single-truth             | (x.shape == (2, 3)).all() | left=x.shape_==_(2,_3) reason=values
single-truth             | (len(x) > 2).float() | left=len(x)_>_2 name=float reason=values
single-truth             | torch.all(x == None) | left=x_==_None name=all reason=identity
single-truth             | torch.sum(len(x) == 3) | name=sum reason=values
layers-called            | Net().layers(x) | called=Net().layers type=ModuleList
layers-called            | net = Net(); net.listed(x) | called=net.listed type=list
attribute-never-set      | Net().second | name=second names=listed,_first,_layers
attribute-never-set      | Net().frist | name=frist nearest=first
attribute-never-set      | Net().hidden | name=hidden local=hidden
attribute-never-set      | Bare().weight | type=Bare names=none nearest=none
no-super-init            | Late()(x) |
state-dict-keys          | Net().load_state_dict({"bias": v}) | unexpected="bias"
state-dict-prefix        | m.load_state_dict({"a.weight": w, "a.bias": v}) | prefix=a. given=yes
state-dict-prefix        | nn.Sequential(m).load_state_dict(m.state_dict()) | prefix=0. given=no
state-dict-nested        | m.load_state_dict({"epoch": 3, "model": m.state_dict()}) | name=model
none-called              | nothing(x) | called=nothing
none-called              | mean = None; mean(x) | called=mean
operand-of-none          | x * nothing | left=nothing
operand-of-none          | nothing[0] | left=nothing
returns-none             | w.sum().backward().item() | name=backward
returns-none             | 2 * w.sum().backward() | name=backward
context-lacks            | Kept.apply(w).sum().backward() | name=none
context-lacks            | Scaled.apply(w).sum().backward() | name=scale
returns-none             | items.append(3).index(3) | name=append
returns-none             | optim.SGD([w], lr=0.1).step().item() | name=step
matmul-shapes            | (x.T * 1) @ (v[:1] - 0) | left_shape=(3,_2) right_shape=(1,)
matmul-shapes            | torch.dot(v - 0, x[0] - 0) | left_shape=(2,) right_shape=(3,)
shapes-do-not-fit        | torch.bmm(torch.zeros(2, 3, 4), torch.zeros(2, 3, 4)) |
mm-dims                  | torch.mm(x - 0, x[0] - 0) | left_shape=none
mm-dims                  | torch.mm(x, v) | left=x left_shape=(2,_3) right_shape=(2,)
mm-dims                  | x[None].mm(x.T) | function=mm right_shape=(3,_2)
mm-dims                  | torch.mv(x, x) | function=mv right_shape=(2,_3)
linear-untransposed      | F.linear(x, x.T) | left=x left_shape=(2,_3) right=x.T right_shape=(3,_2)
linear-untransposed      | torch.nn.functional.linear(x, x.T, v) | right=x.T
numpy-function-of-tensor | np.mean(x, axis=1) | called=np.mean nearest=torch.mean
numpy-function-of-tensor | np.mean(w) | nearest=torch.mean
numpy-function-of-tensor | np.sin(w) | called=np.sin nearest=torch.sin
numpy-function-of-tensor | np.dot(w, w) | called=np.dot nearest=torch.dot
numpy-requires-grad      | np.array(w) | left=w
layer-not-called         | nn.ReLU(x) @ x.T | layer=ReLU function=torch.relu
layer-not-called         | x @ nn.ReLU() | layer=ReLU
layer-not-called         | -nn.ReLU(x) + nn.ReLU(x) | layer=ReLU
layer-not-called         | nn.Sigmoid(x) | layer=Sigmoid function=torch.sigmoid
layer-not-called         | nn.Sigmoid(x + 1) | layer=Sigmoid
layer-not-called         | nn.BCELoss(x, x) | function=torch.nn.functional.binary cross entropy
layer-not-called         | nn.MSELoss(x, x) | function=torch.nn.functional.mse loss
layer-not-called         | nn.CrossEntropyLoss(x, i) | layer=CrossEntropyLoss
layer-not-called         | nn.Softmax(x).shape | layer=Softmax function=torch.softmax
layer-not-called         | nn.Softmax(dim=1)[0] | layer=Softmax
layer-not-called         | torch.sqrt(nn.ReLU(x)) | layer=ReLU
layer-not-called         | nn.Linear(x, 2) | layer=Linear
missing-attribute        | m.wieght | type=Linear name=wieght nearest=weight
too-few-arguments        | nn.Linear(3) | function=Linear.__init__
layer-gone-through       | optim.SGD(m, lr=0.1) | type=Linear called=optim.SGD
layer-gone-through       | torch.optim.Adam(m) | called=torch.optim.Adam
layer-gone-through       | for p in m: pass | type=Linear called=none
not-iterable             | list(3) | type=int
expand-size              | torch.ones(2, 2).expand(3, 3) | function=expand
expand-size              | torch.broadcast_to(torch.ones(2, 2), (3, 3)) | function=broadcast_to
permute-meant            | x.transpose(0, 2, 3, 1) | function=transpose
permute-meant            | torch.transpose(x, 0, 1, 2) | function=transpose
leaf-view-in-place       | w[0] = 1 | left=w
leaf-view-in-place       | w[0].add_(1) | left=w[0]
leaf-in-place            | w += 1 | left=w
text-operand             | 1 + "a" | left_type=int right_type=str
text-operand             | "a" + 1 | left_type=str right_type=int
text-operand             | "a" * 1.5 | left_type=str right_type=float
text-operand             | x > "a" | left_type=Tensor right_type=str
operand-types            | items + 1 | left_type=list right_type=int
operand-types            | items * 1.5 | right_type=float
text-index               | items['row'] = 1 | left=items type=list
text-index               | (1, 2)['row'] | type=tuple
text-index               | x['row'] | left=x
text-index               | x['a'] | left=x type=Tensor
text-index               | a['row'] | left=a
float-as-index           | items[1.0] |
integer-of-fraction      | int('3.5') | text=3.5
integer-of-fraction      | int('1e3') | text=1e3
not-a-number             | int('three') |
assertion-inside         | torch.testing.assert_close(x, x + 1) | called=torch.testing.assert_close
assertion                | assert x is w |
lazy-values              | torch.tensor(map(float, items)) | got=map
lazy-values              | torch.tensor(t for t in items) | got=generator
lazy-values              | torch.tensor(d.values()) | got=dict_values
no-number                | torch.tensor(None) | got=NoneType
tensors-into-tensor      | torch.tensor([x[0], x[1]]) | called=torch.tensor
tensors-into-tensor      | torch.Tensor([x[0], x[1]]) | called=torch.Tensor
many-to-number           | float(x) |
dict-unpacked            | for k, z in d: pass | left=d
dict-unpacked            | [k for k, z in d] | left=d
dict-unpacked            | {k: z for (k, z) in d} | left=d
unpack-count             | p, q, r = x | n=3
zip-missing              | for p, q in items, [4, 5, 6]: pass | values=items,_[4,_5,_6]
zip-missing              | [p for p, q in (x, x.T)] | values=x,_x.T
enumerate-missing        | for i, row in x: pass | values=x
enumerate-missing        | for i, item in items: pass | values=items
enumerate-missing        | for i, item in v: pass | values=v
unpack-count             | for p, q in [(1, 2, 3)]: pass | n=2
list-wanted              | torch.cat(x, x) | function=cat
list-wanted              | torch.cat(x, x, x) | function=cat
list-wanted              | torch.stack(x, x) | function=stack
list-wanted              | torch.vstack(x, x) | function=vstack
square-brackets          | torch.zeros[2, 3] | called=torch.zeros
square-brackets          | x.mean[1] | called=x.mean
square-brackets          | f[1] | called=f
math-of-tensor           | math.sqrt((x ** 2).sum(-1)) | called=math.sqrt nearest=torch.sqrt
math-of-tensor           | -(x * math.log(x.abs())).mean() | called=math.log nearest=torch.log
einsum-formula-first     | torch.einsum(x, x, "ij,kj->ik") |
keyword-meant            | x.std(dim=0, ddof=0) | function=std name=ddof nearest=correction
keyword-meant            | x.std(ddof=0) | name=ddof nearest=correction
keyword-meant            | torch.arange(0, end=4, steps=2) | name=steps nearest=step
keyword-meant            | optim.SGD(m.parameters(), learning_rate=1) | function=SGD nearest=lr
keyword-meant            | optim.SGD(m.parameters(), lr=1, momentun=1) | nearest=momentum
keyword-meant            | nn.Dropout(rate=0.5) | function=Dropout name=rate nearest=p
keyword-meant            | torch.zeros(3, type=torch.int) | name=type nearest=dtype
keyword-meant            | x.tril(k=1) | function=tril nearest=diagonal
keyword-meant            | x.sum(dim=1, keep_dim=True) | nearest=keepdim
keyword-meant            | F.one_hot(i, depth=6) | nearest=num_classes
keyword-meant            | x.sort(key=len) | nearest=none names=stable,_dim,_descending
unknown-keyword          | double(y=2) | function=double name=y
unknown-keyword          | Net(outs=2) | name=outs
builtin-function         | sum(x, dim=0) | function=sum
builtin-function         | max(x, axis=1) | function=max
max-returns-pair         | x.max(dim=1) + 1 |
max-returns-pair         | torch.sort(x) * 1.5 |
max-returns-pair         | torch.exp(x.max(1)) |
size-as-tuple            | torch.randint(0, 3, 2) | function=randint
size-as-tuple            | torch.full(3, 0) | function=full
argument-type            | torch.softmax(x, dim=1.0) | argument=dim got=float
seed-elsewhere           | torch.Generator(3) |
seed-elsewhere           | torch.Generator(seed=3) |
seed-elsewhere           | torch.rand(2, seed=3) |
attribute-of-dict        | d.image | name=image
method-of-keras          | m.fit(x, i) | type=Linear name=fit
method-of-keras          | Net().predict(x) | type=Net name=predict
attribute-never-set      | Bare().fit(x) | name=fit
method-of-keras          | nn.Sequential().add(m) | name=add
loss-order               | nn.CrossEntropyLoss()(i[0], x) | left=i[0]
loss-order               | F.cross_entropy(i[0], x) | left=i[0]
not-for-dtype            | torch.softmax(i, dim=1) |
loss-dtype               | nn.BCEWithLogitsLoss()(x, i) | expected_dtype=float32 right=i
loss-dtype               | F.binary_cross_entropy_with_logits(x, i) | given_dtype=int64 right=i
cast-in-place            | i += 1.5 |
loader-of-two            | DataLoader(x, v) | left=x right=v
loader-of-two            | DataLoader(x, v, batch_size=2) | left=x right=v
loader-batch-size        | DataLoader(x, 0) |
must-be-tensor           | TensorDataset([1], [2]) | function=TensorDataset got=list
tensor-of-list           | torch.tensor(1, 2, 3) | called=torch.tensor
shape-called             | x.shape(0) | called=x.shape
not-callable             | v = 3; v(0) | type=int
dtype-wanted             | x.type(np.float32) | got=numpy.float32
shape-as-number          | nn.Linear(x.shape, 2) | left=none
missing-attribute        | m.weights | type=Linear nearest=weight
missing-attribute        | m.zero_grads() | nearest=zero_grad
self-missing             | self.size |
self-before-name         | Grown().larger() | name=grown
self-before-name         | Net().deeper(x) | name=first
self-before-name         | Grown().doubled() | name=grown
super-written            | Unready() | reason=brackets
super-written            | Unready(1) | reason=argument
super-written            | Unready(2) | reason=spelling
super-written            | Unready(3) | reason=self
super-written            | Unready(4) | reason=class
layer-for-result         | loss = nn.MSELoss(); loss.backward() | left=loss layer=MSELoss
layer-for-result         | F.mse_loss(m, v) | left=m layer=Linear
layer-not-called         | nn.MSELoss().backward() | layer=MSELoss
layer-not-called         | nn.BCEWithLogitsLoss(m(x), v) | layer=BCEWithLogitsLoss
activation-of-keras      | nn.Linear(3, 2, activation="relu") | layer=Linear
context-missing          | Bound.apply(w) | name=forward
context-missing          | Alone.apply(w).sum().backward() | name=backward
generator-by-name        | torch.rand(2, torch.Generator()) | called=torch.rand
tuple-operand            | g = torch.autograd.grad(w.sum(), w); g @ x.T | left=g
tuple-operand            | g = (x, x); x * g | left=g
max-returns-pair         | x[x.topk(1, dim=1)] |
method-of-ufunc          | torch.maximum.accumulate(x) | nearest=torch.cummax
method-not-called        | torch.maximum.size |
layer-not-made           | layer = nn.Linear; layer(x) | called=layer layer=Linear
layer-not-called         | nn.Linear(x) |
layer-in-square-brackets | m[x] | left=m
length-returned          | len(Counted(2.5)) | type=float
length-returned          | len(Counted(None)) | type=NoneType
integer-wanted           | range(None) |
builtin-overwritten      | sum = 0; sum(x) | name=sum type=int
builtin-overwritten      | list = [1]; list(x) | name=list type=list
name-of-python-2         | xrange(3) | name=xrange now=range
name-of-python-2         | d.has_key("image") | now=key_in_d
attribute-of-dict        | d.label | name=label
list-grows               | items[2] = 3 | left=items operation=item
list-grows               | items += 3 | left=items operation=update
list-index               | items[2] | left=items
missing-import           | from torch.nn import Functional | nearest=functional
missing-import           | import torch.nn.Functional as G | module=torch.nn nearest=functional
missing-import           | import torch.data as D | nearest=torch.utils.data
not-installed            | import tensorflow | name=tensorflow
name-elsewhere           | from torch.utils import Dataset | place=torch.utils.data.Dataset
name-elsewhere           | from torch.nn import relu | place=torch.relu
name-without-import      | copy.deepcopy(x) | import=import_copy
name-without-import      | deepcopy(x) | import=from_copy_import_deepcopy
name-without-import      | Dataset() | import=from_torch.utils.data_import_Dataset
unknown-name             | copy | nearest=numpy.copy
method-of-pandas         | x.columns | name=columns
method-of-pandas         | x.iloc[0] | name=iloc
method-of-list           | x.index(3) | name=index
method-of-list           | x.count(3) | name=count
parameter-of-tensor      | nn.Parameter(3) | called=nn.Parameter type=int
parameter-of-tensor      | nn.Parameter([1.0, 2.0]) | type=list
backward-of-number       | loss = w.sum().item(); loss.backward() | left=loss type=float
only-of-tensors          | items.mean() | type=list name=mean
grad-of-many             | torch.autograd.grad(w, w.sum()) | left=w called=torch.autograd.grad
backward-of-many         | w.backward() | left=w
arrow-assignment         | mean <- x.mean() | name=mean
function-of-layer        | torch.ReLU(x) | owner=torch function=torch.relu
function-of-layer        | F.Softmax(x, dim=1) | function=torch.softmax
layer-not-called         | nn.CrossEntropyLoss(m(x), v.long()) | layer=CrossEntropyLoss
name-elsewhere           | torch.shuffle(x) | place=torch.randperm
name-elsewhere           | torch.gpu.is_available() | place=torch.cuda
name-elsewhere           | torch.GradientTape() | place=.backward
too-few-arguments        | torch.where(x > 0, x) | function=where names="other"
too-few-arguments        | torch.movedim(x, 1) | function=movedim names="destination"
too-few-arguments        | torch.arange() | names="end"
argument-choice          | torch.movedim(x, "1") | function=movedim
argument-choice          | x.mean(axis=1.5) | function=mean
dimension-as-text        | x.mean(axis="rows") |
dimension-as-text        | x.mean(dim="rows") |
dimension-as-text        | x.sum("columns") |
dimension-as-text        | torch.softmax(x, dim="last") |
dimension-missing        | torch.cumprod(x) | function=cumprod
dimension-missing        | x.cumsum() | function=cumsum
dimension-missing        | torch.softmax(x) | function=softmax
condition-brackets       | torch.where(x >= 0.0 & x <= 1.0, x, 0) | sign=&
condition-brackets       | i[i > 0 & i < 5] | sign=&
not-for-dtype            | x & x |
conditions-joined        | torch.where(x > 0 and x < 1, x, 0) | word=and sign=&
conditions-joined        | x[(x < 0) or (x > 1)] | word=or
comparison-chain         | x * (0 <= x <= 1) |
truth-of-many            | if x > 0 and x < 1: pass |
truth-of-many            | if x == 0: pass |
truth-of-many            | assert x == x |
truth-of-many            | max(0, x) |
only-of-tensors          | "cpu".to(x) | type=str name=to
list-two-indices         | [items, items][0, 1] | type=list
list-index-type          | items[None] | type=list got=NoneType
list-index-type          | items[[0, 1]] | got=list
compared-keyword         | x.mean(dim==1) | name=dim
compared-keyword         | torch.sum(x, dim == 1) | name=dim
other-library            | tf.reduce_mean(x, axis=1) | name=tf library=TensorFlow place=torch.mean
other-library            | tf.nn.relu(x) | name=tf library=TensorFlow place=torch.relu
other-library            | pd.DataFrame(x) | name=pd library=pandas place=none
text-without-quotes      | torch.searchsorted(v, v, side=right) | name=right argument=side
text-without-quotes      | F.mse_loss(x, x, reduction=sum_up) | name=sum_up argument=reduction
name-elsewhere           | a.tensor(x) | owner=numpy.ndarray place=torch.tensor
name-elsewhere           | np.from_numpy(a) | owner=numpy place=torch.from_numpy
name-elsewhere           | torch.to_numpy(x) | place=.numpy
name-elsewhere           | torch.is_available() | place=torch.cuda.is_available
name-elsewhere           | torch.stop_gradient(x) | place=.detach
name-elsewhere           | torch.cast(x, torch.float32) | place=.to
name-elsewhere           | torch.reduce_mean(x, axis=1) | place=torch.mean
name-elsewhere           | torch.from_array(a) | place=torch.from_numpy
name-elsewhere           | x.no_grad() | owner=Tensor place=torch.no_grad
name-elsewhere           | torch.backward(x) | place=.backward
name-elsewhere           | nn.relu(x) | place=torch.relu
name-elsewhere           | torch.cross_entropy(x, i) | place=torch.nn.functional.cross_entropy
append-to-tensor         | x.append(x) |
name-elsewhere           | math.tensor(3) | place=torch.tensor
zero-grad-of-tensor      | x.sum().zero_grad() |
only-of-tensors          | a.detach() | type=numpy.ndarray name=detach
only-of-tensors          | a.unsqueeze(0) | type=numpy.ndarray name=unsqueeze
missing-in-module        | torch.ln(x) | nearest=log
name-elsewhere           | nn.Dense(3) | place=torch.nn.Linear
name-elsewhere           | x.len() | place=len(…)
name-elsewhere           | items.push(3) | owner=list place=.append
missing-attribute        | (1, 2).append(3) | type=tuple
unknown-name             | null | nearest=None
missing-in-module        | torch.Device("cpu") | nearest=device
missing-in-module        | torch.lru_cache(f) | nearest=none
missing-in-module        | torch.Tesnor([1]) | nearest=Tensor
missing-in-module        | torch.tesnor([1]) | nearest=tensor
missing-in-module        | torch.zeroes(3) | nearest=zeros
missing-attribute        | x.Mean() | nearest=mean
missing-attribute        | a.reshap(6) | nearest=reshape
missing-attribute        | x.frobnicate() | nearest=none
unknown-name             | dimension | nearest=none
unknown-name             | cross_entropy(x, i) | nearest=torch.nn.functional.cross_entropy
"""

SYNTAX = [
    ("syntax-else-if", "if x:\n    pass\nelse if y:\n    pass", {}),
    ("syntax-else-if", "def f(x):\n    if x:\n        pass\n    else if y: pass", {}),
    ("syntax-colon", "if x:\n    pass\nelse\n    pass", {}),
    ("syntax-superscript", "y = x²", {"sign": "²", "digit": "2"}),
    ("syntax-superscript", "y = x³ + 1", {"sign": "³", "digit": "3"}),
    ("syntax-product", "y = 2x + 1", {"number": "2", "name": "x"}),
    ("syntax-product", "def f(x):\n    return 0.5 + 3x", {"number": "3", "name": "x"}),
    ("syntax-number", "2x = 1", {}),
    ("syntax-number", "def 2f(x): pass", {}),
]


def rows(table):
    """Yield (key, code, facts) of each line; an underscore in the facts means a space."""
    for line in table.strip().splitlines():
        key, _, rest = line.partition("|")
        code, _, facts = rest.rpartition("|")
        parts = facts.replace(" cross entropy", "_cross_entropy").replace(" loss", "_loss").split()
        pairs = (fact.partition("=") for fact in parts)
        yield key.strip(), code.strip(), {name: text for name, _, text in pairs}


def explain_raised(code):
    """Return the explained exception that compiling or running the code raises."""
    names = {}
    try:
        exec(compile(code, FILE_NAME, "exec"), names)
        names["f"]()
    except BaseException as error:
        return explain(raised(error, code))
    raise AssertionError(f"nothing was raised by {code}")


@pytest.mark.parametrize(("key", "line", "facts"), [*rows(RAISED)])
def test_an_error_is_explained_by_the_line_that_raised_it(key, line, facts):
    found = explain_raised(HEAD + "".join(f"    {part}\n" for part in line.split("; ")))
    told = {name: found.facts.get(name, "").replace(" ", "_") for name in facts}
    assert (found.key, told) == (key, facts), found


@pytest.mark.parametrize(("key", "code", "facts"), SYNTAX)
def test_a_syntax_error_is_explained_by_its_line(key, code, facts):
    found = explain_raised(code)
    assert (found.key, {name: found.facts.get(name) for name in facts}) == (key, facts), found


def test_every_refined_error_is_raised_here_or_in_the_catalogue_of_messages():
    tried = {key for key, _, _ in [*rows(RAISED), *SYNTAX]}
    elsewhere = {"grad-is-none", "gpu-only-pretended", "other-exception", "result-called"}
    assert REFINED.keys() - tried == elsewhere


@pytest.fixture(scope="module")
def translations():
    return strict_translations()


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("key", sorted({p.key for p in PATTERNS if "left_shape" in p.facts}))
def test_an_operand_of_unknown_shape_is_not_said_to_have_the_shape_none(
    translations, language, key
):
    message = MESSAGES.get(key) or real_message(key)
    found = explain(message | {"facts": {"left": "lr * x", "right": "x @ w - y"}})
    facts = {name: text or "none" for name, text in found.facts.items()}
    assert "left_shape" not in facts or facts["left_shape"] == "none"
    text = translations.format(language, f"error-{found.key}", facts)
    assert "none" not in text.replace("(or none)", "")


def real_message(key):
    """Return type and message of an error that the catalogue's test raises."""
    for area in (arrays, nn, tensors):
        for each, line, _ in table_rows(area.TABLE):
            if each == key:
                code = in_function(area.HEAD, line)
                names = {}
                exec(compile(code, FILE_NAME, "exec"), names)
                try:
                    names["f"]()
                except Exception as error:
                    return {name: raised(error, code)[name] for name in ("type", "message")}
    raise AssertionError(f"no error of the key {key} is raised")


def runtime_error(message):
    return {"type": "RuntimeError", "message": message}


MESSAGES = {
    "matmul-shapes": runtime_error("self must be a matrix"),
    "dot-of-matrices": runtime_error("1D tensors expected, but got 2D and 2D tensors"),
    "broadcast": runtime_error(
        "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1"
    ),
    "view-memory": runtime_error("view size is not compatible with input tensor's size"),
    "dimension-out-of-range": {
        "type": "IndexError",
        "message": "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
    },
    "too-many-indices": {"type": "IndexError", "message": "too many indices for tensor"},
    "mask-shape": {"type": "IndexError", "message": "The shape of the mask [3] at index 0"},
    "truth-of-many": runtime_error("Boolean value of Tensor with more than one value"),
}


@pytest.mark.parametrize(
    "message",
    [
        "mat1 must be a matrix, got 1-D tensor",
        "self must be a matrix",
        "1D tensors expected, but got 2D and 2D tensors",
        "Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 3].",
    ],
)
def test_a_product_without_known_shapes_has_words_of_its_own(message):
    facts = {"left": "lr * x", "right": "x @ w - y"}
    found = explain({"type": "RuntimeError", "message": message, "facts": facts})
    assert found.key == "shapes-do-not-fit"
    assert found.facts == facts
