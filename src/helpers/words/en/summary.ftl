# The first two pages. Heads of the four paragraphs if the pair has no story of its own.

summary-story =
    .state = How things stand.
    .binds = What binds them.
    .obstacle = What stands in the way.
    .watch = What to watch.
    .counts = { CAP($larger) } counts { TIMES($apart) } as much trade as the other side does, each by its latest figure.
summary-strip =
    .label = { $what }, { $last }
    .span = { $what }, { $first } to { $last }
summary-news = What has happened since { $since }
    .event = { $date }: { $title }.
    .number = { CAP($what) }: { $new }. The last edition had { $old }.
summary-locator =
    .alt = Small map of where { $a } and { $b } lie, a dot on each.
    .note = No view is taken on any boundary.
