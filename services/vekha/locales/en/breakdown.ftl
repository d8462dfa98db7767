# What the figure is made of, item by item.
share-fulfilled = Done, marked and proved in time
share-withdrawn = Off control
share-not-due = Not due yet
breakdown-division = Fulfilment of the roadmap: { $part } ÷ { $of } = { $share }
breakdown-nothing-due = Fulfilment of the roadmap: —, nothing is due yet
breakdown-formula = Fulfilment of the roadmap is the share of what was done by its due day, marked no later than { $days } working { $days ->
    [one] day
   *[other] days
} after it and proved by a document that opens, among all that is due.
breakdown-steps = Completeness { $completeness }, timeliness { $timeliness }: the denominator is the same.
breakdown-six = The threshold of indicator 6 is { $threshold } % of completeness and timeliness; the indicator is { $six }.
breakdown-who = Who does it
breakdown-how = How it was done
breakdown-mark = done { $performed }, marked { $recorded }
breakdown-unchecked = nobody has looked at the document yet
breakdown-basis = since { $day }: { $basis }
breakdown-events = events in the journal
breakdown-folded = Show { $n }
breakdown-alone = Open by itself
breakdown-all = All lists
breakdown-none = There are none.
breakdown-undated = As long as an activity has no date, it is in no denominator.
breakdown-not-due = They enter the denominator when they fall due.
breakdown-period = Only what was due from { $from } to { $to }.
