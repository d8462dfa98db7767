# An activity, a mark of fulfilment, review.
activity-said = Words of the order
activity-understood = As understood
activity-look-at = Look at this
activity-occurrences = Occurrences
activity-term = { $called }, due { $day }
activity-term-day = due { $day }
activity-term-shifted = due { $day }, with days off { $moved }
activity-nobody = nobody is named
activity-waiting = Not marked by
activity-waiting-many = Waiting for a mark: { $n }
activity-heading = { $term }: marked by { $n } of { $all }
activity-marked = Marked by
activity-gone = Marks returned or taken back
activity-more = { $n } more
activity-executor = Executor
activity-performed = Performed
activity-performed-short = performed
activity-recorded = Mark entered
activity-recorded-short = marked
activity-recorded-late = { $day }, late
activity-document = Confirming document
activity-state = State
activity-action = Action
activity-done = marked
activity-mark-it = Mark
activity-mark-button = Mark as fulfilled
activity-mark-note = You will need the day of the work and a link to the confirming document.
activity-actions = Actions
activity-history = History
activity-older = The whole history, entries: { $n }
activity-scheduled = The date was given. Basis: { $basis }
activity-move = Term { $move }. Basis: { $basis }
activity-cancelled = This occurrence is cancelled. Basis: { $basis }
activity-moved-too-late = It was moved after it had passed: it stays late.
activity-withdrawn = Off control since { $day }. Basis: { $basis }
activity-reworded = Reworded on { $day }. The order said: “{ $words }”
activity-otherwise = It may also mean: { $words }
said-task = Task
said-activity = Activity
said-form = Form
said-audience = For whom
said-place = Place
said-codes = Codes
said-term = Term
said-result = Result
said-responsible = Responsible
understood-how = Read
understood-status = { $status ->
    [read] by the program, without doubt
    [ambiguous] by the program; other readings are possible
    [chosen] by a person
    [waiting] by the program; the date is to be given
    [not-understood] not understood
   *[missing] no term is given
}
understood-comment = Remark
understood-executors = Executors
understood-alone = one mark
understood-together = answer together, one mark for all
understood-each = { $n ->
    [one] { $n } member of the group marks on its own
   *[other] each of { $n } members of the group marks on its own
}
understood-each-and-together = each of { $n } members of the group marks on its own, the others together with one mark
understood-lead = { $words }; the lead is { $lead }
understood-proof = Proof
understood-one-link = at least one link to a document
proof-state = { $state ->
    [opens] opened on { $day }
    [moved] leads elsewhere, { $day }
    [not-found] does not open since { $day }
    [needs-sign-in] asks to sign in, { $day }
    [could-not-check] could not be checked, { $day }
   *[unchecked] not looked at yet
}
mark-heading = Mark: { $who }
mark-activity = Activity
mark-who = Executor
mark-performed = Performed
mark-recorded = Marked
mark-note = Result
mark-fate = State
mark-document = Document
mark-documents = Documents
mark-position = Entry of the log
mark-in-time = { $day }, in time
mark-late = { $day }, after { $due }
mark-entered-late = { $at }, later than the { $days } working days allowed
mark-on-review = waits for the coordinator
mark-accepted = accepted { $day }
mark-returned = returned { $day }. Reason: { $reason }
mark-retracted = taken back { $day }. Reason: { $reason }
mark-accept = Accept
mark-send-back = Return…
mark-send-back-why = What is to be done better
mark-send-back-note = The author of the mark will see this.
mark-send-back-button = Return
mark-retract = Take the mark back…
mark-retract-why = Why it is taken back
mark-retract-note = The mark stays in the history, but the occurrence waits for a mark again.
mark-retract-button = Take the mark back
receipt-recorded = The mark is recorded
receipt-recorded-next = The coordinator will check the document. If something is missing, the mark comes back with a reason.
receipt-accepted = The mark is accepted
receipt-returned = The mark is returned
receipt-returned-next = The occurrence waits for a mark again.
receipt-retracted = The mark is taken back
completion-heading = Mark of fulfilment
completion-back = To the activity
completion-result = Result named by the order:
completion-not-needed = Nothing to mark
completion-whose = Whose mark
completion-next = Next
completion-refused = The mark is not recorded: { $n ->
    [one] correct { $n } field
   *[other] correct { $n } fields
}
completion-kept = What you typed is kept.
completion-day = Day of the work
completion-day-missing = Give the day the work was performed, for example 28.06.2023.
completion-day-wrong = This is not a day. Write it like 28.06.2023.
completion-links = Link to the confirming document
completion-links-note = A document on a site or in a cloud folder. Several are possible, one a line.
completion-link-line = Line { $line }: { $why }
completion-note = Short result
completion-optional = Optional
completion-whose-name = The mark will be kept in the log under your name.
review-counted = { $n ->
    [one] { $n } mark waits
   *[other] { $n } marks wait
}
review-off = In this roadmap marks count without being accepted.
review-nothing = Nothing waits.
fault-looking-back = You are looking at the past
fault-looking-back-note = The page is shown as of another day, and nothing can be changed on it. Go back to today.
activity-change = Change with a basis
