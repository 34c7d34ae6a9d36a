### The trade gap, second half: trade for size and distance, goods, balance, published values that differ.

trade-intensity = For its size and distance { $partner } comes { ORDINAL($place) } of the { WORD($partners) } partners that we can compare, by { ADJ($reporter) } count in { $year }. By that measure a typical one of the others trades { TIMES($others) } as much{ $measure ->
        [export] , by exports alone
       *[total] {""}
    }.

trade-gravity = What { $reporter } { $measure ->
        [export] sells to
       *[total] trades with
    } others, scaled by size and distance, suggests { $median } for { $partner }. The { $reported } reported for { $year } are { $size ->
        [less] { TIMES($ratio) } of
       *[more] { TIMES($ratio) }
    } that. They lie { $place ->
        [below] below even the wide range of four chances in five, { $low } to { $high }.
        [above] above even the wide range of four chances in five, { $low } to { $high }.
       *[inside] within the range of four chances in five, but that runs from { $low } to { $high }.
    }

trade-back-test = The benchmark is rough: in { $year } it misses what { $reporter } reports for { WORD($tested) } other partners by a factor of { NUM($error, digits: 1) } in the middle case. { $inside ->
        [0] None of them lies
        [one] One of them lies
       *[other] { CAP(WORD($inside)) } of them lie
    } within the range given for it.

trade-goods = In { $year }, the last year whose goods we hold, { $product } made up { $share } of { $known ->
        [yes] the { $sold } that
       *[no] what
    } { $exporter } sold to { $importer }.{ $more ->
        [yes] {" "}{ CAP($others) }.
       *[no] {""}
    }{ $by ->
        [known] {""}
       *[unknown] {" "}The source does not say which side counted.
    }
    .others = { $product } made up { $share } of { $known ->
            [yes] the { $sold } that
           *[no] what
        } { $exporter } sold to { $importer }

trade-balance = { CAP($sides) }.
    .sides = { ADJ($side) } figures put { $seller } { $ahead } ahead in { $period }
    .label = balance of { $country } in goods with { $partner }
    .shown = { $surplus }

trade-conflicts = We know of several published totals for { $periods ->
        [one] one year
       *[other] { WORD($periods) } years
    }. They differ most for { $widest }: from { $low_is ->
        [approximate] about {""}
       *[reported] {""}
    }{ $low } to { $high_is ->
        [approximate] about {""}
       *[reported] {""}
    }{ $high }.
    .label = largest over smallest total published for { $widest }
    .shown = { TIMES($spread) }

trade-self-conflict = The { ADJ($side) } side published both { $low } and { $high } for { $period }.
    .label = larger over smaller total that the { ADJ($side) } side published for { $period }
    .shown = { TIMES($spread) }

trade-self-conflict-twice = The { ADJ($side) } side published both { $low } and { $high } for { $period }. For { $earlier_period } the { ADJ($earlier_side) } side published both { $earlier_low } and { $earlier_high }.
    .label = larger over smaller total that the { ADJ($side) } side published for { $period }
    .shown = { TIMES($spread) }

trade-quoted-before = { $publisher } wrote { DATED($published) } that trade was { $amount } in { $claimed }. That figure was already quoted { DATED($seen) }, so it does not measure { $claimed }. { ADJ($side) } statistics for { $claimed } add up to { $measured }.

trade-quoted-before-only = { $publisher } wrote { DATED($published) } that trade was { $amount } in { $claimed }. That figure was already quoted { DATED($seen) }, so it does not measure { $claimed }.

## Exhibits

exhibit-trade-comparable-pairs = For size and distance { $partner } comes { ORDINAL($place) } of { WORD($partners) } partners of { $reporter } in { $year }
    .subtitle = { $measure ->
        [export] Exports
       *[total] Exports and imports
    } of { $reporter } by its own count in { $year }, USD million; benchmark and range are modelled
    .note = Intensity: trade times distance over the product of the two economies; { $partner } is set to one. Benchmark: trade with the other partners, scaled by size and distance (elasticity { NUM($steepest, digits: 1) } to { NUM($flattest, digits: 1) }). Tested on { WORD($tested) } partners it misses by a factor of { NUM($error, digits: 1) } in the middle case, and { WORD($inside) } lie within their range. The data of { $year } have { WORD($values) } values of { WORD($reporters) } reporters, too few to estimate a model.
    .head-who = Partner
    .head-million = Reported
    .head-distance = Distance, km
    .head-times = Intensity
    .head-central = Benchmark, middle
    .head-band = Four in five between
    .head-share = Reported over middle
    .cell-who = { $partner }{ $own ->
        [true] {" "}(this pair)
       *[false] {""}
    }

exhibit-trade-gravity-benchmark = What { $reporter } reports for { $partner } is { $size ->
        [less] { TIMES($ratio) } of
       *[more] { TIMES($ratio) }
    } what its other partners suggest
    .subtitle = { $measure ->
        [export] Exports
       *[total] Exports and imports
    } of { $reporter } by its own count in { $year } against a benchmark from its other partners
    .alt = Dots and ranges for { WORD($partners) } partners of { $reporter } in { $year }: reported trade against a benchmark from the others. { $partner } stands at { $size ->
        [less] { TIMES($ratio) } of
       *[more] { TIMES($ratio) }
    } the middle of its range, { $top } highest at { TIMES($top_ratio) }.
    .note = This is an average of other partners, not a forecast. Tested on { WORD($tested) } of them it misses by a factor of { NUM($error, digits: 1) } in the middle case. Of them { WORD($inside) } lie within their range. Distance works with an elasticity of { NUM($steepest, digits: 1) } to { NUM($flattest, digits: 1) }. The { WORD($values) } values of { WORD($reporters) } reporters are too few to estimate a model.
    .label-axis = USD million, log scale; dot: reported; dashed: four chances in five; bar: the middle
    .label-told = { $partner }, { YEAR($year) } · { $value_usd } reported · { $median } as the middle of the benchmark, { $low } to { $high }
    .label-ratio = of what is
        expected

exhibit-trade-composition = In { $year } { $product } made up { $share } of what { $exporter } sold to { $importer }
    .subtitle = Share of { $scheme } sections in goods by exporter and year, %
    .note = n.f.: no value was published, which is not zero. The source does not say whose books it follows.
    .head-product = Section
    .cell-from = { $exporter } { $year }

exhibit-trade-balance = { $picture ->
        [surplus] { $a } sells more than it buys in all { WORD($years) } years that a side reports
        [deficit] { $a } buys more than it sells in all { WORD($years) } years that a side reports
        [mixed] { $a } buys more than it sells in { WORD($deficits) } of { WORD($years) } reported years
       *[few] Who sells more: the balance of { $a } in goods with { $b }
    }
    .subtitle = Exports less imports of { $a } in goods with { $b }, USD million, by whose count; a year that both report counts twice
    .alt = Line chart of the balance of { $a } in goods with { $b } by the count of either side, { $first } to { $last }: highest { $high } ({ $high_period }), lowest { $low } ({ $low_period }).
    .note = Exporters count goods without freight, importers with it. A year in which a side reports only one flow is not drawn.

exhibit-trade-conflicts = For { $widest } { $told ->
        [sides] { $more } counted { TIMES($spread) } what { $less } counted
       *[values] the largest published total is { TIMES($spread) } the smallest
    }
    .subtitle = Published totals of exports and imports for years with several values, the widest apart first, USD million
    .alt = Strips by year: the published totals of exports and imports of { $pair } for { $periods } years with several values. They differ most for { $widest }, by a factor of { NUM($spread, digits: 1) }.
    .note = Named are the lowest and the highest; ~ about. A hollow mark was quoted or estimated, or does not name its period. What was only said to be under or over an amount is left out.{ $left_out ->
        [0] {""}
        [one] {" "}One year whose totals lie closer is in the CSV.
       *[other] {" "}{ CAP(WORD($left_out)) } years whose totals lie closer are in the CSV.
    }
    .label-statistics = { ADJ($side) } statistics
    .label-axis = USD million, log scale

exhibit-trade-every-conflict = { $quantities ->
        [one] One quantity has
       *[other] { CAP(WORD($quantities)) } quantities have
    } more than one published value
    .subtitle = All published values by year and reporting side, USD million; none is averaged
    .note = Bounds and rounded values are included.
    .head-quantity = Quantity
    .head-when = Period
    .head-listed = Values
    .head-spread = Largest over smallest
    .head-source-ids = Sources
    .cell-totals = Exports and imports, either side
    .cell-flow = { $exporter } to { $importer }, by { ADJ($reporter) } count
