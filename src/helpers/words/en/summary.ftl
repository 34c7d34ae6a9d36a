# The first two pages. Heads of the four paragraphs if the pair has no story of its own.

summary-story =
    .state = How things stand.
    .binds = What binds them.
    .obstacle = What stands in the way.
    .watch = What to watch.
    .counts = { CAP($larger) } counts { TIMES($apart) } as much trade as { $smaller } does, each by its latest figure.
    .sure-head = How sure this is.
    .sure = { $n ->
        [one] The figure below is { $high ->
            [0] loosely
           *[other] well
        } supported.
       *[other] { $high ->
            [0] None of { WORD($n) } figures below is well supported.
            [one] One of { WORD($n) } figures below is well supported.
           *[other] { CAP(WORD($high)) } of { WORD($n) } figures below are well supported{ $low ->
                [0] {""}
               *[other] , { WORD($low) } less so
            }.
        }
    }
summary-strip =
    .label = { $what }, { $last }
    .span = { $what }, { $first } to { $last }
summary-news = { $edition ->
        [known] What has changed since the last edition ({ $since })
       *[none] First edition known here: what has happened since { $since }
    }
    .event = { $date }: { $title }.
    .number = { CAP($what) }: { $new }; in the last edition { $old }.
summary-locator =
    .alt = Small map of where { $a } and { $b } lie, a dot on each.
    .note = Dotted: disputed or not settled. No view is taken on any boundary.
