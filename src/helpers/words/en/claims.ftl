### The claims ledger: a document under test, statement by statement.

claims-introduction = { $publisher } published “{ $title }” { DATED($published) }. { $statements ->
        [one] We checked the one statement
       *[other] We checked { WORD($statements) } statements
    } that it makes.

claims-count = { CAP(WORD($confirmed)) } of { WORD($statements) } statements { $confirmed ->
        [one] holds
       *[other] hold
    } up and { $wrong ->
        [0] none is
        [one] one is
       *[other] { WORD($wrong) } are
    } wrong.{ $more ->
        [yes] {" "}Of the others, { $others }.
       *[no] {""}
    }
    .others = { WORD($n) } { $verdict ->
        [imprecise] { $n ->
            [one] is
           *[other] are
        } imprecise
        [contested] { $n ->
            [one] is
           *[other] are
        } contested
        [pending] { $n ->
            [one] waits
           *[other] wait
        } for evidence that was not public yet
       *[unverified] cannot be checked
    }
    .label = statements of the document that hold up
    .shown = { $confirmed } of { $statements }

claims-contradicted = { $wrong ->
        [one] The sources contradict one statement.
       *[other] The sources contradict { WORD($wrong) } statements.
    }

claims-wrong = “{ $claim }” is wrong. { $reason }

claims-older = The figure in “{ $claim }” was already in print { DATED($seen) }. That is { NUM($years, digits: 1) } years before the date for which the document gives it.

claims-single = { $alone ->
        [0] No statement rests
        [one] One of { WORD($statements) } statements rests
       *[other] { CAP(WORD($alone)) } of { WORD($statements) } statements rest
    } on the document alone: we know of no other source that supports or contradicts { $alone ->
        [one] it
       *[other] them
    }.{ $weak ->
        [0] {""}
        [one] {" "}One more cannot be checked because the evidence on it is weak.
       *[other] {" "}{ CAP(WORD($weak)) } more cannot be checked because the evidence on them is weak.
    } { $twice ->
        [0] No verdict rests
        [one] One verdict rests
       *[other] { CAP(WORD($twice)) } verdicts rest
    } on two or more independent publishers.

claims-document = { CAP(WORD($stands)) } of the { WORD($settled) } statements that can be settled { $stands ->
        [one] holds
       *[other] hold
    } up.{ $topic ->
        [none] {""}
       *[other] {" "}The document is least reliable on { $topic ->
            [timeline] meetings and dates
            [connectivity] roads and ports
            [people] students and travel
           *[other] { $topic }
        }, where { $right ->
            [0] none of { WORD($of) } does
            [one] one of { WORD($of) } does
           *[other] { WORD($right) } of { WORD($of) } do
        }.
    }
    .because = each verdict follows from sources other than the document
    .change = { $open ->
        [0] a source contradicted one of the statements that hold up
        [one] a source settled the statement that is open
       *[other] sources settled many of the { WORD($open) } statements that are open
    }

exhibit-claims-verdicts = { CAP(WORD($confirmed)) } of { $statements } statements hold up, { $wrong ->
        [0] none is
        [one] one is
       *[other] { WORD($wrong) } are
    } wrong
    .subtitle = Each mark is a statement of the document
    .alt = A line of marks, one for each statement of the document about { $pair }, grouped by verdict. { CAP(WORD($confirmed)) } of { $statements } are confirmed, { WORD($wrong) } contradicted, { WORD($doubtful) } not to be repeated as they stand.
    .label-confirmed = confirmed
    .label-imprecise = imprecise
    .label-contested = contested
    .label-contradicted = contradicted
    .label-unverified = cannot be checked
    .label-pending = not yet to be judged
    .note = Cannot be checked: we know of no source but the document, or none that is strong enough.

exhibit-claims-ledger = { $unconfirmed ->
        [0] Each of the { $statements } statements is confirmed
        [one] One of { $statements } statements is not confirmed
       *[other] { CAP(WORD($unconfirmed)) } of { $statements } statements are not confirmed
    }
    .subtitle = Every statement in our words, with the reason and the number of independent (primary) sources, by verdict
    .note = Backing: independent publishers behind the verdict, in brackets how many of them are primary (official, a data set or a treaty). The document itself is none. A read-out is what a ministry tells of a call or meeting.
    .head-found = Verdict
    .head-claim-id = No.
    .head-paragraph = Par.
    .head-theme = Theme
    .head-claim = The document says
    .head-verdict = Key of the verdict
    .head-reason = What was found
    .head-rest = Further
    .head-backing = Backing
    .head-confidence = Confidence
    .head-source-ids = Sources
    .cell-theme = { $topic ->
        [timeline] Meetings
        [connectivity] Roads, ports
        [people] Students
       *[other] { CAP($topic) }
    }
    .cell-known = { $state ->
        [pending] The evidence that settles it was not public yet.
       *[judged] By what was public then, { $supports ->
            [0] no other publisher supports it
            [one] one other publisher supports it
           *[other] { WORD($supports) } other publishers support it
        } and { $contradicts ->
            [0] none contradicts it
            [one] one contradicts it
           *[other] { WORD($contradicts) } contradict it
        }.
    }

exhibit-claims-older = { $figures ->
        [one] One figure is older than the document says
       *[other] { CAP(WORD($figures)) } figures are older than the document says
    }
    .subtitle = The date that the document gives each figure, and that of its first print
    .head-claim = Figure
    .head-claimed-date = Date in the document
    .head-first-seen = First in print
    .head-years = Years older
    .head-source-ids = Sources
