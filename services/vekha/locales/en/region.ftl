# The summary of the municipalities, and the memory that offices take.
menu-region = Summary
region-title = Summary of the municipalities
region-roadmaps = Roadmaps in force
region-six = Indic. 6
region-last = Last entry
region-only = Show
region-only-all = all
region-only-overdue = with something overdue
region-only-on-review = with marks on review
region-only-undated = with activities without a date
region-only-below = with indicator 6 equal to 0
region-only-none = without a roadmap in force
region-order = Order
region-order-name = by name
region-order-greatest = { $column }: greatest first
region-order-least = { $column }: least first
region-none-in-force = no roadmap in force on this day
region-total = All together: { $n }
region-note = Indicator 6 at the foot: how many municipalities reached it, of those where something fell due.
region-help = How to read the summary
region-waiting = { $n ->
    [one] The figures of { $n } municipality are
   *[other] The figures of { $n } municipalities are
} still being counted, and are neither in the table nor in the total: { $names }. Open the page again in a minute.
region-file = Summary of the municipalities for { $day }
