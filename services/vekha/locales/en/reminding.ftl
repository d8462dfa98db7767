# Reminders: rules of a roadmap's letters, letters of the coming days, reminding by hand.
remind-title = Reminders
remind-lead = Letters go on the morning of a working day, at 08:30 office time, at most one a day to a person. Nothing is sent on a day off: the working day before takes its place. All numbers are working days.
remind-look = Show what would happen
remind-looking = This is what the values typed would do. They are not recorded yet.
remind-to-coming = To the letters of the coming days
remind-yes = yes
remind-no = no
remind-never = no reminder
remind-default-on = On by default.
remind-default-off = Off by default.
remind-list-note = Numbers separated by commas, from 1 to 60; empty for no reminder. Default: { $default }.
remind-number-note = A number from 1 to 60. Default: { $default }.
remind-escalate-note = One list, not a letter about each row. Empty for none. Default: { $default }.
remind-number-wrong = A whole number from 1 to 60 is needed.
remind-list-wrong = Whole numbers from 1 to 60 separated by commas are needed, at most ten: 10, 3.
remind-group-dues = Due days of activities
remind-group-mondays = On Mondays
remind-group-meetings = Meetings
remind-group-windows = Monitorings
remind-group-reports = Reports
remind-on = Send letters about this roadmap
remind-before = Working days before the due day
remind-on-day = Remind on the due day
remind-overdue = Working days after the due day
remind-weekly = After that every week until it is done
remind-escalate = Working days after the due day to tell the head and the coordinator
remind-monday = A list of near due days to those responsible, a digest to the coordinator
remind-near = Working days ahead that count as near
remind-undated-meeting = Working days before the end of the term to ask for a meeting's date
remind-meeting = Working days before a meeting to remind the invited
remind-opening = Working days before a window opens
remind-closing = Working days before a window closes
remind-reports = Report to the working group
remind-reports-note = School terms are those of the office; quarters are of the calendar. Not needed by default.
remind-reports-none = not needed
remind-reports-term = every school term
remind-reports-quarter = every quarter
remind-analysis = Remind of the yearly analysis of effectiveness
remind-report = Working days before a report or the analysis is due
remind-coming = Letters of the coming 60 days
remind-coming-summary = In { $ahead } days: { $n ->
    [one] { $n } letter
   *[other] { $n } letters
}, days with letters: { $days }.
remind-coming-note = So it will be if nothing is done or moved meanwhile. A mark or another due day takes a row out of the letters.
remind-coming-day = { $day }, { $weekday }: { $n ->
    [one] { $n } letter
   *[other] { $n } letters
}
remind-whom = To whom
remind-of-what = Of what
remind-mailbox-of = { $name }, shared mailbox
remind-item-returned = a mark was returned
remind-item-overdue = overdue by { $days } working days
remind-item-today = due today
remind-item-due = due in { $days } working days
remind-item-meeting-undated = name the date of a meeting
remind-item-meeting-near = a meeting in { $days } working days
remind-item-meeting-protocol = the minutes of a meeting are needed
remind-item-window-opens = a monitoring window opens soon
remind-item-window-open = a monitoring window is open
remind-item-window-closes = a monitoring window closes soon
remind-item-window-last = last day of a monitoring window
remind-item-window-missed = no answer to a monitoring for { $days } working days
remind-item-recommended = a recommendation was given
remind-item-recommendation-due = recommendation due in { $days } working days
remind-item-recommendation-today = recommendation due today
remind-item-recommendation-overdue = recommendation overdue by { $days } working days
remind-item-report = report to the working group in { $days } working days
remind-item-year = yearly analysis in { $days } working days
remind-item-escalated = long overdue with others
remind-item-asked = another due day is asked for
remind-item-appointed = became responsible
remind-item-monday = list of the week
hand-title = Remind of what is overdue
hand-button = Remind all
hand-one = Remind
hand-lead = The letters go at once, one to each recipient. Untick the rows that need no reminder.
hand-letters = Will be sent
hand-none = There is nothing to send.
hand-unsent = Will not be sent
hand-send = Send the letters
hand-sent = { $n ->
    [one] { $n } letter is on its way.
   *[other] { $n } letters are on their way.
}
hand-nothing-chosen = Nothing is ticked. Tick at least one row.
hand-nobody = nobody to write to: neither people nor a shared mailbox are known
hand-away = { $who } is away until { $to } and nobody stands in
hand-unreachable = the address does not work: { $who }
hand-no-address = no address is known: { $who }
hand-told = reminded today already: { $who }
hand-row = { $number } { $title }, due { $due }
mailbox-title = Shared mailbox
mailbox-note = Letters come here if no people of the organisation are known. Empty for none.
people-done-mailbox = The shared mailbox is recorded.
