# Help: its contents, links to it, numbers of the program. The texts themselves are in help/*.md.
menu-help = Help
help-lead = What to press where, and what the figures mean. Words that stand on the screen are bold.
help-yours = For you
help-tours = First steps by role
help-reference = How things work
help-on-page = On this page
help-figures = What the figures mean
help-terms = How terms are read
help-first-steps = First steps of a coordinator
help-begin = An order becomes a roadmap:
help-days = { $n } { $n ->
    [one] day
   *[other] days
}
help-hours = { $n } { $n ->
    [one] hour
   *[other] hours
}
help-working-days = { $n } working { $n ->
    [one] day
   *[other] days
}
