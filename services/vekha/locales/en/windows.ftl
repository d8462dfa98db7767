# Monitorings with indicators: entering values, results, recommendations and decisions, files.
windows-number = No.
windows-indicator = Indicator
windows-factor = Risk factor
windows-unit = Unit
windows-may = What may be entered
windows-before = Window before
windows-now = Value
windows-value = Value
windows-link = Link to what shows it
windows-who = Who
windows-change = Change
windows-values = Values
windows-at-closing = At closing
windows-day = Day
windows-reason = Reason
windows-late = Entered or corrected after the window closed
windows-withdrawn = withdrawn
windows-place = Place
windows-how = How it was counted
windows-total = Total
windows-totals = Totals
windows-band = Band
windows-band-assumed = { $band } (assumed by us)
windows-band-item = { $band }, { $within } – { $n } in all{ $text ->
    [none] .
   *[other] . { $text }
}
windows-no-total = no indicator applies
windows-missing-values = { $n ->
    [one] { $n } value is missing
   *[other] { $n } values are missing
}
windows-bars-totals = Total as a share of the greatest possible, { $greatest }
windows-bars-indicator = Values as a share of { $greatest }
windows-spread = A total could be counted for { $n } of { $all }; median { $median }, mean { $mean }.
windows-indicators = Indicators
windows-entered = Entered
windows-of = { $n } of { $all }
windows-mean = Mean
windows-median = Median
windows-change-of-mean = Change of the mean
windows-ways = Better / worse
windows-ranking = Values by place
windows-years = By years
windows-years-few = A line is drawn over three windows or more; so far there is only the table.
windows-years-choose = The solid line is the median. To draw somebody's line beside it, choose a name in the table.
windows-years-sentence = From { $first } to { $last }: { $lines }.
windows-years-line = { $who } – from { $then } to { $now }
windows-zone = Zone
windows-zones = Colour zones
windows-fallen = What has fallen
windows-zone-unknown = no values of two windows
windows-zone-nothing = nothing
windows-zone-item = { $zone } – { $n }{ $who ->
    [none] .
   *[other] : { $who }.
}{ $text ->
    [none] { "" }
   *[other] { " " }{ $text }
}
windows-class-steadily_unsuccessful = steadily unsuccessful
windows-class-falling = falling success
windows-class-rising = rising success
windows-class-fluctuating = fluctuating success
windows-class-unknown = no results of three years
windows-class-proposed = Proposed
windows-class-ground = Why
windows-class-decided = Decided
windows-class-schools = Schools
windows-classes = Ways the schools go
windows-means = Means by group: { $of }
windows-means-sheet = Means, { $of }
windows-group = Group
windows-chosen = How often chosen
windows-printed = – printed in the order
windows-printed-of = – printed in the order, but this is the mean of schools { $of }
windows-print-row = “{ $group }” (the printed mean is that of schools { $of })
windows-print-right = All means printed in the order ({ $all }) are those recounted.
windows-print-wrong = Of { $all } means printed in the order { $n } are those recounted by groups. The print disagrees with the groups in the rows: { $rows }.
windows-ground-nothing_rose = no result rose in any year
windows-ground-all_rose_last = all results rose in the last year
windows-ground-all_rose_then_fell = all results rose in the year before the last and fell in the last
windows-ground-fell_sharply = fell after a rise, one of them sharply
windows-ground-few_reached = fell after a rise, and additional lessons reach few
windows-ground-mixed = results went different ways
windows-subject-municipality = Municipality
windows-subject-school = School
windows-subject-teacher = Teacher
windows-subject-centre = Mentor centre
windows-subject-point = Tutor point
windows-subject-activity = Activity
windows-change-better = better
windows-change-worse = worse
windows-change-same = no change

windows-allowed-count = a whole number from 0
windows-allowed-set = { $first } or { $last }
windows-allowed-within = from { $from } to { $to }
windows-allowed-from = from { $from }

windows-findings = Remarks on the model as printed
windows-assumed = What we assume

windows-period = Window { $from }–{ $to }
windows-by-model = { $order }; version { $version } of the model; figures of { $day }
windows-made = Made on { $day }
windows-note-title = Analytical note
windows-note-facts = How the data were collected
windows-note-answered = { $n } of { $all } have entered all values.
windows-note-late = Values entered or corrected after closing: { $n }; the totals leave them out.
windows-note-missing = Not everything was entered by:
windows-note-nothing = { $who }: nothing
windows-note-not-whole = { $who }: { $n } of { $all }
windows-note-model = Scoring model
windows-note-results = Results
windows-note-better = Indicators better than in the window before: { $n } (No. { $which }).
windows-note-worse = Indicators worse than in the window before: { $n } (No. { $which }).
windows-note-follow = Recommendations and decisions
windows-note-conclusions = Conclusions and causes
windows-recommendations = Recommendations
windows-recommendation = Recommendation
windows-decisions = Decisions
windows-due = Due
windows-state = State
windows-recommendation-item = No. { $number }. { $who }: { $text } Due { $due } – { $state }.
windows-recommendation-done = followed { $day }
windows-recommendation-late = followed late, { $day }
windows-recommendation-overdue = overdue since { $day }
windows-recommendation-open = due by { $day }
windows-decision-item = No. { $number } of { $on }. { $text } Basis: { $basis }.{ $due ->
    [none] { "" }
   *[other] { " " }Due { $due }.
}
windows-advice-title = Addressed recommendations
windows-advice-none = Nothing was recommended after this window.
windows-advice-figures = What they rest on
windows-form-card = Card of self-analysis
windows-form-profile = Risk profile of the school
windows-form-protocol = Curator's protocol
windows-form-card-table = Measures against risk factors
windows-form-profile-table = Weight of risk factors
windows-form-protocol-table = Signs of risks
windows-form-measures = Measures of the school
windows-form-period = Period
windows-form-weight = Weight: high, middle, low
windows-form-sign = Sign
windows-form-diagnosed = Diagnosed in the risk profile
windows-form-confirmed = Confirmed by what was seen
windows-form-protocol-note = For each sign the curator marks whether the school's risk profile names it and whether what was seen confirms it. Help is given against confirmed risks.
windows-form-card-note = Fill in measures and period for the factors the school works on; leave the others empty.
windows-form-save-note = The whole form is recorded with today's date; the one before stays in the journal.
windows-form-noted = Filled in: { $who }, { $day }.
windows-form-not-noted = Not filled in yet.
windows-form-filled = Filled in { $day }.
windows-form-in-profile = In the risk profile:
windows-form-no-weight = not weighed
windows-form-nothing = not filled in
windows-decision-became = Entered into the roadmap:
windows-form-yes = yes
windows-form-no = no
windows-form-comes-to = Outcome
windows-risks = Risks of schools
windows-risk-heavy = Of high weight in the profile
windows-risks-confirmed = Confirmed by the curator
windows-risks-found = Found by the curator
windows-risks-not-confirmed = Not confirmed
windows-risk-confirmed = confirmed
windows-risk-found = found by the curator
windows-risk-not-confirmed = not confirmed
windows-risk-none = not marked
windows-risk-day = Protocol
windows-risk-no-heavy = none
windows-done-card = The card of self-analysis is recorded.
windows-done-protocol = The curator's protocol is recorded.
windows-form-blank = School ____________________
windows-form-head = Head of the school
windows-form-curator = Curator
windows-template = Template
windows-template-note = Fill in the column «Value» and, where needed, «Link to what shows it». Leave the rest as it is.
windows-summary = Summary form
windows-strange-who = nobody of that name is in this window
windows-strange-indicator = there is no such indicator
windows-strange-table = the file has no table of the template

windows-signs = Head
windows-pages = This window:
windows-to-results = Results
windows-to-note = Analytical note (Word)
windows-to-summary = Summary form (Excel)
windows-to-template = Template to fill in (Excel)
windows-who-entered = Who has entered values
windows-entered-values = Values
windows-last = Last one
windows-enter = Enter
windows-look = Look
windows-filled-whole = all entered
windows-late-new = New values: { $n }
windows-filled-late = all entered, some late
windows-figures = Totals and indicators
windows-filled-partly = not all entered
windows-filled-nothing = nothing entered
windows-not-open = The window is not open yet.
windows-closed = The window is closed: its figures do not change any more, and new values are marked as late.
windows-left = { $n ->
    [0] last day of the window
    [one] { $n } day until it closes
   *[other] { $n } days until it closes
}
windows-refused = Not everything was taken. The rest is still in its fields: correct it and save again.
windows-by-file = Many values at once:
windows-paste = Paste or upload values
windows-no-teachers = Nobody works in this organisation. Teachers are entered on the page «People».
windows-was = window before:
windows-may-be = Allowed: { $allowed }
windows-trace = { $who }, { $day }
windows-late-value = entered after closing
windows-late-reason = corrected after closing: { $reason }
windows-save = Save
windows-save-note = What is right is recorded; the rest stays in its fields.
windows-not-cleared = The field is empty, but the recorded value stands. Put another in its place, or press “Take the value back” and give the reason.
windows-reason-note = The window is closed: a correction needs a reason. Everybody who reads the results sees it.
windows-reason-needed = Write why it is corrected: the window is closed.
windows-fulfilment = By the roadmap on { $day }: { $value }. Due { $due }, done { $done }, on time { $ontime }; threshold { $threshold } %.
windows-fulfilment-legend = Fulfilment of the roadmap
windows-fulfilment-confirm = I confirm these figures as the ground of the indicator
windows-list-lead = Take the template, fill it in and upload it, or paste rows straight from Excel.
windows-list-file = The template filled in (.xlsx)
windows-list-text = Rows from Excel
windows-paste-across = A row holds a name and the values in the order of the indicators, with tabs between.
windows-paste-down = A row holds the number of an indicator and its value, with a tab between; without numbers the values come in order.
windows-list-send = Enter
windows-list-note = What is right is recorded at once, the rest will be listed by its cells.
windows-list-entered = { $n ->
    [0] Nothing new: everything is recorded already.
    [one] { $n } value was recorded.
    [few] { $n } values were recorded.
   *[other] { $n } values were recorded.
}
windows-list-refused = Not taken:
windows-list-closed = The window is closed: corrections are made in the form of the organisation, with a reason. Nothing of the list was recorded.
windows-figures-frozen = figures of the day it closed
windows-figures-open = the window is open, figures may change
windows-zone-none = not known
windows-choose-indicator = Choose an indicator
windows-forms = Forms
windows-form-empty = Empty forms (Word):
windows-recommend = Recommend
windows-follow = Tell that it was followed
windows-follow-links = Links to what shows it
windows-decide = Record a decision
windows-decision = Decision
windows-decision-due = Due, if there is a day
windows-decision-activity = It becomes an activity of the roadmap
windows-decision-activity-note = Title of the activity; without one the decision stays a decision. The activity is due on the day of the decision.
windows-decision-responsible = Who is responsible for the activity
windows-decision-nobody = Nobody
windows-decision-needs-day = An activity needs a day.
windows-note-none = The note has not been published yet.
windows-publish = Publish the note
windows-publish-link = Address of the note
windows-publish-note = Where it lies: the office's site, a cloud. The draft can be taken above.
windows-classify = Decide which group a school belongs to
windows-class-reason-note = Needed when the decision is another than what is proposed.
windows-file-template = Template of values
windows-file-summary = Summary form
windows-file-note = Analytical note
windows-file-advice = Addressed recommendations
windows-done-withdrawn = The value is taken back.
windows-withdraw = Take the value back
windows-withdraw-reason = Write why the value is taken back. Everybody who reads the journal will see it.
windows-reason-note-open = Needed only if a value is taken back.
windows-afterwards = The window was planned when its days were over: values are entered afterwards and count.
windows-remind = Remind the missing
windows-remind-lead = Letters go at once, one to each recipient, and no more than one a day.
windows-done-values = The values are recorded.
windows-done-recommended = The recommendation is recorded.
windows-done-followed = It is recorded as followed.
windows-done-decided = The decision is recorded.
windows-done-published = The note is published.
windows-done-classified = The group of the school is recorded.
