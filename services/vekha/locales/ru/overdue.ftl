# Просроченные исполнения.
overdue-none = Ничего не просрочено.
overdue-summary = { $n } из { $of } наступивших; организаций и лиц: { $groups }
overdue-group = { $n } { $n ->
    [one] исполнение
    [few] исполнения
   *[many] исполнений
}, опоздание до { $days } раб. дн.
overdue-returned = возвращено { $day }: { $reason }
overdue-mark = Отметить
column-together = Вместе с кем
