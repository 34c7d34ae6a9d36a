# How to read, cite and rebuild: the last page of every edition.

report-title = { $pair }: the relationship in figures
report-silent = Not in this edition.
    .text = We hold nothing on these themes for this pair, and nobody has looked for it: { $themes }.
    .themes = { $theme }
report-numbers = Numbers.
    .text = Every number carries its unit, its period and the side that reported it. A number in brackets is the permanent number of a source in data/sources.csv; a plus behind it says how many more the row has in its CSV file. A code with CO is the number of a search in data/coverage.csv. FY is a fiscal year from July to June. n.f. means that no value was found; a dash means that we know of none; a zero is a zero that somebody reported.
report-confidence = Confidence.
    .text = High: two or more independent sources, at least one of them primary (official, data set or treaty). Moderate: one primary source, or two or more independent secondary sources. Low: a single secondary source, or sources that conflict. What a model computes is moderate at most. Outlets that reprint one text count once.
report-likelihood = Likelihood.
    .text = Words follow the scale of the United States intelligence community (ICD 203): { $scale }.
    .scale = { $word } { PERCENT($low) } to { PERCENT($high) }
report-record = Record.
    .text = The rates that this brief goes by were asked on one day of each year, first { DATED($first) }, with what was public then. Of { $all } answers the outcome is known. Error score of each rate, where zero is perfect and a coin scores { NUM($coin, digits: 2) }: { $rules }.
    .rules = { $rule ->
            [meeting] leaders meet within a year
            [promise] a promise is kept in time
            [completion] a completion date is kept
           *[rise] trade rises
        } { NUM($score, digits: 2) } ({ $asked })
report-selection = Selection.
    .text = The first two pages, and each chapter on paper, take the findings that weigh most: consequence times surprise times freshness times confidence, more than { $least } points. docs/methods.md has the points. A story is an editor's text; its numbers, dates and names come from the same rows.
# What a chapter leaves to the screen edition.
report-screen = The HTML edition holds more of this chapter ({ $statements ->
        [0] {""}
       *[other] statements: { $statements }{ $exhibits ->
            [0] {""}
           *[other] ,{" "}
        }
    }{ $exhibits ->
        [0] {""}
       *[other] exhibits: { $exhibits }
    }).
report-statements = Statements.
    .text = "Not found" always means that somebody searched, and the search is noted in data/coverage.csv. "Known to us" means what our records hold; where somebody searched for more, the day of the search stands with it. A younger page that documents what was public then is marked "documented later". The rules stand in docs/method-of-statements.md.
report-charts = Charts.
    .text = Solid lines are reported values, dashed lines estimates or models, dotted lines targets; a map has its own key. The note under a drawing says what its hollow marks are. A band is the range between sources, not a statistical interval, unless it says so. Missing values are not drawn.
report-states = States of a document.
    .text = Announced, signed, in force and delivered are different states. A memorandum of understanding is not an agreement in force.
# Rows of the package that nothing in the edition rests on, and cells that the check would look at again.
report-rows = Rows read.
    .text = The tables that were read hold { NUM($held) } rows, and { NUM($shown) } of them stand behind this edition. Left out: { $left }. The counts of each table stand in manifest.json.
    .left = { NUM($rows) } { $why ->
            [repeats] said already by another row
            [later] dated later or not yet public
            [others] about other countries
            [unpreferred] beside a preferred value
            [parts] for a part of a year
           *[unused] with no part in any statement or exhibit
        }
report-warnings = Data to look at.
    .text = The check of the data found no fault. It would look again at { $all ->
            [one] one place
           *[other] { WORD($all) } places
        }: { $tables }. Each stands in manifest.json with its line.
    .tables = { WORD($cells) } in { $table }
report-cite = Cite.
    .text = Bilateral Brief project, { $pair }: the relationship in figures, edition as of { $as_of } (information cut-off { $cutoff }).
report-licence = Licence.
    .text = Text and figures are under CC BY 4.0, the code under MIT; data by table, see data/datapackage.json.
report-abbreviations = Abbreviations.
# A date that is the day of the report, or the latest possible one.
report-by = by { DAY($date) }

report-freshness = The newest fact of this chapter is of { $newest }{ $known ->
        [yes] ; the last search for more was made on { $searched }.
       *[no] ; nobody has searched for more.
    }
report-not-found = Looked for { $days ->
        [one] on { DAY($last) }
       *[several] from { DAY($first) } to { DAY($last) }
    } and not found: { $items }.
    .items = { $what } [{ $search }]
report-track-record = How good is such a rate? We asked it on one day of each year, first { DATED($first) }. The question was whether { $rule ->
        [meeting] leaders would meet within a year
        [promise] an open promise would be kept in time
        [completion] an open date of completion would be kept
       *[rise] a side's next yearly figure would rise
    }. In { WORD($asked) } { $asked ->
        [one] case
       *[other] cases
    } the outcome is known. The rate known on each such day gave it { PERCENT($mean) } on average, and it { $came ->
        [0] never came true
        [one] came true once
       *[other] came true { WORD($came) } times
    }. Its error score is { NUM($score, digits: 2) }; a perfect rule scores zero, a tossed coin a quarter{ $better ->
        [yes] {""}
       *[no] {""}, so it knows no more than a coin
    }.
