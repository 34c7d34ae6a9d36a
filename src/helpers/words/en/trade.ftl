### The trade gap, first half: ledgers, totals, targets, growth. Goods and comparable pairs are in trade_goods.ftl.

## The answer

trade-latest = { $basis ->
        [statistics] { $side } counted { $total } of trade with { $partner } { DATED($period) }, its latest full count.
        [components] The flows that { $side } published for { $period } add up to { $total } of trade with { $partner }.
       *[statement] The last exact figure that { $side } gave for trade with { $partner } is { $total }, for { $period }{ $weak ->
            [yes] , by a single press report
           *[no] {""}
        }.
    }{ $since ->
        [approximate] {" "}For { $later_period } it named a round sum, { USD($later, digits: 0) }.
       *[other] {" "}A single press report has { $later } for { $later_period }.
        [none] {""}
    }
    .label = trade with { $partner } by the { ADJ($side) } count, { $period }
    .shown = { $total }
trade-latest-flow = { $size ->
        [none] { $reporter } recorded no { $flow ->
            [export] exports to
           *[import] imports from
        } { $partner } { DATED($period) }.
       *[some] { $reporter } recorded { $value } of { $flow ->
            [export] exports to
           *[import] imports from
        } { $partner } { DATED($period) }.
    }
    .label = { $flow ->
            [export] exports to { $partner }
           *[import] imports from { $partner }
        } by the { ADJ($reporter) } count, { $period }
    .shown = { $value }
trade-counts-apart = Trade between the two was { $high } by the { ADJ($high_side) } count ({ $high_period }) and { $low } by the { ADJ($low_side) } count ({ $low_period }).
trade-counts-apart-periods = { $high_period } and { $low_period } are not the same period, so part of the difference is perhaps growth.
trade-required = The target is { $goal } of trade in { $due }. From the { ADJ($side) } count for { $period } that takes { TIMES($multiple) } as much{ $pace ->
        [months] {" "}within { WORD($months) } { $months ->
            [one] month
           *[other] months
        }
       *[years] , or growth of { PERCENT($growth) } a year
    }.
    .label = growth a year needed for { $goal } in { $due }
    .shown = { $range ->
        [wide] { $low }–{ $high }
       *[narrow] { $high }
    }
trade-required-both = The target is { $goal } of trade in { $due }. From the { ADJ($side) } count for { $period } that takes { TIMES($multiple) } as much{ $pace ->
        [months] {" "}within { WORD($months) } { $months ->
            [one] month
           *[other] months
        }
       *[years] , or growth of { PERCENT($growth) } a year
    }. From the { ADJ($other_side) } count for { $other_period } it takes { TIMES($other_multiple) } as much{ $other_pace ->
        [months] {" "}within { WORD($other_months) } { $other_months ->
            [one] month
           *[other] months
        }
       *[years] , or { PERCENT($other_growth) } a year
    }.
    .label = growth a year needed for { $goal } in { $due }
    .shown = { $range ->
        [wide] { $low }–{ $high }
       *[narrow] { $high }
    }
trade-required-undated = The target of { USD($goal, digits: 0) } has no due date, so it asks for no rate of growth.
trade-mirror-latest = In { $year }, the last year that both published, { $importer } recorded { $imports } of imports from { $exporter }. { $exporter } itself recorded { $exports } of exports, so the { ADJ($importer) } figure is { $size ->
        [larger] { TIMES($ratio) } as large
       *[smaller] { TIMES($ratio) } of it
    }.

## Two ledgers

trade-mirror-range = { CAP(DATED($low_year)) } { $importer } recorded { $low_size ->
        [larger] { TIMES($low) } as much as
       *[smaller] { TIMES($low) } of what
    } { $exporter } recorded as exports to it, the least of any year. The most was { $high_size ->
        [larger] { TIMES($high) } as much
       *[smaller] { TIMES($high) } of it
    }, in { $high_year }. Taking off { PERCENT($added) } for freight, the usual allowance, leaves { TIMES($adjusted) } for { $high_year }.{ $run ->
        [long] {" "}In all { WORD($years) } years since { $since } that both published, the gap is larger than the { PERCENT($cap) } that freight can add.
       *[short] {""}
    }
trade-verdicts = { $explained ->
        [none] Neither freight nor the fiscal calendar explains in any of { WORD($judged) } years why { $exporter } and { $importer } value the goods that { $exporter } sent so differently.
       *[some] Of { WORD($judged) } years, freight explains the gap between { ADJ($exporter) } exports and { ADJ($importer) } imports in { $freight ->
            [0] none
           *[other] { WORD($freight) }
        } and the fiscal calendar in { $calendar ->
            [0] none
           *[other] { WORD($calendar) }
        }. In { $neither ->
            [0] none
           *[other] { WORD($neither) }
        } neither explains it.
    }
trade-fiscal-check = For { $year } { $side } published fiscal years only, which run from July to June. The two around it allow { $flow ->
        [exports] exports
       *[imports] imports
    } of at most { $most }, while { $other } recorded { $flow ->
        [exports] imports
       *[imports] exports
    } of { $reported }. { $timing ->
        [fails] Timing does not explain that gap.
       *[suffices] Timing alone can explain that gap.
    }
trade-pattern = Of what { $exporter } says it ships elsewhere, importers recorded { $destinations }.
    .destinations = { PERCENT($ratio) } ({ $importer }, { $year })
    .shown = { $last }

## Targets and totals

trade-targets = We know of { $announced ->
        [one] one announcement of a trade target
       *[other] { WORD($announced) } announcements of a trade target
    }{ $start ->
        [known] {" "}since { $since }
       *[unknown] {""}
    }. { $dated ->
        [0] { $announced ->
            [one] It names no due date.
           *[other] None of them names a due date.
        }
        [one] { $announced ->
            [one] It names a due date.
           *[other] One of them names a due date.
        }
       *[other] { CAP(WORD($dated)) } of them name a due date.
    }
trade-distance = The { ADJ($side) } count for { $period } is { $place ->
        [below] { USD($gap, digits: 0) } short of
       *[above] already above
    } the target of { USD($goal, digits: 0) } { $end ->
        [dated] for { $due }
       *[open] that has no due date
    }.
    .label = missing from the latest count to the { USD($goal, digits: 0) } aimed at
    .shown = { $place ->
        [below] { USD($gap, digits: 0) }
       *[above] reached
    }
trade-distance-both = The { ADJ($side) } count for { $period } is { $place ->
        [below] { USD($gap, digits: 0) } short of
       *[above] already above
    } the target of { USD($goal, digits: 0) } { $end ->
        [dated] for { $due }
       *[open] that has no due date
    }. The { ADJ($other_side) } count for { $other_period } is { $other_place ->
        [below] { USD($other_gap, digits: 0) } short of it
       *[above] already above it
    }.
    .label = missing from the latest counts of either side to the { USD($goal, digits: 0) } aimed at
    .shown = { $other_place ->
        [below] USD { MILLION($other_gap) } to { MILLION($gap) } million
       *[above] reached
    }
trade-part = { CAP(DATED($period)) } { $side } counted { $bound ->
        [ceiling] at most { $value }
        [floor] at least { $value }
        [about] about { $value }
       *[plain] { $value }
    } of { $flow ->
        [export] goods sent to { $partner }
        [import] goods received from { $partner }
       *[total] trade with { $partner }
    }{ $compared ->
        [yes] , after { $before } in the same months of { $year }
       *[no] {""}
    }.
trade-passed = Trade once exceeded one sum aimed at, { USD($goal, digits: 0) }: { $sides }.{ $back ->
        [some] {" "}Since then { $fallen }.
       *[none] {""}
    }
    .sides = by the { ADJ($side) } count { DATED($period) }
    .fallen = the { ADJ($side) } count has fallen back to { $total } ({ $period })
trade-past-growth = The { ADJ($side) } count grew by { PERCENT($growth) } a year from { $first } to { $last }. It went from { $from } to { $to }.

## Growth

trade-required-range = Counting every published total, rounded ones too, trade must grow by { PERCENT($low) } to { PERCENT($high) } a year, depending on which of { WORD($baselines) } one starts from. The lowest rate starts from { $low_owner ->
        [named] the { ADJ($low_side) } figure
       *[unnamed] a figure of no named side
    } for { $low_period }, the highest from { $high_owner ->
        [named] the { ADJ($high_side) } figure
       *[unnamed] a figure of no named side
    } for { $high_period }.
trade-trend = The { ADJ($side) } count would pass { $goal } { $trends }. { $count ->
        [one] The { PERCENT($level) } band around this trend runs
       *[other] The { PERCENT($level) } bands around these trends run
    } { $intervals }.
    .trends = { $middle_reach ->
        [within] in { $middle } on the trend of { WORD($window) } years
       *[beyond] not within a century on the trend of { WORD($window) } years
    }
    .intervals = { $low_reach ->
        [within] from { $low } { $high_reach ->
            [within] to { $high }
           *[beyond] to an open end
        }
       *[beyond] beyond a century
    }
    .shown = { $middle }
trade-reference = Other pairs that we know of have stood { $windows ->
        [one] once
        [2] twice
       *[other] { WORD($windows) } times
    } where this one stands by the { ADJ($side) } count, near { $base }. { $reached ->
        [0] None of them then grew
        [one] One of them then grew
       *[other] { CAP(WORD($reached)) } of them then grew
    } to { TIMES($needed) } as much in { WORD($years) } { $years ->
        [one] year
       *[other] years
    }. { $size ->
        [enough] Counted once for each of { WORD($pairs) } pairs, the chance of such growth is { PERCENT($pairs_low) } to { PERCENT($pairs_high) } (interval of { PERCENT($level) }).
       *[few] They are too few to say how likely that is.
    } Leaving out countries through which goods mostly pass, { $clear_reached ->
        [0] none of { WORD($clear) } did.
       *[other] { WORD($clear_reached) } of { WORD($clear) } did.
    } { $reporter } with { $partner } rose most, to { TIMES($best) } as much from { $first } to { $last }.
    .shown = { $share }

## Judgements

trade-target = { $odds ->
        [almost-no-chance] We see almost no chance that
        [roughly-even-chance] We see a roughly even chance that
       *[other] We judge it { $likelihood } that
    } trade, as { $side } counts it, reaches { $goal } in { $due }.
    .because = { $reached ->
        [0] none
       *[other] { WORD($reached) }
    } of { WORD($pairs) } other pairs of states at about this level of trade grew to { TIMES($grew) } as much in { WORD($years) } { $years ->
        [one] year
       *[other] years
    }{ $span ->
        [known] , { $first } to { $last }
       *[unknown] {""}
    }.{ $same ->
        [yes] {""}
       *[no] {" "}Here it would take { TIMES($needed) } as much in { $whole ->
            [yes] { WORD($left) }
           *[no] { NUM($left, digits: 1) }
        } { $left ->
            [1] year
           *[other] years
        }.
    } That record puts the chance at { PERCENT($chance) } ({ PERCENT($low) } to { PERCENT($high) })
    .change = the { ADJ($side) } count for { $year } came to { $path }
trade-ledgers = We judge that freight and insurance do not explain why { $importer } has recorded more goods from { $exporter } than { $exporter } itself since { $since }.
    .because = in all { WORD($years) } years that both published it recorded { $low } to { $high } times as much. Freight adds { PERCENT($cap) } at most
    .change = the two figures for a year came within { PERCENT($cap) } of each other

## Words of drawings and tables

trade-words =
    .way = { $exporter } to { $importer }
    .times = { TIMES($ratio) }
    .part = one { ORDINAL($part) }
    .count-of = { ADJ($side) } count
    .unnamed = side not named
    .with = { $reporter } with { $partner }
    .yes = yes
    .no = no
    .no-date = no date
    .kind-year = Calendar years
    .kind-fiscal = Fiscal years (July to June)
    .reported = reported total
    .trend = trend { $first } to { $last }
    .beyond = beyond a century
    .interval = { $reach ->
        [within] { $low } to { $high }
        [open] { $low } to an open end
       *[beyond] beyond a century
    }
    .verdict-freight = freight
    .verdict-calendar = calendar
    .verdict-neither = neither
    .verdict-one-side = one side only
    .verdict-zero = reported zero
    .verdict-no-value = no value

## Exhibits

exhibit-trade-two-ledgers = { $run ->
        [long] Since { $since } { $importer } has recorded { $low } to { $high } times what { $exporter } says it ships
        [both] The two sides record different values of the same goods
       *[none] What the two trade, as either side records it
    }
    .subtitle = Goods in USD million, log scale, as each side reported them
    .note = The shade takes the colour of the side that counts more; on a log scale equal heights are equal ratios. Freight explains up to { PERCENT($cap) } on top of the exporter's value. Fiscal years are not joined to calendar years, nor is a year without a value. Earlier years of one side alone are in the CSV.
    .alt = Line chart of the goods traded between { $a } and { $b } in the main direction { $span ->
        [one] in { $first }
       *[more] from { $first } to { $last }
    }, in USD million. One line is the exporter's count, one the importer's, the gap between them shaded.
    .label-imports = { $side }: goods received
    .label-exports = { $side }: goods sent
    .label-end = { NUM($value, digits: 1) } in { $year }
exhibit-trade-return-ledgers = What { $exporter } sends to { $importer }, as either side records it
    .subtitle = Goods in USD million, log scale, as each side reported them
    .note = The shade takes the colour of the side that counts more. A cross is a reported zero; a year without a value is not joined.
    .alt = Line chart of the goods that { $exporter } sends to { $importer } { $span ->
        [one] in { $first }
       *[more] from { $first } to { $last }
    }, in USD million. One line is the exporter's count, one the importer's, the gap between them shaded.
exhibit-trade-ledgers-of-comparators = Freight explains the latest gap between the two ledgers in { $within ->
        [0] none
       *[other] { WORD($within) }
    } of { $flows ->
        [one] one flow
       *[other] { WORD($flows) } flows
    }
    .subtitle = The importer's value over the exporter's for the same flow, calendar years, logarithmic scale
    .note = Grey: what freight and insurance explain, up to { PERCENT($cap) } on top; the line stands at { PERCENT($added) }.
    .alt = { $flows ->
        [one] A line chart
       *[other] { CAP(WORD($flows)) } small line charts
    } of the importer's value over the exporter's { $span ->
        [one] in { $first }
       *[more] from { $first } to { $last }
    } for { $pair } and comparators. A grey band marks what freight explains.
exhibit-trade-ledger-verdicts = { $judged ->
        [0] What either side recorded, by direction and period
        [one] Neither freight nor the fiscal calendar explains the gap in { $neither ->
            [0] no comparison
           *[other] the one comparison
        }
       *[other] Neither freight nor the fiscal calendar explains the gap in { $neither ->
            [0] none
           *[other] { WORD($neither) }
        } of { WORD($judged) } comparisons
    }
    .subtitle = Goods in USD million, the exporter's value free on board, the importer's with freight, by direction and period
    .note = The latest year stands first. The gap, from minus two to two, is the importer's value less the exporter's with freight, over the mean of the two. Freight counts as a factor of { NUM($factor, digits: 2) }. Freight: the importer's value is at most { PERCENT($cap) } larger. Calendar: the two fiscal years around the year allow it. Neither: neither explains it.
    .head-direction = Direction
    .head-when = Period
    .head-x-million = By exporter
    .head-m-million = By importer
    .head-ratio = Ratio
    .head-adjusted = Ratio after freight
    .head-gap = Gap
    .head-reading = Explained by
    .head-source-ids = Sources
exhibit-trade-targets = A trade target was announced { $announced ->
        [one] once, { $dated ->
            [0] without a due date
           *[other] with a due date
        }
       *[other] { $announced ->
            [2] twice
           *[other] { WORD($announced) } times
        }, { $dated ->
            [0] never with a due date
            [one] once with a due date
            [2] twice with a due date
           *[other] { WORD($dated) } times with a due date
        }
    }
    .subtitle = Amounts aimed at for exports and imports together, USD million, as the source words them
    .note = A target without a due date is listed and not measured. A commitment is declared, an aspiration hoped for, a proposal comes from one side, a potential is what a side thinks possible.
    .head-occasion = Occasion
    .head-million = USD million
    .head-until = Due
    .head-by = Announced by
    .head-quoted = Baseline quoted
    .head-standing = Standing
    .head-source-ids = Sources
exhibit-trade-targets-and-actual = { $aim ->
        [grow] Trade would have to grow { NUM($low_times) } to { NUM($high_times) } times to reach the { $goal } aimed at
        [one] Trade would have to grow { NUM($high_times) } times to reach the { $goal } aimed at
        [some] Trade stands at { $parts } of the { $goal } aimed at
       *[none] What either side counts as trade of the two
    }
    .parts = { PERCENT($part, digits: 1) } ({ ADJ($side) } count)
    .subtitle = Exports and imports together, USD million, as each side reported them{ $goals ->
        [some] ; dotted: an aim, from the day it was announced to the day it is due
       *[none] {""}
    }
    .note = Line and filled mark: statistics of both flows. Hollow: a statement, press figures added up, or a rounded figure; diamond: side not named. Fiscal years are not joined. Aims without a date are not drawn.
    .alt = Line chart of exports and imports of { $pair } by either side's count { $span ->
        [one] in { $first }
       *[more] from { $first } to { $last }
    }, in USD million{ $goals ->
        [some] , with targets as dotted lines
       *[none] {""}
    }. The highest total is { $best } in { $best_period }.
    .label-scale = To scale, USD million
    .label-history = By year, with the aims announced, USD million, log scale
    .label-bar = { $value }, { ADJ($owner) } { $basis ->
        [statistics] statistics
       *[statement] statement
    }, { $period }
    .label-aim = { $value } aimed at{ $dated ->
        [yes] {" "}for { $due }
       *[no] {""}
    }
    .label-goal = { $goal } for { $dues }
    .label-due = { $due }
    .label-last = { $value } in { $period }
exhibit-trade-required-growth = { $range ->
        [wide] Trade must grow { NUM($low, digits: 0) } to { NUM($high, digits: 0) } times
       *[narrow] Trade must grow { NUM($high, digits: 0) } times
    } to reach { $goal }{ $record ->
        [known] ; at best { PER($share) } pairs as small did
       *[none] {""}
    }
    .subtitle = From each of { WORD($totals) } published totals that can serve as a start{ $end ->
        [dated] , by { $due }
       *[open] , without a due date
    }{ $rated ->
        [yes] ; from those in use { PERCENT($low_rate) } to { PERCENT($high_rate) } a year
       *[no] {""}
    }; log scale
    .note = Under each mark the total, USD million; large: the total in use; hollow: quoted, rounded or a bound. A total can serve if it ended at most { WORD($years) } years before the announcement.{ $record ->
        [known] {" "}Dashed: the nearest multiple of our tables at or below what is needed, and how many pairs at a like level reached it.
       *[none] {""}
    }
    .alt = Strips by side, on a log axis: how many times each of { $totals } published totals would have to grow to reach { $goal }, from { NUM($low, digits: 0) } to { NUM($high, digits: 0) } times for those in use.
    .label-grown = { $reached } of { $pairs } pairs of states grew this much in { WORD($years) } { $years ->
        [one] year
       *[other] years
    }
exhibit-trade-years-of-passing = { $outlook ->
        [known] On the trend of { WORD($window) } years the { ADJ($side) } count passes { $goal } in { $year }
       *[none] When trade passed each amount aimed at, or would on past trends
    }
    .subtitle = First period at or above each amount, or the year at which past trends reach it, by side
    .note = A trend carries on the yearly changes of a side's statistics; its band holds { PERCENT($level) } of the paths. A side without a recent unbroken run of statistics gives no trend.
    .head-million = Amount, USD million
    .head-whose = Side
    .head-basis = Basis
    .head-rate = Growth a year
    .head-when = Passed in
    .head-band = Band
    .head-source-ids = Sources
exhibit-trade-reference-class = Of { WORD($windows) } times that another pair stood where this one stands, { $reached ->
        [0] none grew
        [one] one grew
       *[other] { WORD($reached) } grew
    } as fast as needed
    .subtitle = Spells of other pairs that began between half and twice a side's count, USD million, by reporter
    .note = A total is exports and imports together. A part of a year counts as a whole one, which favours the target. Spells of a pair do not overlap but are not independent, so pairs are counted too. { CAP($classes) } grew enough. The spans are Wilson intervals at { PERCENT($level) }. Flagged: one of the two imported goods worth more than { PERCENT($cut) } of its GDP in the last year, so much of its trade passes through.
    .classes = by the { ADJ($side) } count { $reached ->
        [0] none
       *[other] { WORD($reached) }
    } of { WORD($pairs) } pairs ({ PERCENT($low) } to { PERCENT($high) })
    .head-base = Baseline
    .head-who = Reporter with partner
    .head-measure = Measure
    .head-window = Spell
    .head-from-million = From
    .head-to-million = To
    .head-multiple = Multiple
    .head-needed = Needed
    .head-flag = Re-export
    .head-source-ids = Sources
