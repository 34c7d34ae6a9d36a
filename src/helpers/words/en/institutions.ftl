### Shared institutions: bodies, overlap and treaties. The votes are in institutions_votes.ftl.

## What both belong to

institutions-shared = Both countries are full members of { WORD($shared) } of the { WORD($listed) } bodies on our list; { $wide ->
        [none] none of these is
       *[some] { WORD($universal) } of these { $universal ->
            [one] is
           *[other] are
        }
    } open to nearly every state.
    .label = bodies that both belong to, { $universal } of them open to nearly every state
    .shown = { $shared }
institutions-particular = { $rest ->
        [all] { $particular ->
            [one] It is open to few states: { $bodies }.
           *[other] All { WORD($particular) } are open to few states{ $some ->
                [some] , such as
               *[all] :
            } { $bodies }.
        }
       *[others] { $particular ->
            [one] The other one is open to few states: { $bodies }.
           *[other] The other { WORD($particular) } are open to few states{ $some ->
                [some] , such as
               *[all] :
            } { $bodies }.
        }
    }
    .bodies = { $body }
institutions-spell = { $country } { $status ->
        [observer] watched the { $body } as an observer
       *[dialogue-partner] followed the { $body } as a dialogue partner
    } from { $since }{ $rose ->
        [yes] {" "}and became a member { DATED($joined) }.
       *[no] .
    }{ $met ->
        [yes] {" "}{ $other } has been a member since { $member }.
       *[no] {""}
    }
institutions-activation = { $total ->
        [one] The one meeting known to us on the margins of a shared body, of { $since }, took place at the { $body } ({ $short }); it makes { $meetings } in all.
       *[other] Of { WORD($total) } meetings known to us on the margins of a shared body since { $since }, { WORD($meetings) } took place at the { $body } ({ $short }).
    }
    .label = of { $total } meetings on the margins of shared bodies took place at the { $short }
    .shown = { $meetings }
institutions-activation-rate = The two have met at the { $short } { NUM($rate, digits: 1) } times a year since { $since }, when both had become full members.
institutions-idle = { $idle ->
        [one] We know of no meeting of the two at one narrower body, { $bodies }.
       *[other] We know of no meeting of the two at { WORD($idle) } of the narrower bodies{ $some ->
            [some] , such as
           *[all] :
        } { $bodies }.
    }
    .bodies = { $body }

## Overlap

institutions-overlap = In { $year }{ $ended ->
        [yes] {""}, the last year of the Correlates of War list of intergovernmental bodies, the two
       *[no] {" "}the two
    } shared { $shared ->
        [one] one body
       *[other] { WORD($shared) } bodies
    }. That is { PERCENT($jaccard) } of the { WORD($either) } that either belonged to.
institutions-weighted = Counted by size, so that a small club weighs more and the United Nations almost nothing, they shared { $size ->
        [small] { PERCENT($weighted, digits: 1) }
       *[large] { PERCENT($weighted) }
    }.
    .label = of memberships shared, counted by the size of the body
    .shown = { $size ->
        [small] { PERCENT($weighted, digits: 1) }
       *[large] { PERCENT($weighted) }
    }
institutions-weighted-rank = { $sides ->
        [both] By that measure { $b } comes { ORDINAL($place_a) } among the { $places_a } partners of { $a }. Among the { $places_b } of { $b }, { $a } comes { ORDINAL($place_b) }.
        [a] By that measure { $b } comes { ORDINAL($place_a) } among the { $places_a } partners of { $a }.
       *[b] By that measure { $a } comes { ORDINAL($place_b) } among the { $places_b } partners of { $b }.
    }
institutions-chance = On a list of all states for { $year } the two shared { $shared ->
        [one] one body
       *[other] { WORD($shared) } bodies
    }, { $verdict ->
        [above] more than
        [below] fewer than
       *[within] as many as
    } chance would give. Two states with as many memberships would share { $low } to { $high } by chance, { NUM($expected, digits: 0) } on average.
institutions-null-all = On our own list, which runs to today, they share { $shared } bodies, { PERCENT($lift) } of what chance would give. Anything from { $low } to { $high } would be usual.
institutions-null-particular = Of its narrower bodies they share { $shared }, { PERCENT($lift) } of what chance would give. Here { $low } to { $high } would be usual.
institutions-status-weighted = Counting an observer as half a member moves the overlap on our list by { NUM($swing, digits: 2) }, to { NUM($high, digits: 2) } of one.

## Treaties

institutions-treaties = { $known ->
        [one] We know of one instrument between them, alone or with others
       *[other] We know of { WORD($known) } instruments between them, alone or with others
    }{ $some ->
        [yes] {""}, { WORD($force) } of them reported to be in force.
       *[no] {""}, none of them reported to be in force.
    }
institutions-investment = { $dated ->
        [yes] They signed an investment treaty { DATED($signed) }
       *[no] They have an investment treaty
    }; { $checked ->
        [yes] { DATED($reported) }
       *[no] at the last report
    } it { $status ->
        [in-force] was in force
        [signed-not-in-force] was still not in force
        [ratified] had been ratified by at least one side
       *[signed] had been signed
    }.
institutions-investment-others = { $number ->
        [one] One investment treaty of either with another state is in force: { $treaties }.
       *[other] { CAP(WORD($number)) } investment treaties of either with other states are in force: { $treaties }.
    }
    .treaties = { $one } with { $two } (since { YEAR($force) })
institutions-taxation = { $dated ->
        [yes] They signed a treaty against double taxation { DATED($signed) }
       *[no] They have a treaty against double taxation
    }; { $checked ->
        [yes] { DATED($reported) }
       *[no] at the last report
    } it { $status ->
        [in-force] was in force
        [signed-not-in-force] was still not in force
        [ratified] had been ratified by at least one side
       *[signed] had been signed
    }.

## Judgements

institutions-judgement-overlap = We judge that shared memberships do not show that the two are close. Two states with so many memberships would share as much by chance.
    .because = they shared { $shared } bodies in { $year }. By chance it would be { $low } to { $high }. Of the { $today } bodies of today { PERCENT($universal) } are open to nearly every state
    .change = a newer list of all states put them above what chance gives
institutions-judgement-forum = { $odds ->
        [almost-no-chance] We see almost no chance that
        [roughly-even-chance] We see a roughly even chance that
       *[other] We judge it { $likelihood } that
    } the next meeting of the two on the margins of a shared body takes place at the { $short }.
    .because = the { $short } carried { $meetings } of the { $total } such meetings known to us
    .change = fewer than half of the next { $total } such meetings took place there

## Words of tables

institutions-status =
    .member = member
    .associate = associate
    .observer = observer
    .dialogue-partner = dialogue partner
    .candidate = candidate
    .guest = guest
    .suspended = suspended
    .former = former
    .undated = start n.f.
institutions-reach =
    .wide = nearly every state
    .narrow = few states
    .named = yes
institutions-use =
    .used = used
    .idle = no meeting known
institutions-parties =
    .alone = the pair
institutions-treaty-kind =
    .bit = Investment
    .dtt = Tax
    .transit = Transit
    .energy = Energy
    .defence = Defence
    .education = Education
    .other = Other
institutions-treaty-status =
    .in-force = in force
    .signed = signed
    .signed-not-in-force = signed, not in force
    .ratified = ratified by one side or more
    .announced = announced
    .under-negotiation = under negotiation
    .agreed = agreed minutes
    .listed = listed without status
    .not-found = not found in the list searched
institutions-null =
    .degree = numbers and sizes kept
    .hypergeometric = numbers kept
    .cow = Correlates of War
    .all = Our list, all bodies
    .narrow = Our list, narrower bodies

## Exhibits

exhibit-institutions-memberships = { $told ->
        [few] Bodies that both belong to
        [one] The two share { $shared } bodies and meet mostly in one: { $top }, { $most } of { $met } known meetings
        [use] Of { $shared } shared bodies { $particular } are narrow; { $idle } of them brought no meeting or session that we know of
       *[reach] Of { $shared } shared bodies { $particular } are open to few states
    }
    .subtitle = Membership of narrower bodies and of those that the article checked in the last chapter names, { $first } to { $last }; what is used most stands first
    .note = Meetings are those of the two beside a gathering of the body, sessions other dated events of the two in it; a dash: none known to us. A body is narrower if it is neither universal nor technical and had under { $large } members on the Correlates of War list of { $sized }.
    .alt = Bar chart of the spells of { $pair } in { $drawn } bodies, { $first } to { $last }, with { $meetings } meetings marked. { $shared } bodies are shared and { $particular } of them are narrow. The table of memberships has the dates.
    .label-since = both since
    .label-meetings = meetings
    .label-sessions = sessions
    .label-member-a = { $a }, member
    .label-member-b = { $b }, member
    .label-undated = start not published, drawn from founding
    .label-meeting = year with a meeting
    .label-spell = { $dated ->
        [yes] since { YEAR($since) }
       *[no] start not published
    }
exhibit-institutions-membership-table = { $told ->
        [none] Who belongs to which body on our list
       *[shared] Both are full members of { $shared } of { $listed } bodies on our list
    }
    .subtitle = Status and the date from which it holds; shared bodies first, by the date from which both were in
    .note = Other states: { $letters }. A dash means that we hold no membership. A body is narrower if it is neither universal nor technical and had under { $large } members on the Correlates of War list of { $sized }.
    .head-name = Body
    .head-org-id = Short
    .head-kind = Open to
    .head-marked = Article
    .head-held-a = { $a }
    .head-held-b = { $b }
    .head-both = Both since
    .head-source-ids = Sources
exhibit-institutions-activation = { $told ->
        [use] { $idle } of { $bodies } narrower or used bodies carried no meeting known to us
       *[few] How the two use shared bodies for meetings
    }
    .subtitle = Meetings of the two on the margins of a shared body since both were full members
    .note = Banks and technical regimes work without such meetings: idle is about contacts, not about money or rules.
    .head-name = Body
    .head-both = Both members since
    .head-years = Years
    .head-meetings = Meetings
    .head-rate = Meetings a year
    .head-latest = Latest meeting
    .head-sessions = Sessions
    .head-state = State
    .head-source-ids = Sources
