### What tables of all states hold of a pair. No press was searched, so nothing here says that there is none of anything.

profile-people = { CAP($counts) }.
    .label = people in the larger of the two
    .shown = { $largest ->
        *[other] { MILLION($largest) } million
    }
    .counts = { $size ->
        [large] { MILLION($people, digits: 1) } million people lived in { $side } ({ $year })
       *[small] { $people } people lived in { $side } ({ $year })
    }
profile-economies = Output at current prices was { $counts }.
    .counts = { $gdp } in { $side } ({ $year })
profile-main-partners = { $some ->
        [yes] { $lists }
       *[no] Neither stands among the main partners that the Factbook lists for the other.
    }
    .lists = { $flow ->
        [export] { $partner } took { PERCENT($share) } of what { $side } sold abroad ({ $year }).
       *[import] { $partner } supplied { PERCENT($share) } of what { $side } bought abroad ({ $year }).
    }
profile-expected = { $order ->
        [first] A model of trade between all pairs finds
       *[next] It finds
    } { $size ->
        [tiny] hardly any goods
       *[told] { $typical } of goods
    } from { $exporter } to { $importer } typical in { $year }. { $range ->
        [open] Nine pairs in ten lie below { $high }.
       *[closed] Four pairs in five lie between { $low } and { $high }.
    }
profile-apart = The two capitals lie { $capitals } km apart{ $known ->
        [yes] , and two people taken at random, one from each country, { $weighted } km
       *[no] {""}
    }.
    .label = km between the capitals
    .shown = { $capitals }
profile-border = The common land border is { $length } km long.
    .label = km of common border
    .shown = { $length }
profile-neighbours = { $sides }
    .sides = { $count ->
        [0] The Factbook lists no land border of { $side }
        [one] The Factbook lists one land border of { $side }, with { $near }
       *[other] The Factbook lists { $many ->
            [yes] { WORD($count) } land borders of { $side }, the longest with
           *[no] land borders of { $side } with
        } { $near }
    }{ $coast ->
        [yes] .
       *[no] ; it has no coast.
    }
profile-by-land = The way over land crosses at least { $borders ->
        [one] one border
       *[other] { WORD($borders) } borders
    }{ $near ->
        [yes] {" "}({ $through })
       *[no] {""}
    }. Whether each can be crossed is not known here.
    .through = through { $way }
profile-by-sea = By sea it is about { $length } km between the lanes nearest to the two capitals.
profile-travel = { $needs } This is how one index saw it on { $date }.
    .needs = { $need ->
        [visa-free] Citizens of { $passport } entered { $destination } without a visa
        [visa-on-arrival] Citizens of { $passport } could buy a visa for { $destination } on arrival
        [eta] Citizens of { $passport } needed an electronic permit for { $destination }
        [e-visa] Citizens of { $passport } could apply for a visa for { $destination } online
        [no-admission] Citizens of { $passport } were not admitted to { $destination }
       *[visa-required] Citizens of { $passport } needed a visa for { $destination }
    }{ $stay ->
        [yes] {" "}({ $days } days)
       *[no] {""}
    }.
profile-movers = The United Nations counted { $counts }.
    .label = migrants, the larger of the two directions
    .shown = { $largest }
    .counts = { $people } { $people ->
        [one] migrant
       *[other] migrants
    } from { $origin } in { $host } ({ $year })
profile-refuge = { $counts } The refugee agency counted them and rounds small numbers.
    .counts = From { $origin } { $people } refugees and asylum seekers lived in { $host } ({ $year }).
profile-groupings = Both are listed as members of { $names }. { $shared ->
        [one] It has { $sizes } members.
       *[other] In this order they have { $sizes } members.
    } Members outside the United Nations are not counted. The list is of { $date } and contains slips, so it is a lead and no proof.
    .names = the { $name }
    .sizes = { $members }

exhibit-profile-sides = How { $a } and { $b } compare
    .subtitle = The newest year of each figure that is held
    .note = Exports and imports are of goods and services with all partners, USD million.
    .head-what = Figure
    .head-first = { $a }
    .head-second = { $b }
    .head-years = Year
    .head-source-ids = Sources
    .cell = { $what ->
        [population] People, million
        [gdp_usd] GDP at current prices, USD million
        [export] Exports, USD million
       *[import] Imports, USD million
    }
    .cell-absent = not held
exhibit-profile-partners = { $named ->
        [0] Neither is among the main partners listed for the other
       *[other] How each ranks among the main partners of the other
    }
    .subtitle = Goods, whole per cent of all exports or imports, as the Factbook lists them
    .note = A dash: not among the partners listed, so below the least share listed.
    .head-whose = List
    .head-years = Year
    .head-place = Place
    .head-part = Share
    .head-least = Least share listed
    .head-source-ids = Sources
    .cell = { $flow ->
        [export] Buyers from { $side }
       *[import] Suppliers of { $side }
    }

report-profile = { $pair }: machine-made profile
    .standfirst = No press was searched for this profile.
