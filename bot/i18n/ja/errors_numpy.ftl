# NumPy。$dimension: NumPy では axis と呼ばれる。

error-np-concatenate = つなぐ方向以外の大きさ{ $a ->
        [none] と、次元の数は同じでなければなりません
       *[other] は同じでなければなりません。次元 { $dimension } で、{ $a } 番は { $b }、{ $c } 番は { $d } です
    }。この行の直前で形状を print してみてください。
error-np-stack = NumPy で重ねられるのは同じ形状の配列だけですが、違うものがあります。すでにある次元でつなぐなら `concatenate` を使います。
error-np-axis = { $left_shape ->
        [none] 配列は { $dims } 次元なので、
       *[other] `{ $left }` の形状は { $left_shape } なので、
    }次元 { $dimension } はありません。0 から数えます。
error-np-text = 配列の一つに、数ではなく文字列が入っています。リストに混ざっていたか、ファイルから読んだときに起こります。数字の文字列なら `.astype(float)` で変換できます。
error-np-ufunc-types = この dtype の値は、`{ $name }` では計算できません。`x.dtype` を print してみてください。数以外の入ったリストからは文字列や `object` の配列ができます。`&` や `|` に使えるのは True と False です。
error-np-objects = この配列には Python のオブジェクト（dtype は `object`）が入っていて、`{ $type }` が混ざっています。NumPy の関数が計算できるのは数だけです。どこで入りましたか？
error-np-mask = マスクは対象と同じ長さでなければなりません。次元 { $dimension } の大きさは { $a }、マスクは { $b } です。
error-np-read-only = { $left ->
        [none] この配列
       *[other] `{ $left }`{" "}
    }は、メモリが別のオブジェクトのものなので、読むことしかできません。先に `.copy()` で自分の配列にしてください。
error-np-squeeze = `squeeze` で消せるのは大きさ 1 の次元だけですが、この次元はもっと大きいです{ $left_shape ->
        [none] {""}
       *[other] （`{ $left }` の形状は { $left_shape }）
    }。
error-np-transpose = `transpose` には、すべての次元を 1 回ずつ渡します{ $left_shape ->
        [none] {""}
       *[other] （`{ $left }` の形状は { $left_shape }）
    }。
error-nan-to-integer = { $left ->
        [none] この値
       *[other] `{ $left }`{" "}
    }は nan（数でない値）なので、整数にできません。0 ÷ 0 のような計算から出てきます。もとになった値を print してみてください。
error-np-choice = あるものより多く、重ならずに選ぼうとしています。数を減らすか、`replace=True` にしてください。
error-np-probabilities = 確率は合計が 1 でなければなりません。合計で割ってください。
error-np-torch-dtype = NumPy は torch の dtype を知りません。同じ名前の `np.{ $name }` を使ってください。
error-np-dtype-wanted = NumPy は、ここの `{ $given }` を dtype として読みますが、dtype ではありません。大きさがいくつかあるときは、`np.zeros((2, 3))` のように、もう一組のかっこに入れます。
error-np-dtype-name = NumPy に `{ $name }` という dtype はありません。つづりは合っていますか？ よく使うのは `float32`、`float64`、`int64`、`bool` です。
error-np-old-alias = `np.{ $name }` は NumPy からなくなりました。Python の `{ $name }` か、`np.float64`、`np.int64` のような大きさ付きの名前を使ってください。
error-array-as-integer = ここで必要なのは一つの整数ですが、配列が渡されました。`concatenate` や `stack` に渡す配列は、`[a, b]` のように一つのリストに入れます。リストは配列ではインデックスできません（配列ならできます）。
