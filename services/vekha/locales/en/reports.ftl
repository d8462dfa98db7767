# Reports: the yearly analysis of effectiveness and the report to the working group, as documents and as pages.
menu-reports = Reports and analysis
reports-lead = The yearly analysis of effectiveness and the reports to the working group are drawn up from the figures of a named period. An issued report changes no more.
reports-help = How to read a report
reports-issued = Issued
reports-none = No report has been issued yet.
reports-report = Report
reports-on = Issued on
reports-drafts = Drafts
reports-drafts-note = A draft is drawn up anew whenever it is opened, for the day in the field “As of”.
reports-years = Yearly analysis of effectiveness
reports-quarters = Report for a quarter
reports-terms = Report for a school term
reports-runs = the period still runs
reports-draft = This is a draft: it shows what is known now and changes with the log.
reports-period-runs = The period is not over yet.
reports-other = No. { $number } of { $day } was issued already
reports-take = Save:
reports-issue = Issue the report
reports-issue-note = The report gets a number; its figures and its place in the log are those of today. An issued report cannot be changed or deleted; if something comes to light later, issue a new one.
reports-conclusions-note = What the period showed, why, and what is proposed. The program invents no causes: this part is written by a person. It may be left empty.
reports-done = Report No. { $number } is issued.
reports-school = Only what your organisation has to do is shown. The report was issued for the whole roadmap.
reports-changed = Changed after the report
reports-changed-nothing = Nothing: for the same period and the same day the figures are the same.
reports-changed-lead = The same period and the same day, by what is known now: marks, checks and decisions entered after the issue.
reports-changed-rows = What counts otherwise
reports-then = In the report
reports-now = Now
report-kind-year = Yearly analysis of effectiveness
report-kind-group = Report to the working group
report-period = { $case ->
    [during] { $kind ->
        [year] for { $year }
        [school-year] for the school year { $year }
        [quarter] for quarter { $quarter } of { $year }
        [trimester] for trimester { $n } of the school year { $year }
       *[term] for term { $n } of the school year { $year }
    }
   *[name] { $kind ->
        [year] { $year }
        [school-year] school year { $year }
        [quarter] quarter { $quarter } of { $year }
        [trimester] trimester { $n } of the school year { $year }
       *[term] term { $n } of the school year { $year }
    }
}
report-days = for the period from { $from } to { $to }
report-title-year = Analytical note: yearly analysis of the roadmap’s effectiveness { $during }
report-title-group = Report to the working group on the fulfilment of the roadmap { $during }
report-sign-office = Head of the education office
report-sign-coordinator = Municipal coordinator
report-foot = Report No. { $number } of { $day }.
report-foot-draft = A draft, not issued.
report-foot-log = Last entry of the log known to the report: No. { $position }. Hash of the chain: { $chain }
report-foot-check = To check it: the page “Integrity”, or the program vekha-verify, which needs the exported log alone.
report-figures = What was due and what was done
report-due = In the period from { $from } to { $to } { $due } { $count ->
    [one] obligation was
   *[other] obligations were
} due. An obligation is one term of one executor. As of { $day }.
report-nothing-due = In the period from { $from } to { $to } nothing was due by { $day }, so there are no shares.
report-runs = The period is not over: terms after { $day } are not counted.
report-figures-table = Figures
report-figure = Figure
report-how = How it is counted
report-part = Numerator
report-of = Denominator
report-value = Value
report-before = A year earlier
report-change = Change, p.p.
report-rule-marked = marked no later than { $days } working days after the term ÷ due
report-rule-six = 1 if completeness and timeliness reach { $threshold } %, else 0
report-by-name = Every obligation by name
report-lost = Lost between what was due and fulfilment:
report-lost-nothing = Everything that was due was done, marked and proved in time.
report-share-of = { $what }: { $n } of { $of } ({ $share })
report-compare = For comparison, { $during } as of { $day }: due { $due }, completeness { $completeness }, timeliness { $timeliness }, fulfilment { $fulfilment }.
report-compare-none = There is nothing to compare with: a year earlier nothing was due by the same day.
report-undated = { $n } activities have no date (as of { $day }); they are in no denominator.
report-undated-none = No activity is without a date as of { $day }.
report-divisions = What the figures are made of
report-by-section = Figures by direction
report-by-responsible = Figures by responsible
report-by-organisation = Figures by organisation
report-by-quarter = Figures by quarter
report-by-form = Figures by kind of activity
report-head-section = Direction
report-head-responsible = Responsible
report-head-organisation = Organisation
report-head-quarter = Quarter
report-head-form = Kind of activity
report-bars-section = Fulfilment and completeness by direction
report-bars-quarter = Fulfilment and completeness by quarter
report-fulfilment = Fulfilment of the roadmap
report-whole = Total
report-late = Lateness
report-lateness = When it was done
report-lateness-table = How late
report-share = Share
report-band-on-time = by the due day
report-band-up-to-3 = up to 3 working days late
report-band-up-to-10 = 4 to 10 working days late
report-band-up-to-30 = 11 to 30 working days late
report-band-over-30 = more than 30 working days late
report-band-open = not done or not accepted yet
report-overdue = Overdue on { $day }: { $n } of { $of } ({ $share }).
report-overdue-none = Nothing is overdue on { $day }.
report-overdue-table = Overdue
report-moves = Moved terms
report-moves-none = No term of this period was moved.
report-moves-sum = Moves: { $moves }; terms moved: { $occurrences }, which is { $obligations } obligations. More than once: { $repeatedly }. After the term had passed: { $late } (such a move does not undo lateness).
report-moves-table = Moved terms and their grounds
report-old = Old term
report-new = New term
report-basis = Ground
report-remark = Remark
report-move-nth = move { $nth } of { $times }
report-move-late = after the term
report-unfinished = Returned marks, what was taken off control, activities without a date
report-returned-none = No mark was returned.
report-returned-sum = Marks returned: { $n }. Mended: { $again }. Accepted before they were returned: { $reopened }.
report-returned-table = Returned marks
report-returned-on = Returned
report-reason = What is wrong
report-again = Mended
report-withdrawn-none = Nothing was taken off control.
report-withdrawn-table = Taken off control
report-since = Since
report-not-counted = Obligations not counted
report-waited-none = No activity waits for a date.
report-waited-sum = Waiting for a date on { $day }: { $n }. Got their first date in the period: { $dated }.
report-waited-table = Activities without a date
report-term = Term in the words of the order
report-days-waited = Days waited
report-why = Why
report-dated-on = dated { $day }
report-proofs = Confirming documents
report-proofs-none = There are no confirming documents.
report-proofs-sum = The { $done } obligations done have { $n } documents. Not in fulfilment because no document opens: { $dead }.
report-proofs-table = What the last look at the links found
report-documents = Documents
report-reminders = Reminders
report-reminders-none = No reminder of these terms was sent.
report-reminders-sum = Letters about the period’s terms sent: { $sent }. Possibly delivered: { $uncertain }. Not delivered: { $lost }.
report-after = Before the mark had come
report-not-done = Not done
report-share-done = Share done
report-reminders-table = What was done after reminders
report-reminders-note = The table tells what was done after letters, not because of them.
report-after-no-letter = no letter
report-after-first = letters of one day, before the term
report-after-second = letters of several days, before the term
report-after-overdue = a letter that it is overdue
report-monitorings = Monitorings
report-monitoring = Monitoring
report-monitorings-table = Monitorings that ended in the period
report-opens = Begins
report-closes = Ends
report-asked = Have to answer
report-answered = Answered
report-answered-late = Of those late
report-share-answered = Share answered
report-missing-lead = Have not answered:
report-missing = { $monitoring }: { $names }
report-causes = Notes and causes in the words of those who entered them
report-causes-none = Nobody entered notes or causes.
report-causes-lead = The words are given unchanged; each row tells where and by whom they were entered.
report-causes-table = Notes and causes
report-said-on = Entered
report-said-where = Where and by whom
report-said = Words
report-source-note = note to the mark
report-source-request = request for another term
report-source-declined = refusal of another term
report-source-returned = return of a mark
report-source-retracted = retraction of a mark
report-conclusions = Conclusions and proposals
report-conclusions-none = No conclusions were written when the report was issued.
report-absent = not in the period
help-vekha-report = A yearly analysis of effectiveness or a report to the working group as a file; --issue issues it
help-vekha-report-roadmap = Id, number of the order, or words of the title or territory
help-vekha-report-period = Period: 2023 a year, 2022-23 a school year, 2023-Q2 a quarter, 2022-23-3 a term
help-vekha-report-issue = Issue it: the report gets a number, its figures are fixed
help-vekha-report-conclusions = File with the text of the conclusions
cli-which-period = The roadmap has no such period. There are: { $periods }.
report-organisations = Organisations, each for itself: { $n }
report-waits-missing = the order gives no term
report-waits-not-understood = the words of the term are not understood
report-waits-external = by somebody else’s schedule
report-waits-event = hangs on an event
report-waits-other = the date is being settled
report-frozen = The figures as issued, by version { $rules } of the rules: due { $due }, done { $done }, on time { $ontime }, fulfilled { $fulfilled }. The present program counts otherwise; its numbers follow.
report-foot-key = Public key that the log is signed with: { $key }
