### Timeline: contacts, visits and promises, and what comes next.

## Contacts

timeline-contacts = { $contacts ->
        [one] We know of one dated contact of the two sides
       *[other] We know of { WORD($contacts) } dated contacts of the two sides
    }{ $span ->
        [years] {" "}from { $since } to { $until }
       *[year] {" "}in { $until }
    }. Leaders, that is heads of state or government, account for { $leaders ->
        [0] none
       *[other] { WORD($leaders) }
    }{ $gathered ->
        [0] {""}
        [one] , one of them at a gathering of more states
       *[other] , { WORD($gathered) } of them at gatherings of more states
    }, ministers for { $ministers ->
        [0] none
       *[other] { WORD($ministers) }
    } and commissions and officials for { $officials ->
        [0] none
       *[other] { WORD($officials) }
    }.
timeline-single-source = We know { $alone ->
        [0] none
       *[other] { WORD($alone) }
    } of the { WORD($contacts) } contacts from a single source.
timeline-gap = Between bilateral visits of leaders that we know of, the longest gap was { $dates ->
        [exact] { NUM($gap, digits: 1) } years
       *[coarse] { NUM($at_least, digits: 1) } to { NUM($at_most, digits: 1) } years
    }, from { $since } to { $until }.
    .label = longest time without a known bilateral visit of a leader, { YEAR($since) } to { YEAR($until) }
    .shown = { $dates ->
        [exact] { NUM($gap, digits: 1) } years
       *[coarse] { NUM($at_least, digits: 1) } to { NUM($at_most, digits: 1) } years
    }
timeline-gap-with-summits = If journeys to a summit in the other country count too, the longest gap was { $dates ->
        [exact] { NUM($gap, digits: 1) } years
       *[coarse] { NUM($at_least, digits: 1) } to { NUM($at_most, digits: 1) } years
    }. It ran from { $since } to { $until }.
timeline-direction = We know of { WORD($journeys) } { $journeys ->
        [one] journey
       *[other] journeys
    } of leaders between the two. { ADJ($a) } leaders made { WORD($visits_a) } { $visits_a ->
        [one] visit
       *[other] visits
    } to { $b } and { WORD($summits_a) } { $summits_a ->
        [one] journey to a summit
       *[other] journeys to summits
    } there. { ADJ($b) } leaders made { WORD($visits_b) } { $visits_b ->
        [one] visit
       *[other] visits
    } to { $a } and { WORD($summits_b) } { $summits_b ->
        [one] journey to a summit
       *[other] journeys to summits
    } there.
timeline-forums = Since { $since }, { WORD($aside) } of the { WORD($meetings) } meetings of leaders that we know of took place on the margins of a forum.{ $named ->
        [some] {" "}Of these, { $forums }.
       *[none] {""}
    }
    .forums = the { $forum } hosted { WORD($times) }
timeline-latest = The latest meeting of leaders that we know of was { DATED($date) }.
timeline-followed = The two sides signed documents at { WORD($signed) } of { WORD($meetings) } meetings of leaders, or within { $days } days after, as far as we know.
timeline-reporting = We know of { WORD($contacts) } contacts in the { $decade }. There were { WORD($contacts_before) } in the { $decade_before }. Dated sources that tell of them number { WORD($sources) }, after { WORD($sources_before) }{ $together ->
        [rise] , so part of the rise is perhaps better reporting
        [fall] , so part of the fall is perhaps thinner reporting
       *[apart] {""}
    }.

## Promises

timeline-promises = { $promises ->
        [one] We know of one promise of the two sides. Its due date has passed, and it was { $ever ->
            [0] not delivered that we know of
           *[other] delivered { $in_time ->
                [0] late
               *[other] in time
            }
        }
       *[other] Of { WORD($promises) } promises of the two sides that we know of, { $ever ->
            [0] none was
            [one] one was
           *[other] { WORD($ever) } were
        } delivered. { $due ->
            [one] One due date has passed
           *[other] { CAP(WORD($due)) } due dates have passed
        }: { $delivered ->
            [0] no delivery is known
            [one] one promise was delivered, { $in_time ->
                [0] late
               *[other] in time
            }
           *[other] { WORD($delivered) } promises were delivered, { $in_time ->
                [0] none
               *[other] { WORD($in_time) }
            } in time
        }{ $late ->
            [0] {""}
            [one] ; one is late
           *[other] ; { WORD($late) } are late
        }{ $silent ->
            [0] {""}
            [one] ; of one no outcome is public
           *[other] ; of { WORD($silent) } no outcome is public
        }
    }.
    .label = promises whose date has passed were delivered, { $in_time ->
        [0] none
       *[other] { WORD($in_time) }
    } in time
    .shown = { $delivered } of { $due }
timeline-promises-ahead = We know of { $promises ->
        [one] one promise of the two sides; its due date has not passed yet
       *[other] { WORD($promises) } promises of the two sides; no due date has passed yet
    }.{ $ever ->
        [0] {""}
        [one] {" "}One was delivered all the same.
       *[other] {" "}{ CAP(WORD($ever)) } were delivered all the same.
    }
timeline-promises-undated = { $promises ->
        [one] One promise named no date
       *[other] { CAP(WORD($promises)) } promises named no date
    }: { $states }.
    .states = { $state ->
        [delivered] { $n ->
            [one] one was delivered
           *[other] { WORD($n) } were delivered
        }
        [open] { $n ->
            [one] one is open
           *[other] { WORD($n) } are open
        }
        [overdue] { $n ->
            [one] one is late
           *[other] { WORD($n) } are late
        }
       *[no-public-evidence] { $n ->
            [one] of one no outcome is public
           *[other] of { WORD($n) } no outcome is public
        }
    }

## What comes next

timeline-next-due = Next on the calendar, { DATED($date) }, is { $kind ->
        [target] the trade target of { USD($target) }
        [completion] the completion of { $programme }{ $part ->
            [whole] {""}
           *[part] {" "}({ $what })
        }
        [start] the start of { $programme }{ $part ->
            [whole] {""}
           *[part] {" "}({ $what })
        }
        [promise] a promise: { $what }
       *[scheduled] this: { $what }
    }.{ $ahead ->
        [one] {""}
       *[other] {" "}{ CAP(WORD($ahead)) } dates lie within the time ahead that we look at.
    }
timeline-next-meeting = We put the chance that the leaders meet by { $until } at { PERCENT($chance) } ({ $likelihood }).
    .because = leaders met in { $hits ->
        [0] none
       *[other] { WORD($hits) }
    } of the last { WORD($spans) } years, which allows { PERCENT($least) } to { PERCENT($most) }.{ $calendar ->
        [some] {" "}Summits where they have met before lie ahead: { $summits }.
       *[none] {""}
    }{ $range ->
        [some] {" "}With meetings of several leaders in a third country the chance would be { PERCENT($at_most) }.
       *[none] {""}
    } { $scored ->
        [none] Too few past days can be asked to score this rate
        [yes] On { WORD($asked) } past days this method did better than tossing a coin
       *[no] On { WORD($asked) } past days this method did no better than tossing a coin: treat it as a guess
    }
    .summits = { $summit }, { DATED($date) }
    .change = a visit were announced, or a summit to which both are invited were cancelled
    .derivation = Laplace's rule of succession on the last { WORD($spans) } spans of twelve months; scheduled summits are named beside it
    .rule = resolved as true if a source reports that the heads of state or government met in person, on a visit or on the margins of a forum, by { $until }
exhibit-timeline-record = What the rule for meetings would have said, and what came
    .subtitle = Chance that the leaders meet within twelve months, asked on the same day each year
    .note = Asked with what was public on the day. What came is told by the contacts known today.
    .head-asked = Asked on
    .head-chance-shown = Chance
    .head-came-shown = Came
    .head-source-ids = Sources
timeline-next-promise = We put the chance that the next promise to fall due is kept in time at { PERCENT($chance) } ({ $likelihood }): { $promise }, due { DATED($due) }.
    .because = { $kept ->
        [0] none
       *[other] { WORD($kept) }
    } of the { WORD($known) } promises with a known outcome was kept in time; with those of unknown outcome the chance is { PERCENT($at_least) }
    .change = it were delivered by then
    .derivation = Laplace's rule of succession on the promises whose due date has passed
    .rule = resolved as true if a source reports delivery by the end of { $due }

## Words of tables

timeline-cell =
    .visit = { $at ->
        [yes] to { $host }
       *[no] visit
    }
    .margins = { $named ->
        [yes] { $forum }
       *[no] a forum
    }{ $at ->
        [yes] , in { $host }
       *[no] {""}
    }
    .some = With documents signed
    .none = No document known
    .coarse = Known by the year only, so what followed is not known
    .more = { $documents }; and { $rest } more
    .promise = { $named ->
        [yes] { CAP($programme) }: { $promise }
       *[no] { $promise }
    }{ $standing ->
        [proposal] {" "}(proposal of one side)
        [aspiration] {" "}(aspiration)
        [potential] {" "}(potential)
        [single-source] {" "}(one source)
       *[other] {""}
    }
    .due = { $dated ->
        [yes] { DAY($due) }{ $moved ->
            [yes] , now { DAY($restated) }
           *[no] {""}
        }
       *[no] no date
    }
    .outcome = { $state ->
        [delivered] delivered { DAY($delivered) }
        [overdue] late, not delivered
        [open] open
       *[no-public-evidence] { $looked ->
            [yes] no outcome found, looked on { DAY($searched) }
           *[no] no outcome known to us
        }
    }
    .late = { $ends ->
        [one] { $low }
       *[two] { $low } to { $high }
    } { $unit ->
        [days] { $high ->
            [one] day
           *[other] days
        }
        [months] { $high ->
            [one] month
           *[other] months
        }
       *[years] { $high ->
            [one] year
           *[other] years
        }
    }{ $sign ->
        [early] {" "}early
       *[late] {""}
    }
    .dates = { DAY($date) }{ $several ->
        [yes] {" "}or { DAY($also) }
       *[no] {""}
    }
    .step = { $kind ->
        [target] Trade of { USD($target) }
        [completion] { $whole ->
            [yes] { CAP($programme) }: completion
           *[no] { CAP($programme) }, { $what }: completion
        }
        [start] { $whole ->
            [yes] { CAP($programme) }: start
           *[no] { CAP($programme) }, { $what }: start
        }
       *[other] { $named ->
            [yes] { CAP($programme) }: { $what }
           *[no] { $what }
        }
    }

## Exhibits

exhibit-timeline-lanes = { $told ->
        [gap] { $contacts } known contacts, and { NUM($gap, digits: 1) } years between two visits of leaders
       *[few] What bears a date: contacts, agreements and crises
    }
    .subtitle = Events that concern both sides, { $first } to { $last }, as sources of either side report them
    .note = { $crowded ->
        [yes] Shades count the events of a lane in a year.
       *[no] A circle is one event: filled for a visit, session, document or event, hollow for a meeting beside a forum, at a gathering of more states or by telephone.
    } Named are the events that most independent sources report, visits and crises first. More marks where there are more sources do not mean more diplomacy.
    .alt = Timeline with { $events } dated events of { $pair }, { $first } to { $last }; { $contacts } of them are contacts. Turning points are named above a line of years, all events a year and lanes stand under it. The list of events has them all.
    .label-top-level = Heads of state or government
    .label-ministers = Ministers
    .label-consultations = Commission and consultations
    .label-agreements = Agreements
    .label-crises = Crises
    .label-gap = no bilateral visit known for { NUM($gap, digits: 1) } years
    .label-events = All events on record, a year
    .label-count = { $events } { $events ->
        [one] event
       *[other] events
    }
exhibit-timeline-top-level = { $told ->
        [some] The two sides signed documents at or after { $signed } of { $meetings } meetings of leaders
       *[few] Meetings of leaders and documents signed
    }
    .subtitle = Visits and meetings at forums, latest first; documents known to us that were signed within { $days } days
    .note = That documents followed does not prove an effect: they are prepared for visits. Meetings known by the year only are not counted.
    .head-signed = Documents
    .head-when = Date
    .head-meeting = Meeting, and what was signed
    .head-setting = Visit or forum
    .head-source-ids = Sources
exhibit-timeline-promise-ladder = { $told ->
        [some] { CAP(WORD($delivered)) } of { WORD($due) } promises past their due date { $delivered ->
            [one] was
           *[other] were
        } delivered, { $in_time ->
            [0] none
           *[other] { WORD($in_time) }
        } in time
       *[few] What became of the promises
    }
    .subtitle = Line: from the day said to the day promised; bar: time past that day; disc: kept; dotted: no outcome found, with the day of the search
    .note = Where no outcome was found, none was reported where we looked: that does not prove failure.
    .alt = Promises of { $pair } over an axis of years, a row each: { $delivered } of { $due } past their due date were delivered. Those with a due date stand first, by how long they have waited. The table of promises has them all.
    .label-due = A day was promised
    .label-undated = No day was promised
    .label-more = { $rest } more are in the table of promises.
    .label-row = { $state ->
        [delivered] { $timed ->
            [late] delivered { $late } late
            [early] delivered { $late }
           *[no] delivered { DAY($delivered) }
        }
        [overdue] { $late } late, not delivered{ $moved ->
            [yes] ; now due { DAY($due) }
           *[no] {""}
        }
        [open] { $dated ->
            [yes] due { DAY($due) }
           *[no] open
        }
       *[no-public-evidence] { $looked ->
            [yes] no outcome found, { DAY($searched) }
           *[no] no outcome known to us
        }
    }
exhibit-timeline-promises = { $told ->
        [some] { CAP(WORD($delivered)) } of { WORD($due) } promises past their due date { $delivered ->
            [one] was
           *[other] were
        } delivered, { $in_time ->
            [0] none
           *[other] { WORD($in_time) }
        } in time
       *[few] What became of the promises
    }
    .subtitle = What the two sides announced and what became of it; lateness counts from the end of the date first promised, to delivery or today
    .note = Where no outcome is public, none was reported where we looked: that does not prove failure.
    .head-what = Promise
    .head-said = Announced
    .head-promised = Due
    .head-outcome = Outcome
    .head-late = Late by
    .head-source-ids = Sources
    .head-verifiable-event = Told by
    .head-notes = Notes
exhibit-timeline-calendar = { $fixed ->
        [0] { CAP(WORD($free)) } { $free ->
            [one] thing lies
           *[other] things lie
        } ahead, none with a day
       *[other] { CAP(WORD($fixed)) } { $fixed ->
            [one] thing has
           *[other] things have
        } a day, the first { DATED($next) }{ $free ->
            [0] {""}
           *[other] {"; "}{ WORD($free) } more { $free ->
                [one] has
               *[other] have
            } none yet
        }
    }
    .subtitle = What is due or scheduled in the next { $months } months, as it was stated last
    .note = A dotted line is the time within which it is due. A year alone means by its last day.
    .alt = The next { $months } months with { $dates } dates of { $pair }: a flag for a day, a dotted span for a promise or a meeting without a day. The first is { DATED($next) }.
    .label-until = to { DAY($day) }
    .label-more = { $rest } more are in the CSV file.
exhibit-timeline-decades = { $told ->
        [more] A decade brought { $first_contacts } contacts at first and { $last_contacts } of late; dated sources went from { $first_sources } to { $last_sources }
       *[one] Contacts, agreements, crises and sources of one decade
    }
    .subtitle = Events of the two sides by date, from { YEAR($since) } on, and dated sources by year of publication
    .head-kind = What
    .cell-top-level = Heads of state or government
    .cell-ministers = Ministers
    .cell-consultations = Commission and consultations
    .cell-agreements = Agreements
    .cell-crises = Crises
    .cell-contacts = All contacts
    .cell-sources = Dated sources
exhibit-timeline-events = { $events ->
        [one] The one dated event known to us
       *[other] All { $events } dated events known to us
    }
    .subtitle = Events that concern both sides, latest first
    .head-when = Date
    .head-end = To
    .head-title = Event
    .head-lane = Lane
    .head-mode = Mode
    .head-status = Status
    .head-description = What happened
    .head-notes = Notes
    .head-independent = Independent sources
    .head-source-ids = Sources
exhibit-timeline-survival = { PERCENT($share) } of promises are undelivered after { NUM($years, digits: 1) } years
    .subtitle = Share of promises not delivered, { $first } to { $last }; Kaplan-Meier estimate, open promises censored
    .note = This is an estimate. We know of promises because a source spoke of them, more often once they were kept: they are no random sample.
    .alt = Step line of the share of promises of { $pair } not yet delivered, { $first } to { $last }. It ends at { PERCENT($share) } after { NUM($years, digits: 1) } years.
    .label-interval = nine in ten estimates lie in the band
    .label-years = Years since the promise was first stated
    .label-share = Not yet delivered
    .label-told = After { NUM($years, digits: 1) } years · { PERCENT($share) } not delivered · { PERCENT($low) } to { PERCENT($high) }
