### Connectivity: the road between the two and what closes it; programmes, their promises and their use.

## The road

connectivity-no-road = { CAP(WORD($roads)) } road from { $starts } to { $goal } is open while { $shut } { $several ->
        [no] is
       *[yes] are
    } shut.
    .starts = { $place }
    .shut = { $place }
    .shown = none open
    .label = roads from { $starts } to { $goal }

connectivity-shortest = { $condition ->
        [today] The shortest open road
        [asked] With { $closed } shut as well, the shortest open road
        [without] Were { $closed } open, the shortest road
       *[open] With everything open, the shortest road
    } from { $start } to { $goal } { $condition ->
        [today] runs
        [asked] runs
       *[open] would run
    } about { NUM($km, digits: -1) } km{ $direct ->
        [yes] {""}
       *[no] {" "}through { $via }
    }. Published lengths cover { PERCENT($published) } of it{ $summed ->
        [yes] {""}; another { PERCENT($derived) } is read from longer stretches
       *[no] {""}
    }.{ $whole ->
        [yes] {""}
       *[no] {" "}The rest, { NUM($estimated, digits: -1) } km, is estimated; by how the other roads wind, the whole is { NUM($low, digits: -1) } to { NUM($high, digits: -1) } km.
    }
    .closed = { $place }
    .via = { $land }
    .label = { $condition ->
        [open] road from { $start } to { $goal } with everything open
       *[today] open road from { $start } to { $goal }
    }{ $whole ->
        [yes] {""}
       *[no] {" "}({ NUM($low, digits: -1) } to { NUM($high, digits: -1) })
    }
    .shown = about { NUM($km, digits: -1) } km

connectivity-asked = { $longer ->
        [yes] Closing { $closed } as well makes the road from { $start } { NUM($extra, digits: -1) } km longer than it is today.
       *[no] Closing { $closed } as well does not lengthen the road from { $start }.
    }
    .closed = { $place }
    .shown = +{ NUM($extra, digits: -1) } km

connectivity-reopened = If all that is shut reopened, a road through { $via } would bring { $goal } about { NUM($shorter, digits: -1) } km nearer to { $start }.
    .via = { $land }

connectivity-shut = { $places } { $fresh ->
        [yes] { $n ->
            [one] is shut to goods
           *[other] are shut to goods
        }
       *[no] { $n ->
            [one] was shut to goods when last reported
           *[other] were shut to goods when last reported
        }
    }{ $same ->
        [yes] , { DATED($confirmed) }
       *[no] {""}
    }{ $fresh ->
        [yes] .
       *[no] ; we know of nothing newer.
    }
    .places = { $whole ->
        [yes] every other crossing of { $place }
       *[no] { $place }
    }{ $known ->
        [yes] {" "}({ DAY($confirmed) })
       *[no] {""}
    }

connectivity-season = { $places } { $n ->
        [one] is out of season and opens
       *[other] are out of season and open
    } again { DATED($opens) }.
    .places = { $place }

connectivity-hours = A lorry needs { $spread ->
        [yes] { $low } to { NUM($high) }
       *[no] about { NUM($high) }
    } hours for this road. That is at { NUM($speed) } km/h, the average speed published for { $year }.{ $queued ->
        [yes] {" "}That includes the waits published for { $year }: { $borders }.
       *[no] {""}
    }{ $incomplete ->
        [yes] {" "}We know no waiting time for { $unknown }.
       *[no] {""}
    } Rest, nights and visas come on top.
    .borders = { $spread ->
        [yes] { $low } to { $high }
       *[no] { $low }
    } hours at { $place }
    .unknown = { $place }

connectivity-disjoint = { $condition ->
        [asked] With these places shut,
       *[today] Today
    } { $now ->
        [0] no road leads
        [one] one road leads
       *[other] { WORD($now) } separate roads lead
    } from { $start }; with everything open there { $open ->
        [one] would be one
       *[other] would be { WORD($open) } separate roads
    }. { $months ->
        [12] No season closes the road in use.
       *[other] Its seasons keep the road in use open { WORD($months) } months of the year.
    }

connectivity-cut = { CAP(WORD($closures)) } of { WORD($tried) } further closures { $closures ->
        [one] would leave
       *[other] would each leave
    } no road from { $start } to { $goal }: { $names }.
    .names = “{ $place }”

connectivity-costliest = The costliest closure that leaves a road is “{ $name }”: it makes the way from { $start } { NUM($extra, digits: -1) } km longer than today.

## Programmes

connectivity-shipments = { $searched ->
        [yes] By a search of { DAY($search) } we
       *[no] We
    } know of { $runs ->
        [one] one run by land between the two, { DATED($first) }.
       *[other] { WORD($runs) } runs by land between the two, the first { DATED($first) }, the last { $weak ->
            [0] {""}
           *[other] that is well attested {""}
        }{ DATED($last) }.
    }{ $weak ->
        [0] {""}
        [one] {" "}The one { DATED($weak_date) } rests on weak sources alone.
       *[other] {" "}{ CAP(WORD($weak)) }, the last { DATED($weak_date) }, rest on weak sources alone.
    }
    .label = known runs by land between the two
    .shown = { $runs }

connectivity-slip = { CAP(DATED($first_stated)) } { $programme } was promised for { $first }. { CAP(DATED($last_stated)) } it was promised for { $last }. { $way ->
        [same] The date has not moved since.
        [earlier] The date came { $moved ->
            [one] a year
           *[other] { $moved } years
        } nearer while { $passed ->
            [one] a year
           *[other] { $passed } years
        } passed.
       *[later] In { $passed ->
            [one] one year
           *[other] { NUM($passed) } years
        } the finish moved { $moved ->
            [one] a year
           *[other] { $moved } years
        } away.
    } The { $statements } dated promises run from { $earliest } to { $latest }.
    .label = years that the promised finish of { $programme } has moved, { YEAR($first_stated) } to { YEAR($last_stated) }
    .shown = { NUM($moved) }

connectivity-interrupted = Work on { $programme } { $first }.{ $dates ->
        [1] {""}
       *[more] {" "}It { $last }.
    }
    .first = { $kind ->
        [suspended] stopped
       *[resumed] began again
    } { DATED($date) } ({ $part })
    .last = { $kind ->
        [suspended] last stopped
       *[resumed] last began again
    } { DATED($date) } ({ $part })
    .shown = { $dates }

connectivity-progress-conflict = Sources put the progress of { $programme } in { $land } anywhere from { NUM($low) }% to { NUM($high) }%. They count different things: { $said }.
    .said = { $part } ({ $value }%, { DAY($date) })

connectivity-claim = { $verdict ->
        [confirmed] The sources confirm
        [contradicted] The sources contradict
        [imprecise] The sources bear out only in part
        [contested] The sources disagree on
        [not-yet-assessable] The sources of the day could not yet settle
       *[unverified] We could not verify
    } a statement of the article that the last chapter tests: “{ $claim }”.

connectivity-page-members = { $programme } concerns { WORD($parties) } { $parties ->
        [one] country
       *[other] countries
    }: { $members }.
    .members = { $land } ({ $role })

connectivity-page-outside = { $land } has no part in { $programme }, but the road between the two runs over its links.

connectivity-page-cost = The newest cost published for the whole of { $programme } is { $latest } ({ DAY($date) }){ $spread ->
        [yes] . The figures published run from { $low } to { $high }
       *[no] {""}
    }.

connectivity-page-runs = { $searched ->
        [yes] By a search of { DAY($search) } we
       *[no] We
    } know of { $runs ->
        [one] one run under { $programme } between the two, { DATED($first) }.
       *[other] { WORD($runs) } runs under { $programme } between the two, from { $first } to { $last }.
    }

connectivity-page-next = { $several ->
        [yes] Next due, by the latest statements, are
       *[no] Next due, by the latest statement, is
    } { $items }.
    .items = { $kind ->
        [whole] the completion of the whole ({ $date })
        [completion] the completion of { $what } ({ $date })
        [start] the start of { $what } ({ $date })
       *[other] { $what } ({ $date })
    }
    .shown = { $date }

connectivity-completion = { $odds ->
        [almost-no-chance] We see almost no chance that
        [roughly-even-chance] We see a roughly even chance that
       *[other] We judge it { $likelihood } that
    } { $programme } is complete by { $date }, the date last given.
    .because = of { WORD($passed) } finishing dates that fell due, over all programmes, { $kept ->
        [0] none was
        [one] one was
       *[other] { WORD($kept) } were
    } kept. { CAP($programme) } alone was given { WORD($statements) } dates since { $first_stated }; the last lies ahead
    .change = power or traffic were reported over its whole length before { YEAR($date) }, or the next date that falls due were kept

## Exhibits: the road

exhibit-connectivity-corridor = { $condition ->
        [open] With everything open the road would run
        [without] Were { $closed } open, the road would run
       *[today] The open road runs
    } about { NUM($km, digits: -1) } km from { $start } to { $goal }{ $direct ->
        [yes] {""}
       *[no] {" "}through { $via }
    }
    .subtitle = { $condition ->
        [asked] Shortest road with { $closed } shut as well
       *[today] Shortest road
    }, km and metres above the sea; { PERCENT($published) } of its length is published{ $summed ->
        [yes] , { PERCENT($derived) } read from longer stretches
       *[no] {""}
    }{ $whole ->
        [yes] {""}
       *[no] , the rest estimated
    }
    .note = { $form ->
        [map] Lines and names are for orientation only and take no view on sovereignty or on any boundary. Dotted lines are disputed or not settled; the Line of Control in Jammu and Kashmir is approximate, its final status not agreed. Roads pass through way points; lines between them are drawn, not surveyed. { $credit }.
       *[strip] The names are places on the road and express no view on sovereignty or on the course of any boundary.
    }
    .alt = { $form ->
        [map] Map and height profile
       *[strip] Height profile
    } of the shortest road from { $start } to { $goal }, { NUM($km, digits: -1) } km{ $direct ->
        [yes] {""}
       *[no] {" "}through { $via }
    }, as of { $as_of }.
    .label-top = { $place }, { NUM($height) } m
    .label-height = { $place } { NUM($height) }
    .label-season = open { $first } to { $last }
    .label-season-since = all year since { YEAR($until) },
    .label-season-before = before that { $first } to { $last }
    .label-shut = shut since { DAY($date) }
    .label-seen = last reported { DAY($date) }
    .label-power = { $programme } power line
    .label-unbuilt = part in { $country } not finished
    .label-unbuilt-on = as of { DAY($date) }
    .label-bead = { NUM($km) } km
    .label-km = km
    .label-stretch = { $country }, { NUM($km) } km
    .key-use = Road that is open, about { NUM($km, digits: -1) } km
    .key-estimated = Of it estimated, { NUM($km, digits: -1) } km
    .key-shut = Next shortest if all were open, about { NUM($km, digits: -1) } km
    .key-other = Other roads
    .key-built = { $programme }: built
    .key-unbuilt = { $programme }: not finished
    .key-crossing = Crossing shut to goods
    .key-boundary = Boundary disputed or not settled
    .label-across = km from { $start }
    .label-dashed = km from { $start }; dashed: length estimated
    .label-up = m above sea

exhibit-connectivity-routes = { $condition ->
        [open] Every road is shut today; with everything open the shortest from { $start } would run about { NUM($km, digits: -1) } km
        [without] No road is left with { $closed } shut; open, the shortest from { $start } would run about { NUM($km, digits: -1) } km
       *[today] { $only ->
            [yes] The only way open today runs through { $via }: about { NUM($km, digits: -1) } km from { $start }
           *[no] The way from { $start }{ $direct ->
                [yes] {""}
               *[no] {" "}through { $via }
            } is the shortest of those open today: about { NUM($km, digits: -1) } km
        }
    }
    .subtitle = Ways to { $goal }, the shortest through each set of countries{ $condition ->
        [asked] , with { $closed } shut as well
       *[today] {""}
    }
    .note = Lengths are rounded to tens; in brackets their range where parts are estimated, by how other roads wind. Hours are the distance at the published driving speed plus the waits published at the borders, without rest, nights or visas.
    .head-start = From
    .head-via = Through
    .head-length = km
    .head-estimated = Estimated, %
    .head-crossings = Borders
    .head-top-m = Highest, m
    .head-hours = Hours
    .head-unknown = No wait known at
    .head-months = Months
    .head-open = Open
    .head-source-ids = Sources
    .cell-yes = yes
    .cell-no = shut{ $dated ->
        [yes] {" "}when last reported, { DAY($seen) }
       *[no] {""}
    }

exhibit-connectivity-disruption = { $cutting ->
        [0] No single further closure cuts the road from { $start }
        [one] One of { WORD($tried) } further closures leaves no road from { $start }
       *[other] { CAP(WORD($cutting)) } of { WORD($tried) } further closures leave no road from { $start }
    }
    .subtitle = Length of the shortest road from { $start } that is left, in amber the way round{ $some ->
        [yes] ; shut already: { $shut }
       *[no] {""}
    }{ $asked ->
        [yes] ; shut as well: { $closed }
       *[no] {""}
    }
    .shut = { $place }
    .note = Each closure is added to what is shut today; lengths in tens.{ $alone ->
        [yes] {""}
       *[no] {" "}The roads from { $others } are in the CSV.
    }
    .alt = Bars of the length of the road that further closures leave: { $cutting ->
        [0] none of { $tried } leaves no road
       *[other] { $cutting } of { $tried } leave no road
    } from { $start }, as of { $as_of }.
    .cell-none = no road
    .cell-same = no change
    .label-today = As things stand

exhibit-connectivity-criticality = { $alone ->
        [0] Every place on today’s shortest roads can be passed by
        [one] One of { WORD($places) } places on today’s shortest roads has no way around it
       *[other] { $alone } of { $places } places on today’s shortest roads have no way around them
    }
    .subtitle = What the second-best way costs without each place, and how many starts have none{ $asked ->
        [yes] ; { $closed } shut as well
       *[no] {""}
    }
    .head-place = Place
    .head-way = Way round, extra km
    .head-cut = Starts cut off
    .cell-none = no way round

exhibit-connectivity-lengths = { $stretches ->
        [one] One stretch has a published length beside the sum of its links
       *[other] { CAP(WORD($stretches)) } stretches have a published length beside the sum of their links
    }
    .subtitle = Length of the whole as published, and the sum that the routes use, km
    .head-stretch = Stretch
    .head-published = published
    .head-summed = summed
    .head-estimated-km = of it estimated
    .head-source-ids = Sources
    .cell-stretch = { $start } to { $end }

## Exhibits: one programme

exhibit-connectivity-programme-sheet = { $told ->
        [done] Reports put { $programme } at { $least }% or more in { $ready }, not in { $unready }
        [outside] { $land } has no seat in { $programme }{ $costed ->
            [yes] , for which up to { $cost } was announced
           *[no] {""}
        }
        [runs] { $runs ->
            [0] No run
            [one] One run
           *[other] { CAP(WORD($runs)) } runs
        } under { $programme } between the two { $runs ->
            [0] is well attested
            [one] is well attested
           *[other] are well attested
        } since { YEAR($since) }{ $weak ->
            [0] {""}
           *[other] , { WORD($weak) } more only weakly
        }
       *[parties] { $programme } { $parties ->
            [0] is known by its parts
            [one] concerns one country
           *[other] concerns { WORD($parties) } countries
        }{ $moved ->
            [0] {""}
            [one] , and the date of one part has moved
           *[other] , and the dates of { WORD($moved) } parts have moved
        }
    }
    .subtitle = { $named ->
        [yes] { $name }. { $purpose }
       *[no] Who is in it, what it costs and carries, and what was promised of each part
    }
    .note = Sums and sizes as published, in brackets the year of the newest; pale: the range of sources. Ring: date first promised; disc: date promised last; diamond: it took place; cross: stopped; upright line: the day of the edition.{ $told ->
        [runs] {" "}Large disc: a run; grey: under another agreement; hollow: weak sources alone.
       *[other] {""}
    }{ $rest ->
        [0] {""}
       *[other] {" "}The CSV file has { $rest } more rows.
    }
    .alt = Sheet of { $programme }: its { $parties } parties with their parts, sums and sizes as published, and what was promised of each part against what is known of it. The CSV file has every row.
    .label-parties = Who is in it
    .label-cost = What it costs, USD million
    .label-paid = Loans, grants and own money, USD million
    .label-sizes = What it can carry{ $used ->
        [yes] {" "}and what it carries
       *[no] {""}
    }
    .label-dates = Promised and reached, by part
    .label-happened = What happened
    .label-run = { $exporter } to { $importer }{ $cargoes ->
        [yes] : { $cargo }
       *[no] {""}
    }
    .label-ran = { $own ->
        [yes] run, { DAY($date) }
       *[no] run under { $other }, { DAY($date) }
    }{ $weak ->
        [yes] , weak sources alone
       *[no] {""}
    }
    .label-whole = the whole
    .label-runs = runs between the two known to us
    .label-role = { $within ->
        [yes] { $role }
       *[no] not in it: { $role }
    }{ $dated ->
        [yes] , { DAY($date) }
       *[no] {""}
    }
    .label-done = { $ends ->
        [two] { $low }% to { $high }%
       *[one] { $value }%
    }
    .label-told-of = { $ends ->
        [two] { $value }%{ $of ->
            [part] {" "}of { $part }
           *[all] {""}
        }, { DAY($date) }
       *[one] { $of ->
            [part] of { $part }, { DAY($date) }
           *[all] done, { DAY($date) }
        }
    }
    .label-kind = { $kind ->
        [cost] Cost
        [financing] Loans, grants and own money
        [revenue] Earnings
        [debt] Debts
       *[price] Price
    }
    .label-told = { $how ->
        [moved] { DAY($first) } became { DAY($last) }
        [once] { $passed ->
            [yes] was due { DAY($last) }
           *[no] due { DAY($last) }
        }
       *[none] {""}
    }{ $state ->
        [none] {""}
       *[other] { $how ->
            [none] {""}
           *[other] {"; "}
        }
    }{ $state ->
        [none] {""}
        [progress] { $value }% done, { DAY($reached) }
        [commissioned] { $how ->
            [none] {""}
           *[other] {"reached "}
        }{ DAY($reached) }
        [suspended] stopped { DAY($reached) }
        [resumed] resumed { DAY($reached) }
       *[reopened] reopened { DAY($reached) }
    }

exhibit-connectivity-programme-points = { $told ->
        [outside] { $programme } gives { $land } no seat, and { $runs ->
            [0] no run between the two under it is known
            [one] one run between the two under it is known
           *[other] { WORD($runs) } runs between the two under it are known
        }
        [runs] { $runs ->
            [0] No run
            [one] One run
           *[other] { CAP(WORD($runs)) } runs
        } under { $programme } { $runs ->
            [one] is
           *[other] are
        } known{ $weak ->
            [0] {""}
           *[other] {" "}and { WORD($weak) } weakly
        }{ $held ->
            [0] {""}
           *[other] ; it is held back in { $where }
        }
       *[parties] { $gains ->
            [0] No country is known to gain
            [one] One country is to gain
           *[other] { CAP(WORD($gains)) } are to gain
        } from { $programme }{ $held ->
            [0] {""}
           *[other] ; it is held back in { $where }
        }
    }
    .head-about = About
    .head-land = Country
    .head-point = Point
    .head-when = As of
    .head-source-ids = Sources
    .cell-gives = What it gives
    .cell-use = How it is used and what has moved
    .cell-moved = How it is used and what has moved
    .cell-friction = What holds it back
    .cell-open = What comes next
    .cell-all = all parties

## Exhibits: all programmes of the pair

exhibit-connectivity-slippage = { $way ->
        [same] { $programme } is still promised for { $last }
       *[later] The finish of { $programme } { $way ->
            [earlier] came nearer
           *[later] moved away
        }, from { $first } to { $last }, in { $passed ->
            [one] a year
           *[other] { NUM($passed) } years
        }
    }
    .subtitle = Completion promised (up) against the day of the statement (across), { $statements } statements about the whole of { $programme }{ $others ->
        [some] {" "}and of the other programmes drawn
       *[none] {""}
    }{ $weak ->
        [0] {""}
       *[other] , { WORD($weak) } of them weak (hollow)
    }
    .note = A bar is the span promised, a year or a month. A mark on the dotted line would promise the very day; a hollow mark rests on a weak source and does not count in the text.
    .alt = Chart of completion dates by the day on which they were promised: { $programme } went from { $first } to { $last }, as of { $as_of }.
    .label-up = Completion promised for
    .label-said = { $programme }: { $date }, said { DAY($stated) }
    .label-moved = { $date }, said { DAY($stated) }
    .label-stopped = { $part }: work stops, { DAY($date) }
    .label-day = the day itself

exhibit-connectivity-shipments = { $own ->
        [one] One of { WORD($runs) } known runs on the corridors went between the two
       *[other] { CAP(WORD($own)) } of { WORD($runs) } known runs on the corridors went between the two
    }
    .subtitle = Runs and openings of services known to us since { YEAR($first) }, the latest first
    .head-shown = Date
    .head-own = The two
    .head-route = Route
    .head-under = Agreement
    .head-carrier = Carrier
    .head-cargo = Cargo
    .head-days = Days
    .head-source-ids = Sources
    .cell-own = yes

exhibit-connectivity-programmes = { $differ ->
        [0] Sources agree on all { $quantities } quantities of the programmes
        [one] Sources differ on one of { $quantities } quantities of the programmes
       *[other] Sources differ on { $differ } of { $quantities } quantities of the programmes
    }
    .subtitle = Programmes by part and quantity, every value published
    .head-programme = Programme
    .head-component = Part
    .head-metric = Quantity
    .head-published = Published
    .head-unit = Unit
    .head-when = When
    .head-values = Values
    .head-source-ids = Sources

exhibit-connectivity-progress = { $programme }: sources give { NUM($low) }% to { NUM($high) }% for { $where }
    .subtitle = Per cent done as published, by country and date; we average nothing
    .head-programme = Programme
    .head-where = Country
    .head-component = Part
    .head-value = %
    .head-when = When
    .head-notes = Notes
    .head-source-ids = Sources
    .cell-whole = whole

exhibit-connectivity-rules = { $used ->
        [0] The two share { WORD($agreements) } agreements and programmes; we know of no run under them
        [one] We know of runs between the two under one of { WORD($agreements) } agreements of both
       *[other] We know of runs between the two under { WORD($used) } of { WORD($agreements) } agreements of both
    }
    .subtitle = Agreements and programmes of both sides, permits as published, and known runs between the two
    .head-programme = Agreement
    .head-parties = Part of each side
    .head-permits = Permits
    .head-moved = Runs
    .head-source-ids = Sources
