# Календарь: месяц и полосы (диаграмма Ганта).
menu-calendar = Календарь
calendar-views = Вид календаря
calendar-gantt = Полосами за период (Гант)
calendar-month = По месяцам
calendar-times = За какое время
calendar-months = Другие месяцы
calendar-this-month = Текущий месяц
calendar-whole = весь период
calendar-wrong = Время не понято: показано обычное. Нужен год (2023), квартал (2023-Q3) или месяц (2023-07); выберите его ссылкой.
calendar-signs = Что значат знаки
calendar-overdue = просрочено
calendar-off = нерабочий день
calendar-opens = открывается
calendar-open = открыто: { $n }
calendar-windows = Окна этого месяца: { $n }
calendar-windows-show = Показать окна и их сроки
calendar-run = { $called }срок { $day }: { $state }
calendar-caption = { $from } – { $to }, мероприятий со сроком: { $n }
calendar-now = Красная черта: день страницы,
calendar-line = Окна и сроки
calendar-quarter = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[other] IV
}
calendar-none = В это время ни у одного мероприятия нет срока. Выберите другое время.
calendar-left-out = Мероприятий со сроком в другое время: { $n }. Здесь их нет.
