# Above a reply: earlier results could be delivered nowhere, and buttons show them. Others may read it, so it says nothing of the results.
# $count: how many.
missed-replies = { $count ->
        [1] Before I forget: earlier I had a result for you and found no way to send it. Here it is.
       *[other] Before I forget: earlier I had { $count } results for you and found no way to send them. Here they are.
    }
# $count: how many there are.  $number: which of them, from 1.
button-missed = { $count ->
        [1] Show my result
       *[other] Show result { $number }
    }
