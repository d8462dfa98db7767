# The overview of a roadmap and the list of roadmaps.
overview-day = as of { $day }, { $weekday }
overview-school = Only what your organisation has to do is shown: { $school }.
overview-made-of = What fulfilment is made of
overview-by-name = Every item by name
overview-late = Overdue: { $n }
overview-late-all = Everything overdue
overview-near = Nearest deadlines
overview-near-none = Nothing is due within three months.
overview-plan = The whole roadmap
overview-undated = Without a date
overview-waiting = Without a date: { $n }
figure-completeness = Completeness
figure-completeness-of = { $part } of { $of } done and proved
figure-timeliness = Timeliness
figure-timeliness-of = { $part } of { $of } done by the due day
figure-fulfilment = Fulfilment
figure-fulfilment-of = { $part } of { $of } done and marked in time and proved
figure-overdue = Overdue
figure-overdue-of = of { $of } due
figure-besides-on-review = { $n } on review
figure-besides-returned = { $n } returned
figure-besides-due-today = { $n } due today
figure-nothing-due = nothing is due yet
figure-threshold = (needs { $threshold } % of completeness and timeliness)
figure-undated = of { $of } { $all ->
    [one] activity
   *[other] activities
}, not counted
loss-due = Due
share-not-done = Not done
share-not-accepted = Not done or not accepted yet
share-done-late = Done late
share-late-mark = Marked more than { $days } working { $days ->
    [one] day
   *[other] days
} later
share-dead-proof = The confirming document does not open
loss-fulfilled = Fulfilment
loss-unchecked = Of the fulfilled, nobody has looked at the documents of { $n } yet.
rules-title = How it is counted
rules-completeness = done and proved ÷ due
rules-timeliness = done by the due day ÷ due
rules-fulfilment = done by the due day, marked in time, document opens ÷ due
rules-six-name = Indicator 6
rules-six = 1 when completeness and timeliness both reach the threshold, else 0
row-marked = { $n ->
    [one] { $n } of { $of } has marked
   *[other] { $n } of { $of } have marked
}
row-day-off = day off: due on { $day } instead
column-number = No.
column-activity = Activity
column-not-done = Who has not done it
column-responsible = Responsible
column-due = Due
column-late = Working days late
column-left = Working days left
column-day = Day
column-fallen-due = Due by then
column-done = Done
column-on-time = On time
column-timeliness = Timeliness
column-overdue = Overdue
column-undated = Undated
column-section = Direction
column-territory = Municipality
column-roadmap = Roadmap
column-step = Step
column-count = Obligations
undated-missing = The order gives no term: enter dates or say that it is to be given
undated-not-understood = The words were not understood: enter dates
undated-external = By other people's schedules: ask for the date
undated-event = Before or after an event: dated when it becomes known
undated-other = The date is to be given
chart-title = Fulfilment over time, %
chart-sentence = Fulfilment: { $fulfilmentthen } on { $first }, { $fulfilmentnow } on { $last }. Completeness: { $completenessthen } and { $completenessnow }. The values are in the table below.
chart-fulfilment = fulfilment
chart-completeness = completeness
chart-table = Table of the chart
chart-few = The chart begins with its third point.
bars-title = Fulfilment by direction
bars-table = Table of the bars
bar-words = completeness { $completeness }, due { $due }
home-total = Together
home-none = There are no roadmaps yet.
home-note = Shares are of what was due; “—” means that nothing is due yet.
