# States of obligations: one word, one sign, one colour.
state-undated = date to be given
state-ahead = ahead
state-open = open
state-due-today = due today
state-overdue = overdue, { $days } working { $days ->
    [one] day
   *[other] days
}
state-on-review = on review
state-returned = returned
state-done-on-time = done on time
state-done-late = done late
state-withdrawn = taken off control
