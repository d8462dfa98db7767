# Reminders: letters about due days, meetings, windows of monitorings, and what the coordinator sees.
letters-hello = Good day!
letters-hello-mark = Good day! Please mark the fulfilment.
letters-hello-organisation = Good day! This letter is for { $who }. Please hand it to whoever does this work.
letters-hello-receipt = Good day! We have received your answer to a letter.
letters-stand-in = You stand in for { $who }. The letter came to you for the time of the absence.
letters-day = What asks for attention on { $day }
letters-order = Order of { $date } No. { $number }
letters-order-dated = Order of { $date }
letters-order-numbered = Order No. { $number }
letters-instead = If the button does not open:
letters-whose = { $n ->
    [one] The link is personal: { $who }, good
   *[other] The links are personal: { $who }, good
} until { $until }. There is no need to sign in.
letters-whose-organisation = { $n ->
    [one] The link is for { $who }, good
   *[other] The links are for { $who }, good
} until { $until }. There is no need to sign in.
letters-whose-move = There you can also say that the activity was not held, and ask for another term.
letters-answer = You may answer this letter: «Исполнено» (done) and a link to the document; «Перенос до 20.05 — причина» (move to 20.05, with the reason).
letters-why-responsible = Sent on { $day } because you are named among the responsible.
letters-why-organisation = Sent on { $day } because the organisation is named among the executors, and none of its staff is known to the program.
letters-why-coordinator = Sent on { $day } because you are the coordinator.
letters-why-head = Sent on { $day } because you are the head of the organisation.
letters-why-invited = Sent on { $day } because you are among those who come to the meeting.
letters-why-by-hand = Sent on { $day } at the coordinator's request.
letters-why-receipt = Sent on { $day } in answer to your letter.
letters-stop = Done already? Mark it, and there will be no more reminders of this row.
letters-stop-answer = Answer by the link, and there will be no more reminders of it.
letters-explained = How the letters work: { $page }
letters-ask = Questions: { $who }, coordinator.
letters-tick = Mark the fulfilment
letters-hand-in = Hand in the data
letters-enter = Enter the values
letters-until-1 = by Monday
letters-until-2 = by Tuesday
letters-until-3 = by Wednesday
letters-until-4 = by Thursday
letters-until-5 = by Friday
letters-until-6 = by Saturday
letters-until-7 = by Sunday
letters-day-off = { $due } is a day off, it is easier to finish { $until }, { $day }.
letters-left = { $n ->
    [one] 1 working day
   *[other] { $n } working days
} left: { $day }
letters-today = Due today: { $day }
letters-today-off = Due on a day off, to be done today: { $day }
letters-late = { $n ->
    [one] 1 working day
   *[other] { $n } working days
} overdue: was due { $day }
letters-days = { $n } work. d.
letters-term = Due: { $day }
letters-moved = The term was moved from { $old }. Basis: { $basis }
letters-said = In the order: «{ $words }»
letters-executor = Responsible: { $who }.
letters-executors = Responsible: { $who }. One mark serves all
letters-lead = { $who } (lead)
letters-for = Mark for { $who }
letters-proof = Proof: { $what }
letters-basis = Basis: { $words }
letters-reason = Reason: { $reason }
letters-roadmap = Roadmap: { $title }
letters-due-title = Due: { $n ->
    [one] 1 activity
   *[other] { $n } activities
}
letters-due-point = Due { $day }
letters-due-points = Due from { $day }
letters-late-point = Overdue since { $day }
letters-late-points = Overdue since { $day }
letters-mixed-points = Overdue since { $day } and due soon
letters-returned-title = Returned to be redone
letters-returned-point = Returned
letters-returned = Returned { $day }: { $reason }
letters-by-hand-title = The coordinator reminds: { $n ->
    [one] 1 activity
   *[other] { $n } activities
}
letters-by-hand = { $who } asks you to mark the fulfilment or to say why there is none.
letters-meetings-title = Meetings
letters-meeting-date = Name the date of the meeting: last day { $last }
letters-meeting-date-point = Name the date by { $last }
letters-meeting-name = Name the date of the meeting
letters-meeting-near = Meeting on { $day }
letters-meeting-point = Meeting { $day }
letters-meeting-invited = Invitation to the meeting on { $day }
letters-meeting-moved = The meeting was moved to { $day }
letters-meeting-moved-point = Moved to { $day }
letters-meeting-cancelled = The meeting on { $day } is cancelled
letters-meeting-cancelled-point = Cancelled { $day }
letters-meeting-protocol = The meeting was on { $day }: a link to its minutes is needed
letters-meeting-protocol-point = Minutes of { $day }
letters-meeting-attach = Attach the minutes
letters-meeting-when = When: { $day }, { $from }–{ $to }
letters-meeting-where = Where: { $place }
letters-agenda = Draft agenda:
letters-agenda-late = { $words } (overdue, was due { $day })
letters-agenda-open = { $words } (due { $day })
letters-windows-title = Monitoring
letters-window-opens = The window opens on { $from }, in { $n ->
    [one] 1 working day
   *[other] { $n } working days
}
letters-window-open = The window is open until { $to }
letters-window-closes = The window closes on { $to }, { $n ->
    [one] 1 working day
   *[other] { $n } working days
} left
letters-window-last = The last working day of the window: it closes on { $to }
letters-window-missed = The window closed on { $to }, { $n ->
    [one] 1 working day
   *[other] { $n } working days
} ago
letters-window-opens-point = From { $from }
letters-window-point = By { $to }
letters-window-missed-point = Missing since { $to }
letters-window-days = Window: { $from }–{ $to }
letters-window-for = Data of { $who } are awaited
letters-window-missing = Have not answered ({ $n }): { $who }
letters-window-by-hand = { $who } asks you to hand in the data: the window is still open.
letters-recommendations-title = Recommendations to your organisation: { $n }
letters-recommendations = { $n ->
    [one] 1 recommendation
   *[other] { $n } recommendations
}
letters-recommendation-point = Recommendation
letters-recommendation-by = After the monitoring “{ $title }”, window { $from }–{ $to }, recommendation No. { $number }
letters-recommendation-to = To: { $who }
letters-recommendation-done = Say that it is done
letters-recommendation-results = Results and recommendations of the window
letters-recommendations-above = Recommendations long overdue
letters-reports-title = Reports
letters-report-term = Report to the working group for a school term
letters-report-quarter = Report to the working group for a quarter
letters-report-year = Yearly analysis of the roadmap's effectiveness
letters-escalated-title = Long overdue
letters-escalated-point = Long overdue
letters-escalated = The terms are over and there are no marks: { $n }. The executors were reminded; the worst rows come first.
letters-activity = Activity
letters-due = Due
letters-overdue = Overdue
letters-overdue-all = Everything overdue, «{ $title }»
letters-asked-title = Another term is asked for
letters-asked-point = Another term asked for
letters-asked-to = Asked to move it to { $day }
letters-asked-never = Said not to be done at all
letters-asked-by = Asked by: { $who }
letters-asked-open = Decide
letters-appointed-title = You were named responsible: { $n ->
    [one] 1 activity
   *[other] { $n } activities
}
letters-appointed-point = You are responsible
letters-appointed = The due days are attached as a calendar file. You will be reminded of each beforehand, with a personal link for the mark.
letters-days-ahead = Next due days: { $days }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
letters-more = And { $n } more, the whole list
letters-week-title = This week and the next { $n } working days
letters-week-point = Week of { $day }
letters-week-for = { $words } (for { $who })
letters-week-open = All my activities
letters-digest-title = The coordinator's digest of { $day }
letters-digest-point = Digest { $day }
letters-digest-subject = { $point }: { $n } overdue
letters-digest-roadmap = Roadmap
letters-digest-late = Overdue
letters-digest-on-review = On review
letters-digest-no-date = Without a date
letters-digest-overdue = Overdue
letters-digest-review = On review
letters-digest-undated = Where a date is missing
letters-digest-people = People and groups
letters-digest-lost = Letters do not reach: { $who }. Correct the addresses on the page «People and groups».
letters-digest-recommendations = Recommendations after monitorings are overdue: { $n }.
letters-digest-monitorings = Monitorings
letters-digest-away = Away without a substitute: { $who }. Letters wait for their return; name who stands in.
letters-since = { $who } (since { $day })
letters-away-until = { $who } (until { $day })
letters-receipt-marked = The mark is accepted
letters-receipt-asked = The request for another term was passed on
letters-receipt-refused = The mark is not accepted
letters-receipt-noted = The answer was passed on to the coordinator
letters-receipt-in-time = Done on { $day }, in time
letters-receipt-late = Done on { $day }, late
letters-receipt-proofs = Proofs: { $n }
letters-receipt-on-review = The mark is on review: a letter comes if it is returned
letters-receipt-by = Marked by: { $who }
letters-receipt-there = There is a mark already, a second one is not needed
letters-receipt-why = The answer has no link to a proof, or no mark can be made with it
letters-receipt-how = Open the link below and give the day of performance and the address of the document: it begins with https://
letters-receipt-nothing = No mark was made by this answer and the term is as it was: the coordinator will read it
letters-receipt-waits = The coordinator has not answered yet; until then the term stays
letters-receipt-granted = The request was granted
letters-receipt-declined = Another term was declined: { $reason }
