# Words that follow a number.
count-activities = { $n } { $n ->
    [one] activity
   *[other] activities
}
