# What is overdue.
overdue-none = Nothing is overdue.
overdue-summary = { $n } of { $of } due; organisations and people: { $groups }
overdue-group = { $n } { $n ->
    [one] obligation
   *[other] obligations
}, late by up to { $days } working { $days ->
    [one] day
   *[other] days
}
overdue-returned = returned { $day }: { $reason }
overdue-mark = Mark
column-together = Together with
