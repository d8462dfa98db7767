# Scoring models: what the checker finds (finding-…) and what the command line answers.
finding-bands_overlap = Totals { $totals } belong to two bands at once: “{ $lower }” and “{ $upper }”.
finding-bands_gap = Total { $totals } belongs to no band: it lies between “{ $lower }” and “{ $upper }”{ $possible ->
    [yes] {""}
   *[no] , though it cannot come about with these indicators
}.{ $assumed ->
    [none] {" "}The band of such a total is not known.
   *[other] {" "}Assumed: “{ $assumed }”.
}
finding-totals_uncovered = Possible totals { $totals } are in no band.
finding-band_unreachable = Band “{ $band }” { $within } cannot be reached: the greatest possible total { $greatest ->
    [none] is not known
   *[other] is { $greatest }
}{ $parameters ->
    [none] .
   *[other] , and by the parameters listed { $parameters }.
}
finding-greatest_total_differs = The bands end at { $end }, but the greatest possible total is { $ranges } by the stated ranges and { $parameters } by the parameters listed.
finding-indicator_left_out = Indicator No. { $number } “{ $text }” is defined but left out of the formula.
finding-numbers_shifted = Signs of the formula bear other numbers than their indicators: { $signs }.
finding-range_differs = Indicator No. { $number } “{ $text }”: the greatest value stated is { $stated }, but { $parameters } parameters are listed.
finding-print_disagrees = { $of }: the order contradicts itself. { $places }.
finding-odd_unit = Indicator No. { $number } “{ $text }”: unit “{ $unit }” does not go with { $speaks ->
    [share] a share
    [number] a number
    [presence] whether something is there
   *[index] an index
}.
finding-taken_from_roadmap = Indicator No. { $number } “{ $text }” is the fulfilment of the roadmap itself: the program proposes its value with the figures behind it, and a person confirms.
finding-print_damaged = { $place }: cannot be read in the order. Used instead: { $instead }.
finding-classes_without_rule = The order puts schools into groups without a rule: the program proposes a group, a person decides and records the reason.
scoring-no-findings = Nothing is odd about the model.
scoring-added = Model “{ $model }”, version { $version }, adopted. Windows opened before keep the version they had.
scoring-known = Model “{ $model }”, version { $version }, is in use already.
help-vekha-scoring = Scoring models of monitorings
help-vekha-scoring-check = Checks a model and tells what is odd about it
help-vekha-scoring-add = Checks a model and makes it the office's
