# The first two pages.

summary-changed = What changed since the last edition
    .first = This is the first edition; there is none to compare it with.
    .none = None of the { NUM($of) } numbers in both editions has changed since { $since }.
    .count =
        { CAP(WORD($count)) } of { NUM($of) } numbers { $count ->
            [one] has
           *[other] have
        } changed since { $since }, among them:
    .line = { CAP($what) }: { $old }, now { $new }.
