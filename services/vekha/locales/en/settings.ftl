# Settings: how a roadmap is counted, the office's days, school terms.
menu-settings = Settings
settings-lead = Each change is recorded in the journal and holds from that day; the past is not counted anew.
settings-saved = Recorded
settings-roadmaps = Roadmaps
settings-no-roadmaps = There are no roadmaps yet.
settings-counted = How it is counted
settings-days = The office's days
settings-days-lead = Working days come from the federal production calendar. Here are the differences: a regional holiday, a moved working day.
settings-no-days = No differences.
settings-day = Day
settings-kind = What day it is
settings-change-day = Change a day
settings-day-off = day off
settings-day-working = working day
settings-day-federal = as in the federal calendar
settings-kind-missing = Choose what day it is.
settings-terms = School terms
settings-terms-lead = Deadlines “once a school term” follow them. Three rows are trimesters: leave the fourth empty.
settings-template = by default so far
settings-from = First day
settings-to = Last day
settings-save-terms = Record the terms
settings-of-roadmap = Settings of the roadmap
settings-all = All settings
settings-acceptance = The coordinator accepts marks
settings-acceptance-note = Only what is accepted counts as done. Marks made before it was switched on need no acceptance.
settings-acceptance-on = the coordinator accepts marks
settings-acceptance-off = marks need no acceptance
settings-threshold = Threshold of indicator 6, %
settings-threshold-note = The indicator is 1 when completeness and timeliness reach it. From 1 to 100.
settings-threshold-is = threshold of indicator 6: { $n }%
settings-mark-days = Working days for a mark after the due day
settings-mark-days-note = A mark entered later is not in time. From 0 to 30.
settings-mark-days-is = { $n ->
    [one] { $n } working day for a mark
   *[other] { $n } working days for a mark
}
settings-day-off-rule = A due day on a day off
settings-day-off-note = By article 193 of the Civil Code: the next working day.
settings-day-is = a due day on a day off { $rule }
settings-day-next = moves to the next working day
settings-day-previous = moves to the previous working day
settings-day-keep = stays
settings-rule-missing = Choose a rule.
settings-number-wrong = A whole number is needed.
settings-note = Marks already made are not judged anew.
