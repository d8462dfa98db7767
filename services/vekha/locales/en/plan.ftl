# The roadmap as a table: the filter, directions, terms in words.
plan-words = The words of the order
plan-words-note = stand as printed, what was understood is below them.
plan-word-completeness = Completeness
plan-word-timeliness = Timeliness
plan-word-fulfilment = Fulfilment
plan-of = { $n } of { $all }
plan-rows = activities { $n }
plan-completeness = completeness { $percent } ({ $n } of { $all })
plan-timeliness = timeliness { $percent } ({ $n } of { $all })
plan-overdue = overdue { $n }
plan-on-review = on review { $n }
plan-undated = without a date { $n }
plan-shown-all = All are shown: { $all }.
plan-shown = Shown { $n } of { $all }.
plan-section = Direction
plan-any-section = all directions
plan-filter = Filter
plan-clear = Show all
plan-table = Table of the roadmap
plan-activity = Activity
plan-form = Form
plan-audience = For whom
plan-place = Place
plan-codes = Codes
plan-term = Term
plan-responsible = Responsible
plan-result = Result
plan-state = State and occurrences
plan-state-is = State
plan-number-begins = Number begins with
plan-activity-contains = Activity contains
plan-form-contains = Form contains
plan-audience-contains = For whom contains
plan-place-contains = Place contains
plan-codes-contain = Codes contain
plan-responsible-contains = Responsible contains
plan-result-contains = Result contains
plan-contains = contains
plan-who = surname, group
plan-any-term = any
plan-this-month = this month
plan-this-quarter = this quarter
plan-no-term = without a date
plan-any-state = any
plan-overdue-word = overdue
plan-on-demand = as needed
plan-task = Task: { $task }
plan-no-task = Outside the tasks
plan-nothing-found = Nothing answers to this filter.
plan-show-all = Show all activities
plan-empty = The roadmap has no activities yet.
plan-before-order = the term is earlier than the order: check the date
plan-folded = { $n } more
tally-marked = { $n } of { $all }
tally-late = { $n } of { $all } late
tally-quarter = Q{ $quarter }
tally-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
term-none = no term is set
term-undated = { $why ->
    [missing] the order gives no term
    [not-understood] the words are not understood: make the term clear
    [external] by somebody else's schedule, no dates set
    [event] after an event, no date set
    [on-demand] as needed, without a term
   *[waiting] no dates set
}
term-rhythm = { $kind ->
    [every_week] every week
    [every_month] every month
    [every_n_months] every { $step } months
    [every_quarter] every quarter
    [every_term] every school term
    [every_term_end] at the end of every school term
    [every_half_year] every half-year
    [every_school_half] every school half-year
    [every_year] every year
    [every_school_year] every school year
    [n_per_year] { $times } a year
    [n_per_school_year] { $times } a school year
    [yearly_until] yearly
    [yearly_day] yearly
    [yearly_month] yearly
    [yearly_range] yearly
    [year_continuous] throughout every year
    [school_year] throughout every school year
   *[other] dates { $dated }
}
term-times = { $n ->
    [one] once
   *[other] { $n } times
}
term-next = { $rhythm }, next { $day }
term-last = { $rhythm }, last { $day }
term-moved = moved from { $old } to { $new }
parties-each = ({ $n }, each)
plan-tick = Tick row
plan-ticked = Ticked:
plan-bulk = Actions on ticked rows
plan-bulk-what = What to do with ticked rows
plan-untick = Untick
plan-pages = Rows
