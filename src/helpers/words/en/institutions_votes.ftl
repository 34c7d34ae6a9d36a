### Shared institutions: overlap exhibits and votes in the General Assembly.

## Votes

institutions-votes = In the UN General Assembly the two cast the same vote in { PERCENT($mean) } of roll calls from { $first } to { $last }.
    .label = of UN roll calls: the same vote, { $first }–{ $last }
    .shown = { PERCENT($mean) }
institutions-votes-rank = { $sides ->
        [both] Of { $places_a } states { $b } votes { ORDINAL($place_a) } most like { $a }. Of { $places_b } { $a } votes { ORDINAL($place_b) } most like { $b }.
        [a] Of { $places_a } states { $b } votes { ORDINAL($place_a) } most like { $a }.
       *[b] Of { $places_b } states { $a } votes { ORDINAL($place_b) } most like { $b }.
    }
institutions-kappa = Most roll calls find nearly everyone on one side. Measured against what their voting habits would give by chance, the two reached { NUM($kappa, digits: 2) } from { $first } to { $last }. Full agreement would be one; zero would be no more than chance (weighted kappa).
institutions-pooled = { $several ->
        [yes] From { $first } to { $last }
       *[no] In { $last }
    } they voted alike in { PERCENT($share) } of joint votes.
institutions-pooled-later = { $several ->
        [yes] From { $first } to { $last }
       *[no] In { $last }
    } it was { PERCENT($share) }.
institutions-universes = { $universe ->
        [voeten] Counting every roll call, votes on paragraphs and failed drafts included,
       *[undl] Counting adopted resolutions alone,
    } they voted alike in { PERCENT($share) } from { $first } to { $last }. This is another measure and cannot be compared with the others.
institutions-opposed = { $opposed ->
        [one] One resolution split them from { $first } to { $last }, one voting yes and the other no.
       *[other] { CAP(WORD($opposed)) } resolutions split them from { $first } to { $last }, one voting yes and the other no.
    } { $coded ->
        [none] No subject heading is held for them
        [hand] They parted most often over { $theme }, { $most ->
            [one] once
           *[other] { WORD($most) } times
        }
       *[library] The commonest subject heading is “{ $theme }”, { $most ->
            [one] given once
           *[other] given { WORD($most) } times
        }
    }.
institutions-opposed-side = In { WORD($yes) } of the { WORD($opposed) } { $yea } voted yes and { $nay } no.
institutions-distance = A model that places every state by all its votes puts the two { NUM($distance, digits: 2) } apart in { $year }{ $narrowed ->
        [yes] . They were farthest apart in { $then }, at { NUM($widest, digits: 2) }
       *[no] {""}
    }. For the newest year the model allows anything from { NUM($low, digits: 2) } to { NUM($high, digits: 2) }.

institutions-theme =
    .none = not coded

## Overlap exhibits

exhibit-institutions-overlap = { $told ->
        [chance] The two shared { $shared ->
            [one] one body
           *[other] { $shared } bodies
        } in { $last }, { $verdict ->
            [above] more than chance would give
            [below] fewer than chance would give
           *[within] about as many as chance would give
        }
       *[count] The two shared { $shared ->
            [one] one body
           *[other] { $shared } bodies
        } in { $last }
    }
    .subtitle = Full and associate memberships on the Correlates of War list, which ends in { $last }
    .note = { $told ->
        [chance] Chance: nine draws of ten if every state kept its number of memberships and every body its size.
       *[count] {""}
    }
    .alt = Step line of the bodies that { $pair } shared, { $first } to { $last }: { $shared } in the last year, { $highest } at most.
    .label-bodies = Bodies shared
    .label-shared = { $n } shared
    .label-chance = by chance { $low } to { $high }
exhibit-institutions-chance = { $told ->
        [few] Shared bodies against chance
       *[range] Shared bodies are { NUM($low, digits: 2) } to { NUM($high, digits: 2) } times what chance gives
    }
    .subtitle = Shared memberships, observed and by chance, by list and by what chance must keep
    .note = Numbers kept: every state keeps its number of memberships. Numbers and sizes kept: every body also keeps its number of members, which is the stricter test. The list of Correlates of War holds all states; our own list holds the states of this data package.
    .head-list = List
    .head-when = As of
    .head-null = What chance keeps
    .head-lift = Times chance
    .head-told = Shared, and by chance
    .cell-told = { $shared } shared; { $low } to { $high } by chance

exhibit-institutions-curated-overlap = { $told ->
        [few] Shared bodies on our own list
       *[change] On our own list the two shared { WORD($was) } { $was ->
            [one] body
           *[other] bodies
        } in { $first } and { WORD($is) } in { $last }
    }
    .subtitle = Full memberships with a published start on our own list, end of year, { $first } to { $last }
    .note = Counted are bodies of which the start of both is published, so fewer than both belong to. The list was chosen by hand, unlike that of the Correlates of War. Grey marks stand for the other pairs of either side.{ $weighed ->
            [yes] {" "}Overlap counted by status today: { $tried }.
           *[no] {""}
        }
    .tried = observers at { NUM($weight, digits: 2) }: { NUM($overlap, digits: 2) }
    .alt = Line chart of shared bodies for { $pair } and other pairs of either side, { $first } to { $last }: { $is } bodies in the last year.
    .label-bodies = Bodies shared

## Exhibits of votes

exhibit-institutions-votes = { $told ->
        [few] How often the two cast the same vote in the UN General Assembly
        [rank] They voted alike in { PERCENT($mean) } of UN roll calls, { ORDINAL($place) } of { $places } partners of { $b }
       *[mean] They voted alike in { PERCENT($mean) } of UN roll calls
    }
    .subtitle = UN General Assembly, { $universe ->
            [voeten] all roll calls
           *[undl] adopted resolutions
        }, per calendar year, { $first } to { $last }; bars: votes that both cast
    .note = { $told ->
            [few] {""}
           *[mean] The share is the mean of the years { $from } to { $to }.{" "}
        }Hollow: a year not complete, not joined, or with fewer than { $few } joint votes. { $hatched ->
            [yes] Hatched: no joint vote in { $empty }.
           *[no] {""}
        } Resolutions adopted without a vote are not counted.
    .empty = { $more ->
        [yes] { $start } to { $end }
       *[no] { $start }
    }
    .alt = Line chart over bars of identical UN votes of { $pair }, { $first } to { $last }. The rows are in the CSV file.
    .label-partial = partial year
    .label-agreement = identical votes
    .label-votes = votes
exhibit-institutions-partners = { $told ->
        [both] In UN votes { $b } comes { ORDINAL($place_a) } of { $places_a } for { $a }, { $a } { ORDINAL($place_b) } of { $places_b } for { $b }
        [a] { $b } comes { ORDINAL($place_a) } of { $places_a } states that { $a } votes beside
        [b] { $a } comes { ORDINAL($place_b) } of { $places_b } states that { $b } votes beside
       *[few] How often each state casts the same vote
    }
    .subtitle = Share of identical votes on adopted resolutions in the UN General Assembly, mean of the years { $first }–{ $last }; each dot is a state
    .note = Every state is measured on the same roll calls and years. Names other than that of the pair: states to compare with, and the first and last.
    .alt = Dots of the share of identical UN votes with every other state for { $pair }, { $first } to { $last }. The rows are in the CSV file.
    .label-with = { $side } with
    .label-middle = middle state
    .label-told = { $state } · { PERCENT($share) } of votes alike · { ORDINAL($place) } of { $places }, yearly { PERCENT($low) } to { PERCENT($high) }
    .label-own = { $state } { PERCENT($share) }, { ORDINAL($place) }
exhibit-institutions-distance = { $told ->
        [few] Distance between voting positions
       *[change] The distance between their positions was { NUM($was, digits: 2) } in { $first } and { NUM($is, digits: 2) } in { $last }
    }
    .subtitle = Difference of the ideal points that a model gives each state by its UN votes, per calendar year, { $first } to { $last }
    .note = Errors of the two estimates are taken as independent. { $skipped ->
            [yes] We leave out { $omitted }: the data set books votes of one year under another.
           *[no] {""}
        }
    .omitted = { $year }
    .alt = Line chart with band of the distance of voting positions of { $pair }, { $first } to { $last }: { NUM($was, digits: 2) } in the first year, { NUM($is, digits: 2) } in the last. The rows are in the CSV file.
    .label-interval = { PERCENT($level) } interval
    .label-distance = distance
    .label-told = { YEAR($year) } · { NUM($distance, digits: 2) } ideal-point units · { NUM($low, digits: 2) } to { NUM($high, digits: 2) }
exhibit-institutions-oppositions = { $told ->
        [few] Where the two voted against each other
       *[theme] { $most } of { $total } votes against each other { $coded ->
            [hand] concern { $theme }
           *[library] stand under “{ $theme }”
        }
    }
    .subtitle = Adopted resolutions on which one voted yes and the other no, by theme, { $first } to { $last }
    .note = The same resolution may return each year: the count measures a standing difference, not a worsening.
    .head-theme = Theme
    .head-votes = Votes
    .head-a-yes = { $a } yes
    .head-b-yes = { $b } yes
    .head-years = Years
    .head-named = Title that recurs most or latest
    .head-source-ids = Sources
exhibit-institutions-opposition-list = { CAP(WORD($resolutions)) } { $resolutions ->
        [one] resolution
       *[other] resolutions
    } had one of the two for and the other against
    .subtitle = UN General Assembly, adopted resolutions, latest first; Y yes, N no
    .head-date = Date
    .head-symbol = Resolution
    .head-title = Title
    .head-theme = Theme
    .head-vote-a = { $a }
    .head-vote-b = { $b }
    .head-source-ids = Sources
exhibit-institutions-key-votes = { $told ->
        [few] Votes on selected resolutions
       *[share] They cast the same vote on { $same } of { $cast } selected resolutions
    }
    .subtitle = Selected resolutions, latest first; Y yes, N no, A abstained, X no vote cast
    .note = We chose the resolutions by hand: their share says nothing about voting at large.
    .head-date = Date
    .head-symbol = Resolution
    .head-title = Title
    .head-vote-a = { $a }
    .head-vote-b = { $b }
    .head-same = Same
    .head-source-ids = Sources

## Table of treaties

exhibit-institutions-treaties = { $told ->
        [treaty] { $dated ->
            [yes] The investment treaty of { YEAR($signed) } was signed but, at the last report, not in force
           *[no] The investment treaty was signed but, at the last report, not in force
        }
        [force] { $force } of { $known } instruments known to us are reported to be in force
       *[few] Instruments between the two sides
    }
    .subtitle = Instruments of the two by kind; investment and tax treaties of either with others beside them
    .note = Compiled from public reports; no register of treaties was read. Signed, ratified and in force are three different states.
    .head-kind = Kind
    .head-title = Instrument
    .head-between = Between
    .head-signed = Signed
    .head-in-force = In force
    .head-form = Status (date of report)
    .head-source-ids = Sources
