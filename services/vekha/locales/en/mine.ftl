# My activities and the calendar.
menu-mine = My activities
mine-summary = { $n ->
    [0] Nothing is pressing.
   *[other] Pressing: { $n }{ $late ->
        [0] , none overdue.
       *[other] , of them overdue { $late }.
    }
} { $open ->
    [0] No term is open.
   *[other] Open, not yet due: { $open }.
}
mine-overdue = Overdue: { $n }
mine-returned = Returned: { $n }
mine-due-today = Due today: { $n }
mine-open = Open: { $n }
mine-ahead = Ahead: { $n }
mine-on-review = On review: { $n }
mine-done = Done: { $n }
mine-later = Later than in { $days } days: { $n }
mine-done-folded = Done in the last { $days } days: { $n }
mine-marked = performed { $performed }, marked { $recorded }
mine-said = in the order:
mine-undated = Waiting for a date: { $n }
mine-undated-note = These are yours too, but no day has been named yet. It will appear here once it is.
mine-empty = No activity is yours to do.
mine-empty-at = No activity is yours or your organisation's ({ $organisation }) to do.
mine-empty-what = What appears here names you, your organisation, or a group it belongs to as responsible. If the order makes you responsible, tell the coordinator, who assigns responsible parties.
mine-calendar-title = Due days in your calendar
mine-calendar-what = What is not done yet can be seen in the calendar of a phone or computer, which asks for news by itself.
mine-calendar-none = There is no subscription yet.
mine-calendar-since = Subscribed on { $day }.
mine-calendar-subscribe = Subscribe a calendar
mine-calendar-replace = Give out a new address
mine-calendar-revoke = Switch the calendar off
mine-calendar-replaced = A new address replaces the old one, which opens nothing any more. A calendar switched off opens for nobody.
mine-calendar-download = Download the due days as a file (.ics)
mine-calendar-made = The address of your calendar is ready
mine-calendar-address = Address of the calendar
mine-calendar-once = Shown once. Whoever knows this address sees your due days without a password: send it to nobody.
mine-calendar-how = Copy the address and paste it into your calendar: "Add a calendar by URL" (from the internet).
mine-calendar-name = My activities, { $territory }
mine-ics-said = Term in the order: { $words }
mine-ics-moved = The due day { $due } is a day off and moves to { $day }
mine-ics-who = To be done by: { $who }
