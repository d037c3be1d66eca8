# 採点で分かったことを伝える言葉。何が起きたか、なぜか、次にどこを見るか。
#
# 分からなかった値は "none" になり、その場合の文が選ばれる。値はすべて文字列。

# --- problem-<kind> -------------------------------------------------------------------------------
# この下に、入力、期待される結果、実際の結果が表示される。
# 多くに共通: $where（結果の中の場所。例 "[1]"）、$call（2 回呼ばれるとき "first" か "second"）。

# $function、$signature（演習のとおり）、$found（"similar"、"class"、"inside"、"nothing"）、$nearest（名前）。
problem-missing-function = { $found ->
        [similar] コードにあるのは `{ $nearest }` ですが、演習の関数は `{ $function }` です。名前を `def { $signature }:` のとおりに直してください。
        [class] `{ $function }` がクラスになっています。ここで必要なのは普通の関数です。`def { $signature }:` と書いてください。
        [inside] `{ $function }` が別のブロックの中にあるので、外から呼べません。`def` を左端に出して、前の空白を消してください。
       *[nothing] コードに `{ $function }` という関数がありません。`def { $signature }:` から書き始めて、結果を return してください。
    }

# $function、$signature、$found（"count"、"async"）、$expected_count、$got_count（引数の数）。
problem-signature = { $found ->
        [async] `{ $function }` が `async` 関数になっていて、結果がすぐに返りません。`def { $signature }:` とだけ書いてください。
       *[count] 引数の数が合いません。`{ $function }` は引数 { $expected_count } 個で呼ばれますが、あなたの関数は { $got_count } 個です。`def` の行を `def { $signature }:` としてください。
    }

problem-syntax = Python がこのコードを読めませんでした。印の付いた場所と、その一つ上の行の終わりを見てください。

problem-exception = この入力のとき、関数がエラーで止まりました。

# $where、$call、$expected_type、$got_type、$expected_length、$got_length（tuple や list の長さ）、
# $missing_key、$extra_key（辞書のキー）、$cuda。
problem-type = { $got_type ->
        [None] 関数が `None` を返しました。`return` に届いていないか、`print` で表示しただけか、最後の呼び出しが値を書き換えるだけで何も返さないときに起こります。`return` の後には何が来るはずですか？
        [builtin_function_or_method] { $where ->
            [none] 結果
           *[other] 結果の `{ $where }`
        }が、呼び出されていないメソッドのままです。名前の後の `()` が抜けていませんか？ それとも別の名前のことでしょうか？
       *[other] { $missing_key ->
            [none] { $extra_key ->
                [none] { $got_length ->
                    [none] { $where ->
                        [none] 結果
                       *[other] 結果の `{ $where }`
                    }の型が `{ $got_type }` です。演習で求められているのは `{ $expected_type }` です。{ $got_type ->
                        [list] どの呼び出しで変換できますか？
                        [tuple] 求められているのは、その中のどれですか？（`return x,` のように、最後にコンマがあるだけでも tuple になります。）
                       *[other] { $expected_type ->
                            [tuple] { $where ->
                                [none] Python では `return a, b` で二つの値の tuple が返ります。ここでは何を並べますか？
                               *[other] 並べる順番は演習のとおりですか？
                            }
                           *[other] どの呼び出しで変換できますか？
                        }
                    }
                   *[other] { $where ->
                        [none] 結果の数が { $got_length } 個ですが、求められているのは { $expected_length } 個です。`return` の後を演習の説明と比べてみてください。
                       *[other] 結果の `{ $where }` の長さが { $got_length } ですが、求められているのは { $expected_length } です。引数から求めていますか、それとも直接書いていますか？
                    }
                }
               *[other] { $where ->
                    [none] 結果
                   *[other] 結果の `{ $where }`
                }に、求められていないキー `{ $extra_key }` があります。演習に書かれているキーと、1 文字ずつ比べてみてください。
            }
           *[other] { $where ->
                [none] 結果
               *[other] 結果の `{ $where }`
            }にキー `{ $missing_key }` がありません。演習に書かれているキーと、1 文字ずつ比べてみてください。
        }
    }

# $where、$call、$expected_device、$got_device、$computed_on（"none"、または計算が行われたデバイス）。
problem-device = { $computed_on ->
        [none] 結果が `{ $got_device }` にありますが、`{ $expected_device }` にあるはずです。どの行で移すとよいですか？
       *[other] 計算が `{ $expected_device }` ではなく `{ $computed_on }` で行われました。計算の前に、入力を移してください。
    }

# $where、$call、$expected_dtype、$got_dtype。
problem-dtype = { $where ->
        [none] 結果
       *[other] 結果の `{ $where }`
    }の dtype が `{ $got_dtype }` です。求められているのは `{ $expected_dtype }` です。dtype は元の値から決まりましたか、それとも自分で指定しましたか？

# $where、$call、$expected_shape、$got_shape。
problem-shape = { $where ->
        [none] 結果
       *[other] 結果の `{ $where }`
    }の形状が `{ $got_shape }` です。求められているのは `{ $expected_shape }` です。コードを 1 行ずつ、形状を追いながら読んでみましょう。

# $parameter。
problem-alias = 値は合っていますが、結果が `{ $parameter }` とメモリを共有していません。一方を変えると、もう一方も変わる必要があります。途中でコピーを作っているのは、どの呼び出しですか？

# $where、$call、$expected_grad（"True" か "False"）。
problem-requires-grad = { $expected_grad ->
        [True] 結果が計算グラフから切り離されているので、勾配が流れません。途中に `.detach()`、`.item()`、`.numpy()`、`torch.tensor(…)`、`no_grad` がないか見てください。
       *[other] 結果がまだ計算グラフにつながっています（`requires_grad=True`）。グラフを記録しないように torch に伝えるには、どうしますか？
    }

# $parameter、$found（"none"、"different"、"failed"）。
problem-grad = { $found ->
        [none] `{ $parameter }` に勾配が届きません。途中のどこかで、結果とのつながりが切れています。
        [failed] 結果から逆伝播できなかったので、`{ $parameter }` の勾配が求まりません。グラフはもう使われた後ではありませんか？ 途中で値を書き換えていませんか？
       *[different] 値は計算できていますが、`{ $parameter }` の勾配が違います。式の一部がグラフの外に出ていませんか？
    }

# $parameter、$found（"values"、または requires_grad がオフにされたとき "requires-grad"）。
problem-input-changed = { $found ->
        [requires-grad] 関数が入力の `{ $parameter }` の `requires_grad` をオフにしました。呼び出した側は、まだその勾配を使います。入力はそのままにして、計算グラフの外にある新しいテンソルを得るには、どうしますか？
       *[values] 関数が入力の `{ $parameter }` を書き換えました。呼び出した側は、まだその値を使います。`+=`、`x[…] = …`、名前が `_` で終わるメソッドを探して、新しいテンソルを作る書き方に変えてください。
    }

# $where、$call、$cuda（"True"、"False": GPU があると torch に伝えたか）、$differing、$total（要素の数）、
# $index（最初に違う要素の場所）、$hidden（入力が説明だけのとき "True"）。
problem-value = { $cuda ->
        [True] GPU のあるマシンでは、結果が正しくなりません。関数が呼ばれるたびに、GPU があるかどうかを torch に聞いていますか？
        [False] GPU のないマシンでは、結果が正しくなりません。関数が呼ばれるたびに、GPU があるかどうかを torch に聞いていますか？
       *[none] { $call ->
            [second] 1 回目は合っていますが、同じ引数でもう一度呼ぶと結果が変わります。1 回目から何が残っていますか？
           *[other] { $index ->
                [none] { $where ->
                    [none] 型
                   *[other] 結果の `{ $where }` は、型
                }は合っていますが、値が違います。{ $hidden ->
                    [True] 表示されている入力では合っていました。この入力は、それらとどこが違いますか？
                   *[none] この入力を手で計算して、比べてみましょう。
                }
               *[other] { $where ->
                    [none] 型と形状
                   *[other] 結果の `{ $where }` は、形状
                }は合っていますが、{ $total } 個の要素のうち { $differing } 個の値が違います（下の `*…*` の印）。最初は `[{ $index }]` です。{ $hidden ->
                    [True] 表示されている入力では合っていました。この入力は、それらとどこが違いますか？
                   *[none] そこを手で計算して、比べてみましょう。
                }
            }
        }
    }

# コードのプロセスから届いたものが、答えとして読めなかった。
ended-error-garbled = コードから返ってきたものを読めませんでした。演習の説明どおりに、引数を受け取って結果を return してください。

# --- remark-<key>: 合否には関係しない。変数はない。------------------------------------------------

remark-loop-instead-of-broadcast = Python のループを使っていますが、torch なら 1 回の演算でまとめて計算できます。大きなテンソルでは何倍も速くなります。すべての値を一度に受け取る演算はどれでしょうか？
remark-item-in-loop = ループの中の `.item()` は、数値を一つずつ取り出します。テンソルのまま計算して、最後に一度だけ取り出しましょう。
remark-uses-data = `.data` は自動微分を黙ってすり抜けます。同じことは `.detach()` で安全にできます。
remark-missing-zero-grad = ループの中で `backward()` を呼んでいますが、`.grad` をリセットしていません。勾配は足されていくので、毎回リセットしましょう。
remark-hard-coded-cuda = "cuda" と直接書くと、GPU のないマシンで止まります。先に `torch.cuda.is_available()` で確かめましょう。
remark-shadowed-name = import したモジュール（`torch` など）と同じ名前を値につけています。その行から先ではモジュールを使えません。別の名前にしましょう。
remark-unused-result = 新しいテンソルを作って、そのまま捨てている行があります。`x.reshape(…)` のような演算は `x` 自身を変えません。結果を受け取るか、行を消しましょう。
