# The journal of letters, what letters tell, requests for another day.
menu-letters = Letters
letters-counted = { $n ->
    [one] { $n } letter
   *[other] { $n } letters
}
letters-filter = Filter
letters-any-state = any
letters-state-queued = queued
letters-state-sent = handed to the server
letters-state-uncertain = may have arrived
letters-state-undeliverable = not sent
letters-state-bounced = came back
letters-state = State
letters-who = To whom
letters-from = From day
letters-to = To day
letters-day = Day
letters-about = About
letters-none = No letters.
letters-newer = Newer
letters-older = Earlier
letters-last = Last letter
letters-latest = Last letters
letters-unreachable = { $name }: the address has taken no letters since { $day }. Correct the address, and letters go again.
letters-opened = link opened { $at }
letters-used = answered by the link { $at }
letters-replied = answered by mail { $at }
letters-kind = Kind
letters-kind-daily = letter of the day
letters-kind-invitation = invitation to a meeting
letters-kind-receipt = answer to what was done by mail
letters-kind-by-hand = reminder from the coordinator
letters-queued = Queued
letters-by = Sent by
letters-answer = The server's answer
letters-items = What is in the letter
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
    [""] { $term }, done by { $executor }: will not take place
   *[other] { $term }, done by { $executor }: move to { $to }
}
requests-grant = Move…
requests-decline = Decline…
requests-why-not = Why the day stays
requests-why-not-note = Whoever asked will see it.
requests-decline-button = Decline
request-declined = declined on { $day }. Reason: { $reason }
request-granted = moved on { $day }
