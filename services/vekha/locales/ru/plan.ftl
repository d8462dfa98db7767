# Дорожная карта таблицей: отбор, направления, сроки словами.
plan-words = Слова приказа
plan-words-note = стоят как напечатаны, понятое — под ними.
plan-word-completeness = Полнота
plan-word-timeliness = Своевременность
plan-word-fulfilment = Исполнение
plan-of = { $n } из { $all }
plan-rows = мероприятий { $n }
plan-completeness = полнота { $percent } ({ $n } из { $all })
plan-timeliness = своевременность { $percent } ({ $n } из { $all })
plan-overdue = просрочено { $n }
plan-on-review = на проверке { $n }
plan-undated = срок не определён { $n }
plan-shown-all = Показаны все: { $all }.
plan-shown = Показано { $n } из { $all }.
plan-section = Направление
plan-any-section = все направления
plan-filter = Отобрать
plan-clear = Показать все
plan-table = Таблица дорожной карты
plan-activity = Мероприятие
plan-form = Форма
plan-audience = Контингент
plan-place = Место
plan-codes = Коды
plan-term = Срок
plan-responsible = Ответственные
plan-result = Показатель
plan-state = Состояние и исполнения
plan-state-is = Состояние
plan-number-begins = Номер начинается с
plan-activity-contains = Мероприятие содержит
plan-form-contains = Форма содержит
plan-audience-contains = Контингент содержит
plan-place-contains = Место содержит
plan-codes-contain = Коды содержат
plan-responsible-contains = Ответственный содержит
plan-result-contains = Показатель содержит
plan-contains = содержит
plan-who = фамилия, группа
plan-any-term = любой
plan-this-month = в этом месяце
plan-this-quarter = в этом квартале
plan-no-term = не определён
plan-any-state = любое
plan-overdue-word = просрочено
plan-on-demand = по мере необходимости
plan-task = Задача: { $task }
plan-no-task = Вне задач
plan-nothing-found = По этому отбору ничего не нашлось.
plan-show-all = Показать все мероприятия
plan-empty = В дорожной карте пока нет мероприятий.
plan-before-order = срок раньше приказа: проверьте дату
plan-folded = ещё { $n }
tally-marked = { $n } из { $all }
tally-late = с опозданием { $n } из { $all }
tally-quarter = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
} кв
tally-month = { $month ->
    [1] янв
    [2] фев
    [3] мар
    [4] апр
    [5] май
    [6] июн
    [7] июл
    [8] авг
    [9] сен
    [10] окт
    [11] ноя
   *[12] дек
}
term-none = срок не задан
term-undated = { $why ->
    [missing] срок в приказе не указан
    [not-understood] слова не поняты: уточните срок
    [external] по чужому графику, даты не назначены
    [event] после события, дата не назначена
    [on-demand] по мере необходимости, без срока
   *[waiting] даты не назначены
}
term-rhythm = { $kind ->
    [every_week] каждую неделю
    [every_month] каждый месяц
    [every_n_months] раз в { $step } мес.
    [every_quarter] каждый квартал
    [every_term] каждую учебную четверть
    [every_term_end] в конце каждой учебной четверти
    [every_half_year] каждое полугодие
    [every_school_half] каждое учебное полугодие
    [every_year] каждый год
    [every_school_year] каждый учебный год
    [n_per_year] { $times } в год
    [n_per_school_year] { $times } в учебный год
    [yearly_until] ежегодно
    [yearly_day] ежегодно
    [yearly_month] ежегодно
    [yearly_range] ежегодно
    [year_continuous] в течение каждого года
    [school_year] в течение каждого учебного года
   *[other] сроков { $dated }
}
term-times = { $n } { $n ->
    [one] раз
    [few] раза
   *[many] раз
}
term-next = { $rhythm }, ближайший { $day }
term-last = { $rhythm }, последний { $day }
term-moved = перенесён с { $old } на { $new }
parties-each = ({ $n }, каждый)
plan-tick = Отметить строку
plan-ticked = Отмечено:
plan-bulk = Действия с отмеченными строками
plan-bulk-what = Что сделать с отмеченными
plan-untick = Снять отметки
plan-pages = Строки
