### The trade gap against all states: a gravity model and windows of growth.

trade-expected = { $order ->
        [first] A model of all imports in { $span ->
            [several] { $first } to { $last }
           *[one] { $first }
        }{ $apart ->
            [yes] , made without this pair,
           *[no] {""}
        } finds { $typical } a year from { $exporter } to { $importer } typical.
       *[next] From { $exporter } to { $importer } it finds { $typical } typical.
    } Four pairs in five lie between { $low } and { $high }. { $importer } reported { $reported } a year, { $place ->
        [below] below
        [above] above
       *[inside] within
    } that range.
trade-expected-error = On pairs that it had not seen, the model missed by a factor of { NUM($error, digits: 1) } in the middle case. { PERCENT($inside) } of them lay within such ranges.
trade-world-growth = { $pairs } other pairs of states traded between { $low } and { $high }, as this one does by the { ADJ($side) } count. { $reached ->
        [0] None of them
       *[other] { CAP(WORD($reached)) } of them, { PERCENT($share, digits: 1) },
    } grew to { TIMES($multiple) } as much in { WORD($years) } { $years ->
        [one] year
       *[other] years
    } from { $first } to { $last }. Two counts of one trade in one year differ as much in { PERCENT($noise_low, digits: 1) } to { PERCENT($noise_high, digits: 1) } of pairs.{ $verdict ->
        [noise] {" "}So some of that growth is perhaps bookkeeping.
       *[more] {""}
    }

exhibit-trade-expected-trade = Of { WORD($reported) } reported flows { WORD($inside) } { $inside ->
        [one] lies
       *[other] lie
    } where a model of all pairs expects them
    .subtitle = Goods a year, USD million: typical value and range of four pairs in five by the model, and the mean that the importer reported
    .note = Gravity model of the imports of all states from their partners, with distance, border, language, colonial past and either effects of both states or their GDP. It does not know trade agreements. Tried on pairs that it had not seen, it missed by a factor of up to { NUM($error, digits: 1) } in the middle case. At least { PERCENT($coverage) } lay within their range.
    .cell-way = { $exporter } to { $importer }
    .head-way = Goods from, to
    .head-years = Years
    .head-middle = Typical
    .head-band = Four in five between
    .head-reported = Reported
    .head-source-ids = Sources
