# The journal of letters, what letters tell, requests for another day.
menu-letters = Letters
mailbook-counted = { $n ->
    [one] { $n } letter
   *[other] { $n } letters
}
mailbook-filter = Filter
mailbook-any-state = any
mailbook-state-queued = queued
mailbook-state-sent = handed to the server
mailbook-state-uncertain = may have arrived
mailbook-state-undeliverable = not sent
mailbook-state-bounced = came back
mailbook-state = State
mailbook-who = To whom
mailbook-from = From day
mailbook-to = To day
mailbook-day = Day
mailbook-about = About
mailbook-none = No letters.
mailbook-newer = Newer
mailbook-older = Earlier
mailbook-last = Last letter
mailbook-latest = Last letters
mailbook-unreachable = { $name }: the address has taken no letters since { $day }. Correct the address, and letters go again.
mailbook-opened = link opened { $at }
mailbook-used = answered by the link { $at }
mailbook-replied = answered by mail { $at }
mailbook-kind = Kind
mailbook-kind-daily = letter of the day
mailbook-kind-invitation = invitation to a meeting
mailbook-kind-receipt = answer to what was done by mail
mailbook-kind-by-hand = reminder from the coordinator
mailbook-queued = Queued
mailbook-by = Sent by
mailbook-answer = The server's answer
mailbook-items = What is in the letter
delivery-queued = queued
delivery-sent = handed to the server { $at }
delivery-uncertain = may have arrived { $at }: the server did not answer
delivery-undeliverable = not sent: { $cause ->
    [no-address] no address
    [address-refused] the server does not know the address
    [letter-refused] the server did not take the letter
    [given-up] could not be sent in the time given
   *[pointless] settled before
}, { $at }
delivery-bounced = came back { $at }
item-of = { $about }: { $rule }
item-returned = the mark was returned
item-before = { $n ->
    [one] { $n } working day before it is due
   *[other] { $n } working days before it is due
}
item-on-day = due that day
item-overdue = overdue, { $n } working days
item-name-the-date = name the date of the meeting
item-invited = invitation to a meeting
item-cancelled = the meeting is cancelled
item-meeting-near = { $n ->
    [one] { $n } working day before the meeting
   *[other] { $n } working days before the meeting
}
item-protocol = the protocol is asked for
item-window-opens = the window opens soon
item-window-open = the window is open
item-window-closes = the window closes soon
item-window-last-day = last day of the window
item-window-missed = the window is closed, no data for { $n } working days
item-recommended = recommendation No. { $number }: told of it
item-recommendation-before = recommendation No. { $number }: { $n } working days before it is due
item-recommendation-on-day = recommendation No. { $number }: on the due day
item-recommendation-overdue = recommendation No. { $number }: overdue, { $n } working days
item-recommendation-escalated = recommendation No. { $number }: long overdue, told to the coordinator
item-report-term = report to the working group for the term, due { $day }, { $n } working days before
item-report-quarter = report to the working group for the quarter, due { $day }, { $n } working days before
item-report-year = yearly analysis, due { $day }, { $n } working days before
item-escalated = long overdue, told to the head and the coordinator
item-asked = another day is asked for
item-appointed = responsible since { $day }
item-week = what is to come, week of { $day }
item-digest = digest for the coordinator, { $day }
item-by-hand = the coordinator's reminder of { $day }
requests-heading = Requests for another day
requests-asks = { $to ->
    [none] { $term }, done by { $executor }: will not take place
   *[other] { $term }, done by { $executor }: move to { $to }
}
requests-grant = Move…
requests-decline = Decline…
requests-why-not = Why the day stays
requests-why-not-note = Whoever asked will see it.
requests-decline-button = Decline
request-declined = declined on { $day }. Reason: { $reason }
request-granted = moved on { $day }
