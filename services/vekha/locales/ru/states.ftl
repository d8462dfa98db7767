# Состояния обязательств: одно слово, один знак, один цвет.
state-undated = срок уточняется
state-ahead = предстоит
state-open = открыто
state-due-today = срок сегодня
state-overdue = просрочено, { $days } раб. дн.
state-on-review = на проверке
state-returned = возвращено
state-done-on-time = исполнено в срок
state-done-late = исполнено с опозданием
state-withdrawn = снято с контроля
