# Calendar: a month and bars (Gantt chart).
menu-calendar = Calendar
calendar-views = View of the calendar
calendar-gantt = As bars over the period (Gantt)
calendar-month = By month
calendar-times = For which time
calendar-months = Other months
calendar-this-month = This month
calendar-whole = whole period
calendar-wrong = The time was not understood: the usual one is shown. A year (2023), a quarter (2023-Q3) or a month (2023-07) is needed; choose it by a link.
calendar-signs = What the signs mean
calendar-overdue = overdue
calendar-off = day off
calendar-opens = opens
calendar-open = open: { $n }
calendar-windows = Windows of this month: { $n }
calendar-windows-show = Show the windows and their terms
calendar-run = { $called }due { $day }: { $state }
calendar-caption = { $from } – { $to }, activities with a term: { $n }
calendar-now = Red line: the day of the page,
calendar-line = Windows and due days
calendar-quarter = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[other] IV
}
calendar-none = No activity has a term in this time. Choose another time.
calendar-left-out = Activities with a term at another time: { $n }. They are not shown here.
