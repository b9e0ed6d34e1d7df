apparatus_expect = ["evidence"]
