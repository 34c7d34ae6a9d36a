### People, security and everyday links.

## Students

people-students = Sources give between { $low } and { $high } { ADJ($origin) } students in { $host } for { $span ->
        [years] { $since } to { $until }
       *[year] { $until }
    }.
    .label = { ADJ($origin) } students in { $host }, { $span ->
        [years] { $since } to { $until }
       *[year] { $until }
    }, as sources differ
    .shown = { $low }–{ $high }
people-students-latest = The latest count of { ADJ($origin) } students in { $host } known to us is { $bound ->
        [floor] at least { $students }
        [ceiling] up to { $students }
        [range] { $low } to { $students }
       *[plain] { $students }
    }, { DATED($date) }.
people-students-first-last = The first dated count of { ADJ($origin) } students in { $host } known to us is { $first }, { DATED($first_date) }. The latest is { $last }, { DATED($last_date) }.
people-students-conflict = The counts differ most for { $year }: they run from { $low } to { $high }. The highest is { TIMES($ratio) } the lowest.
people-students-sources = { $searched ->
        [yes] By a search of { DAY($search) } we
       *[no] We
    } know of { WORD($counts) } dated counts. An official body itself published { $official ->
        [0] none
       *[other] { WORD($official) }
    } of them; the others are press reports or studies.
people-foreign-students = For scale: all foreign students in { $host } numbered { $bound ->
        [floor] at least { $students }
        [ceiling] up to { $students }
        [range] { $low } to { $students }
       *[plain] { $students }
    } { DATED($date) }.
people-judgement-students = We judge that no public count settles how many { ADJ($origin) } students live in { $host }.
    .because = the lowest of { WORD($counts) } recent counts is { $low } ({ DAY($low_date) }). The highest is { $high } ({ DAY($high_date) })
    .change = the education ministry of { $host } published a yearly count

## Crises

people-crisis = The last crisis known to us in which people were hurt began { DATED($date) }: “{ $title }”.
people-count-injured = Sources count { $ends ->
        [one] { WORD($high) }
       *[two] { $low } to { $high }
    } { ADJ($origin) } citizens hurt in { $host } { DATED($month) }.{ $more ->
        [some] {" "}For { $month } they also count { $beside }.
       *[none] {""}
    }
    .beside = { $ends ->
        [one] { WORD($high) }
       *[two] { $low } to { $high }
    } { $who ->
        [one] { ADJ($origin) } { $high ->
            [one] citizen
           *[other] citizens
        } { $metric ->
            [deaths] killed
           *[injured] hurt
        }
       *[anyone] { $metric ->
            [deaths] killed
           *[injured] hurt
        } of all nationalities
    }
people-count-evacuated = By { $date }, { $ends ->
        [one] { $evacuated }
       *[two] { $low } to { $evacuated }
    } { ADJ($origin) } citizens had been brought home from { $host }{ $told ->
        [expected] {" "}and { $expected } were expected in all
       *[none] {""}
    }.
people-count-schools-blacklisted = { $several ->
        [yes] { CAP(DATED($date)) } up to { WORD($high) } medical schools of { $host } stood struck off by { $origin }; sources give { $published }
       *[no] { CAP(DATED($date)) } { WORD($high) } medical schools of { $host } stood struck off by { $origin }
    }.
people-count-exam-failure-rate = Of the graduates of { ADJ($host) } schools { $several ->
        [yes] up to { $high }% (sources give { $published })
       *[no] { $published }
    } failed the { ADJ($origin) } licensing exam { DATED($date) }, as far as we know.

## A third country

people-third-country = { $searched ->
        [yes] By a search of { DAY($search) } we
       *[no] We
    } know of { WORD($events) } events in which the two dealt with { $country }. { $a } acted alone in { WORD($alone_a) }, { $b } in { WORD($alone_b) } and both together in { WORD($together) }.
people-third-country-act = The latest event with { $country } on the side of { $who } that we know of came { DATED($date) }: { $title }.

## Visas

people-visa = For { ADJ($passport) } citizens who go to { $destination }{ $purpose ->
        [any] {""}
        [tourist] {" "}as tourists
        [work] {" "}to work
       *[other] {" "}({ $purpose })
    } { $age ->
        [older] an older rule was last reported { DATED($confirmed) }: { $regime }. Whether it still holds is not known to us.
       *[newest] the rule was last confirmed { DATED($confirmed) }: { $regime }.
    }

## Words of tables

people-cell =
    .both = both
    .purpose = { $purpose ->
        [any] any purpose
        [tourist] tourism
       *[other] { $purpose }
    }
people-kind =
    .official = official
    .business = business
    .press = press
    .academic = study
    .derived = our reading
people-cause = { $theme ->
        [routes] Roads and borders
        [banking] Banks and payments
        [administration] Customs, tariffs and papers
        [tariffs] Customs, tariffs and papers
        [registration] Customs, tariffs and papers
        [flights] Flights and visas
        [visas] Flights and visas
       *[other] Other causes
    }
people-theme =
    .education = Education and recognition of degrees
    .violence = Violence and evacuation
    .security = Military training and security
    .bank = Bank branch
    .flights = Flights
    .culture = Culture
people-value =
    .money = { $bound ->
        [floor] at least { USD($low) }
        [ceiling] up to { USD($high) }
        [range] { USD($low) } to { USD($high) }
       *[plain] { USD($low) }
    }
    .percent = { $bound ->
        [floor] at least { NUM($low) }%
        [ceiling] up to { NUM($high) }%
        [range] { NUM($low) }% to { NUM($high) }%
       *[plain] { NUM($low) }%
    }
    .plain = { $bound ->
        [floor] at least { NUM($low) }
        [ceiling] up to { NUM($high) }
        [range] { NUM($low) } to { NUM($high) }
       *[plain] { NUM($low) }
    }
# What a count is of: the metric of the row, who is counted and where.
people-metric =
    .students = { ADJ($origin) } students in { $host }
    .medical_students = { ADJ($origin) } students of medicine in { $host }
    .students_with_india = students in { $host }, { ADJ($origin) } and those of a third country together
    .foreign_students = all foreign students in { $host }
    .students_left = foreign students who left { $host }
    .student_visas = student visas of { $host } for { ADJ($origin) } citizens
    .student_spending = what foreign students spend in { $host }
    .tuition = tuition fees in { $host }
    .universities = universities in { $host }
    .scholarships = scholarships of { $host } for { ADJ($origin) } students
    .exam_failure_rate = { ADJ($origin) } licensing exam, failure rate of graduates from { $host }
    .schools_blacklisted = medical schools in { $host } struck off by the { ADJ($origin) } side
    .citizens = { ADJ($origin) } citizens in { $host }
    .workers = { ADJ($origin) } workers in { $host }
    .workers_registered = { ADJ($origin) } workers registered in { $host }
    .work_permits = { $who ->
        [one] work permits of { $host } for { ADJ($origin) } citizens
       *[anyone] work permits of { $host } for all foreigners
    }
    .work_permits_refused = places for sellers that { $host } refused to { $who ->
        [one] { ADJ($origin) } citizens
       *[anyone] foreigners
    }
    .labour_quota = places for foreign workers in { $host }
    .investment = { ADJ($origin) } investment in { $host }
    .remittances = remittances from { $host } to { $origin }
    .business_visitors = { ADJ($origin) } business people helped to attend events in { $host }
    .tourists = { $who ->
        [one] { ADJ($origin) } tourists in { $host }
       *[anyone] tourists in { $host }
    }
    .tourist_visas = tourist visas of { $host } for { ADJ($origin) } citizens
    .visas_issued = visas of { $host } for { ADJ($origin) } citizens
    .arrivals_south_asia = tourists from South Asia in { $host }
    .arrivals = arrivals of { ADJ($origin) } citizens in { $host }
    .consular_fees = consular fees that { ADJ($origin) } citizens paid to { $host }
    .deaths = { $who ->
        [one] { ADJ($origin) } citizens killed in { $host }
       *[anyone] people killed in { $host }
    }
    .injured = { $who ->
        [one] { ADJ($origin) } citizens injured in { $host }
       *[anyone] people of any nationality injured in { $host }
    }
    .hospital = { $who ->
        [one] { ADJ($origin) } citizens taken to hospital in { $host }
       *[anyone] people taken to hospital in { $host }
    }
    .detained = { $who ->
        [one] { ADJ($origin) } citizens detained in { $host }
       *[anyone] people detained in { $host }
    }
    .expelled = { ADJ($origin) } citizens expelled from { $host }
    .rule_breakers = { ADJ($origin) } citizens found without valid papers in { $host }
    .evacuated = { ADJ($origin) } citizens evacuated from { $host }
    .evacuation_expected = { ADJ($origin) } citizens expected to be evacuated from { $host }
    .evacuation_flights = flights that brought { ADJ($origin) } citizens home from { $host }
    .irregular_found = foreigners checked by the authorities in { $host }, { ADJ($origin) } citizens among them
    .irregular_expired = foreigners without valid papers in { $host }, { ADJ($origin) } citizens among them
    .officers_trained = { ADJ($origin) } officers trained in { $host }
    .joint_exercises = joint military exercises
    .flights_per_week = flights a week, { ADJ($origin) } side to { $host }
    .flights = air link, { ADJ($origin) } side to { $host }
    .other = { $metric }{ $who ->
        [one] , { ADJ($origin) } side
       *[anyone] {""}
    }{ $where ->
        [one] {" "}in { $host }
       *[either] {""}
    }

## Exhibits

exhibit-people-students = { $told ->
        [range] { ADJ($origin) } students in { $host }: sources give { $low } to { $high } for { $recent } to { $until }
       *[few] Counts of { ADJ($origin) } students in { $host }
    }
    .subtitle = Students, { $first } to { $until }, each value of a year with who gave it, the latest first
    .note = Each mark is one value, hollow if it rests on one source; a bar is a range.{ $undated ->
        [0] {""}
        [one] {" "}One count without a date is not drawn.
       *[other] {" "}{ CAP(WORD($undated)) } counts without a date are not drawn.
    }{ $earlier ->
        [0] {""}
        [one] {" "}One earlier count is in the CSV.
       *[other] {" "}{ CAP(WORD($earlier)) } earlier counts are in the CSV.
    }
    .alt = Dot chart of { $counts } dated counts of { ADJ($origin) } students in { $host }, { $first } to { $until }. The lowest is { $lowest }, the highest { $highest }.
    .label-official = official publisher
    .label-press = press
    .label-other = academic or other
exhibit-people-crises = { $told ->
        [both] { $dead ->
            [0] No { ADJ($origin) } citizen was
            [one] One { ADJ($origin) } citizen was
           *[other] { CAP(WORD($dead)) } { ADJ($origin) } citizens were
        } killed in the crisis that began { DATED($latest) }; { $ends ->
            [two] up to { $home }
           *[one] { $home }
        } were brought home
       *[some] { $crises ->
            [one] What sources count in the crisis that began { DATED($latest) }
           *[other] What sources count in { WORD($crises) } crises, the latest { DATED($latest) }
        }
    }
    .subtitle = People hurt, brought home and held, as the range between sources
    .note = Counts of those brought home are cumulative: the latest stands.
    .cell-deaths = killed
    .cell-injured = injured
    .cell-hospital = taken to hospital
    .cell-detained = held
    .cell-expelled = expelled
    .cell-evacuated = brought home
    .cell-evacuation-expected = to be brought home
    .cell-evacuation-flights = flights home
    .cell-planned = { $value } (of { $plan } planned)
    .cell-who = { $of ->
        [one] { ADJ($origin) } citizens
       *[anyone] people of any nationality
    }
    .head-crisis = Crisis
    .head-what = What
    .head-published = Sources give
    .head-who = Who
    .head-counted = As of
    .head-source-ids = Sources
exhibit-people-themes = { $told ->
        [most] { $most } leads with { $n } of { $events } dated events
       *[few] Security, education and culture
    }
    .subtitle = Dated events by subject, and the one that stands for it: a crisis first, then the best documented
    .note = All events of a subject are in the list of events on screen.
    .head-subject = Subject (events)
    .head-span = Years
    .head-when = Date
    .head-description = What happened
    .head-source-ids = Sources
exhibit-people-theme-events = { $events ->
        [one] The one event
       *[other] All { $events } events
    } on security, education, culture and daily links known to us
    .subtitle = By subject, latest first
    .head-theme = Subject
    .head-when = Date
    .head-event = What happened
    .head-status = Status
    .head-notes = Notes
    .head-source-ids = Sources
exhibit-people-other-figures = { $told ->
        [conflict] Sources conflict on { $conflicts } of { $figures } other published figures
       *[few] Other published figures
    }
    .subtitle = As published, latest first; of cumulative counts the latest date of a year
    .head-what = What is counted
    .head-when = Date
    .head-published = Published
    .head-unit = Unit
    .head-notes = Notes
    .head-source-ids = Sources
exhibit-people-third-country = { CAP(WORD($events)) } { $events ->
        [one] event
       *[other] events
    } with { $country }: { $a } acted alone in { WORD($alone_a) }, { $b } in { WORD($alone_b) }, both together in { WORD($together) }
    .subtitle = Dated events of either side or both with { $country }, { $first } to { $last }, latest first
    .head-who = Who
    .head-when = Date
    .head-event = What happened
    .head-more = More
    .head-status = Status
    .head-notes = Notes
    .head-source-ids = Sources
exhibit-people-visas = { $told ->
        [changed] { ADJ($passport) } citizens: { $regime }; for { $reason } “{ $before }” { $started ->
            [yes] since { DAY($start) }
           *[no] on { DAY($until) }
        }, no end found
       *[known] { $rules ->
            [one] The visa rule between the two that we know of
           *[other] { CAP(WORD($rules)) } visa rules between the two that we know of
        }
    }
    .subtitle = By passport, with the day on which a source last confirmed it; end not found: that day is more than a year before the newest
    .note = The kind of visa says what one applies for, not that it is given.
    .cell-way = { ADJ($passport) } citizens to { $to }
    .cell-rule = { $earlier ->
        [yes] { $regime }; end not found
       *[no] { $regime }
    }
    .head-way = Who
    .head-reason = Purpose
    .head-rule = Rule
    .head-since = Since
    .head-confirmed = Last confirmed
    .head-source-ids = Sources
exhibit-people-offices = { $offices ->
        [one] One office and who held it last
       *[other] { CAP(WORD($offices)) } offices and who held them last
    }
    .subtitle = The last person known to us in each office; the last day on which a source shows the person there
    .head-side = Country
    .head-office = Office
    .head-person = Person
    .head-held = Since
    .head-seen = Last seen
    .head-source-ids = Sources
exhibit-people-aims = { $aims ->
        [one] One aim that a side has named
       *[other] { CAP(WORD($aims)) } aims that the two sides have named
    }
    .subtitle = What each side says that it wants, latest first
    .head-side = Country
    .head-theme = Theme
    .head-aim = Aim
    .head-said-by = Said by
    .head-when = Date
    .head-source-ids = Sources
exhibit-people-reasons = { $told ->
        [most] { $cause } are named most often as the reason why trade is small: { $most } of { $reasons } times
       *[few] { $reasons ->
            [one] One reason that people give why trade is small
           *[other] { CAP(WORD($reasons)) } reasons that people give why trade is small
        }
    }
    .subtitle = Each reason with who gives it, by cause; our own reading of a treaty is not counted
    .cell-cause = { $cause }, { $n } of { $all }
    .head-cause = Cause
    .head-reason = Reason
    .head-said-by = Said by
    .head-who = Kind
    .head-when = Date
    .head-source-ids = Sources
