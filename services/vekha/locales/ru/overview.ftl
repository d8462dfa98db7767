# Обзор дорожной карты и список дорожных карт.
overview-day = по состоянию на { $day }, { $weekday }
overview-school = Показаны только исполнения вашей организации: { $school }.
overview-made-of = Из чего сложилось исполнение
overview-by-name = Каждое исполнение поимённо
overview-late = Просрочено: { $n }
overview-late-all = Все просроченные исполнения
overview-near = Ближайшие сроки
overview-near-none = В ближайшие три месяца сроков нет.
overview-plan = Вся дорожная карта
overview-undated = Срок не определён
overview-waiting = Срок не определён: { $n }
figure-completeness = Полнота
figure-completeness-of = { $part } из { $of } исполнено и подтверждено
figure-timeliness = Своевременность
figure-timeliness-of = { $part } из { $of } исполнено не позже срока
figure-fulfilment = Исполнение
figure-fulfilment-of = { $part } из { $of } в срок исполнено, отмечено и подтверждено
figure-overdue = Просрочено
figure-overdue-of = из { $of } наступивших
figure-besides-on-review = на проверке { $n }
figure-besides-returned = возвращено { $n }
figure-besides-due-today = срок сегодня у { $n }
figure-nothing-due = ни один срок ещё не наступил
figure-threshold = (нужно { $threshold } % полноты и своевременности)
figure-undated = из { $of } { $all ->
    [one] мероприятия
   *[other] мероприятий
}, в расчёт не входят
loss-due = Наступил срок
share-not-done = Не исполнено
share-not-accepted = Не исполнено или ещё не принято
share-done-late = Исполнено с опозданием
share-late-mark = Отмечено позже чем через { $days } { $days ->
    [one] рабочий день
    [few] рабочих дня
   *[many] рабочих дней
}
share-dead-proof = Подтверждающий документ не открывается
loss-fulfilled = Исполнение
loss-unchecked = Из исполненных у { $n } подтверждающие документы ещё никто не проверял.
rules-title = Как считают
rules-completeness = исполнено и подтверждено ÷ наступил срок
rules-timeliness = исполнено не позже срока ÷ наступил срок
rules-fulfilment = исполнено не позже срока, отмечено вовремя, документ открывается ÷ наступил срок
rules-six-name = Показатель № 6
rules-six = 1, если полнота и своевременность не ниже порога, иначе 0
row-marked = { $n ->
    [one] отметил { $n } из { $of }
   *[other] отметили { $n } из { $of }
}
row-day-off = выходной: срок переходит на { $day }
column-number = №
column-activity = Мероприятие
column-not-done = Кто не исполнил
column-responsible = Ответственные
column-due = Срок
column-late = Опоздание, раб. дн.
column-left = Осталось, раб. дн.
column-day = На дату
column-fallen-due = Наступило
column-done = Исполнено
column-on-time = В срок
column-timeliness = Своевр.
column-overdue = Просроч.
column-undated = Без срока
column-section = Направление
column-territory = Муниципалитет
column-roadmap = Дорожная карта
column-step = Шаг
column-count = Исполнений
undated-missing = Срок в приказе не указан: введите даты или отметьте, что он уточняется
undated-not-understood = Слова срока не поняты: введите даты
undated-external = По чужим графикам: спросите дату
undated-event = До или после события: дату назовут, когда оно станет известно
undated-other = Дата уточняется
chart-title = Исполнение по времени, %
chart-sentence = Исполнение: { $fulfilmentthen } на { $first }, { $fulfilmentnow } на { $last }. Полнота: { $completenessthen } и { $completenessnow }. Значения в таблице ниже.
chart-fulfilment = исполнение
chart-completeness = полнота
chart-table = Таблица к графику
chart-few = График появится с третьей точки.
bars-title = Исполнение по направлениям
bars-table = Таблица к диаграмме
bar-words = полнота { $completeness }, наступило { $due }
home-total = Вместе
home-none = Дорожных карт ещё нет.
home-note = Доли считаются от наступивших сроков; «—»: ни один срок ещё не наступил.
