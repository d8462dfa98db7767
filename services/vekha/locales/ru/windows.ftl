# Мониторинги с показателями: ввод значений, итоги, рекомендации и решения, файлы.
windows-number = №
windows-indicator = Показатель
windows-factor = Фактор риска
windows-unit = Единица
windows-may = Что можно ввести
windows-before = Прошлое окно
windows-now = Значение
windows-value = Значение
windows-link = Ссылка на подтверждение
windows-who = Кто
windows-change = Изменение
windows-values = Значения
windows-at-closing = При закрытии
windows-day = День
windows-reason = Причина
windows-late = Внесено или исправлено после закрытия окна
windows-withdrawn = отозвано
windows-place = Место
windows-how = Как сосчитано
windows-total = Итог
windows-totals = Итоги
windows-band = Уровень
windows-band-assumed = { $band } (принято нами)
windows-band-item = { $band }, { $within } – всего { $n }{ $text ->
    [none] .
   *[other] . { $text }
}
windows-no-total = ни один показатель не применим
windows-missing-values = { $n ->
    [one] не хватает { $n } значения
   *[other] не хватает { $n } значений
}
windows-bars-totals = Итог в долях наибольшего возможного, { $greatest }
windows-bars-indicator = Значения в долях от { $greatest }
windows-spread = Итог сосчитан у { $n } из { $all }; медиана { $median }, среднее { $mean }.
windows-indicators = Показатели
windows-entered = Внесли
windows-of = { $n } из { $all }
windows-mean = Среднее
windows-median = Медиана
windows-change-of-mean = Изменение среднего
windows-ways = Лучше / хуже
windows-ranking = Значения по местам
windows-years = По годам
windows-years-few = Линия рисуется по трём окнам и больше; пока есть только таблица.
windows-years-choose = Сплошная линия – медиана. Чтобы нарисовать рядом чью-то линию, выберите имя в таблице.
windows-years-sentence = С { $first } по { $last } год: { $lines }.
windows-years-line = { $who } – с { $then } до { $now }
windows-zone = Зона
windows-zones = Цветовые зоны
windows-fallen = Что снизилось
windows-zone-unknown = нет значений за два окна
windows-zone-nothing = ничего
windows-zone-item = { $zone } – { $n }{ $who ->
    [none] .
   *[other] : { $who }.
}{ $text ->
    [none] { "" }
   *[other] { " " }{ $text }
}
windows-class-steadily_unsuccessful = устойчиво неуспешные
windows-class-falling = снижающаяся успешность
windows-class-rising = возрастающая успешность
windows-class-fluctuating = колеблющаяся успешность
windows-class-unknown = нет результатов за три года
windows-class-proposed = Предлагается
windows-class-ground = Почему
windows-class-decided = Решено
windows-class-schools = Школ
windows-classes = Направления динамики
windows-means = Средние по группам: { $of }
windows-means-sheet = Средние, { $of }
windows-group = Группа
windows-chosen = Сколько раз выбрано
windows-printed = – напечатано в приказе
windows-printed-of = – напечатано в приказе, но это среднее по школам { $of }
windows-print-row = «{ $group }» (напечатано среднее по школам { $of })
windows-print-right = Все напечатанные в приказе средние ({ $all }) совпадают с пересчитанными.
windows-print-wrong = Из { $all } напечатанных в приказе средних с пересчитанными по группам совпадают { $n }. Печать расходится с составом групп в строках: { $rows }.
windows-ground-nothing_rose = ни один результат ни в один год не вырос
windows-ground-all_rose_last = в последний год выросли все результаты
windows-ground-all_rose_then_fell = в предпоследний год все результаты выросли, в последний – снизились
windows-ground-fell_sharply = снизились после роста, один – резко
windows-ground-few_reached = снизились после роста, дополнительными занятиями охвачены немногие
windows-ground-mixed = результаты менялись по-разному
windows-subject-municipality = Муниципалитет
windows-subject-school = Школа
windows-subject-teacher = Педагог
windows-subject-centre = Наставнический центр
windows-subject-point = Тьюторский пункт
windows-subject-activity = Мероприятие
windows-change-better = лучше
windows-change-worse = хуже
windows-change-same = без изменений

windows-allowed-count = целое число от 0
windows-allowed-set = { $first } или { $last }
windows-allowed-within = от { $from } до { $to }
windows-allowed-from = от { $from }

windows-findings = Замечания к напечатанной модели
windows-assumed = Что принято нами

windows-period = Окно { $from }–{ $to }
windows-by-model = { $order }; версия модели { $version }; данные на { $day }
windows-made = Составлено { $day }
windows-note-title = Аналитическая справка
windows-note-facts = Как собирались данные
windows-note-answered = Все значения внесли { $n } из { $all }.
windows-note-late = После закрытия внесено или исправлено значений: { $n }; в итоги они не входят.
windows-note-missing = Внесли не всё:
windows-note-nothing = { $who }: ничего
windows-note-not-whole = { $who }: { $n } из { $all }
windows-note-model = Модель оценки
windows-note-results = Результаты
windows-note-better = Лучше, чем в прошлом окне, показателей: { $n } (№ { $which }).
windows-note-worse = Хуже, чем в прошлом окне, показателей: { $n } (№ { $which }).
windows-note-follow = Рекомендации и решения
windows-note-conclusions = Выводы и причины
windows-recommendations = Рекомендации
windows-recommendation = Рекомендация
windows-decisions = Решения
windows-due = Срок
windows-state = Состояние
windows-recommendation-item = № { $number }. { $who }: { $text } Срок { $due } – { $state }.
windows-recommendation-done = выполнена { $day }
windows-recommendation-late = выполнена с опозданием { $day }
windows-recommendation-overdue = просрочена, срок был { $day }
windows-recommendation-open = выполняется до { $day }
windows-decision-item = № { $number } от { $on }. { $text } Основание: { $basis }.{ $due ->
    [none] { "" }
   *[other] { " " }Срок { $due }.
}
windows-advice-title = Адресные рекомендации
windows-advice-none = Рекомендаций по итогам этого окна нет.
windows-advice-figures = На чём они основаны
windows-form-card = Карточка самоанализа
windows-form-profile = Рисковый профиль школы
windows-form-protocol = Протокол куратора
windows-form-card-table = Меры по факторам риска
windows-form-profile-table = Значимость факторов риска
windows-form-protocol-table = Признаки рисков
windows-form-measures = Меры школы
windows-form-period = Период
windows-form-weight = Значимость: высокая, средняя, низкая
windows-form-sign = Признак
windows-form-diagnosed = Диагностирован в рисковом профиле
windows-form-confirmed = Подтверждается наблюдениями
windows-form-protocol-note = По каждому признаку куратор отмечает, назван ли он в рисковом профиле школы и подтверждается ли тем, что он увидел. Помощь оказывается по подтверждённым рискам.
windows-form-card-note = Заполните меры и период по тем факторам, над которыми школа работает; остальные оставьте пустыми.
windows-form-save-note = Записывается вся форма с сегодняшним днём; прежняя остаётся в журнале.
windows-form-noted = Заполнено: { $who }, { $day }.
windows-form-not-noted = Ещё не заполнено.
windows-form-filled = Заполнено { $day }.
windows-form-in-profile = В рисковом профиле:
windows-form-no-weight = не оценено
windows-form-nothing = не заполнено
windows-decision-became = Вошло в дорожную карту:
windows-form-yes = да
windows-form-no = нет
windows-form-comes-to = Итог
windows-risks = Риски школ
windows-risk-heavy = Высокая значимость по профилю
windows-risks-confirmed = Подтверждены куратором
windows-risks-found = Выявлены куратором
windows-risks-not-confirmed = Не подтвердились
windows-risk-confirmed = подтверждён
windows-risk-found = выявлен куратором
windows-risk-not-confirmed = не подтверждён
windows-risk-none = не отмечен
windows-risk-day = Протокол
windows-risk-no-heavy = нет
windows-done-card = Карточка самоанализа записана.
windows-done-protocol = Протокол куратора записан.
windows-form-blank = Школа ____________________
windows-form-head = Директор школы
windows-form-curator = Куратор
windows-template = Шаблон
windows-template-note = Заполните столбец «Значение» и, где нужно, «Ссылка на подтверждение». Остальное не меняйте.
windows-summary = Сводная форма
windows-strange-who = такого участника в этом окне нет
windows-strange-indicator = такого показателя нет
windows-strange-table = в файле нет таблицы шаблона

windows-signs = Руководитель
windows-pages = Это окно:
windows-to-results = Результаты
windows-to-note = Аналитическая справка (Word)
windows-to-summary = Сводная форма (Excel)
windows-to-template = Шаблон для заполнения (Excel)
windows-who-entered = Кто внёс значения
windows-entered-values = Значений
windows-last = Последнее
windows-enter = Внести
windows-look = Смотреть
windows-filled-whole = внесено всё
windows-late-new = Новых значений: { $n }
windows-filled-late = внесено всё, есть опоздавшие
windows-figures = Итоги и показатели
windows-filled-partly = внесено не всё
windows-filled-nothing = не внесено
windows-not-open = Окно ещё не открыто.
windows-closed = Окно закрыто: итоги больше не меняются, а новые значения отмечаются как опоздавшие.
windows-left = { $n ->
    [0] последний день окна
    [one] до закрытия { $n } день
    [few] до закрытия { $n } дня
   *[other] до закрытия { $n } дней
}
windows-refused = Принято не всё. Остальное осталось в полях – исправьте и сохраните ещё раз.
windows-by-file = Сразу много значений:
windows-paste = Вставить или загрузить значения
windows-no-teachers = В этой организации нет ни одного человека. Педагогов вносят на странице «Люди».
windows-was = прошлое окно:
windows-may-be = Допустимо: { $allowed }
windows-trace = { $who }, { $day }
windows-late-value = внесено после закрытия
windows-late-reason = исправлено после закрытия: { $reason }
windows-save = Сохранить
windows-save-note = Записывается то, что введено верно; остальное остаётся в полях.
windows-not-cleared = Поле пустое, но записанное значение осталось. Замените его другим или нажмите «Отозвать значение» и назовите причину.
windows-reason-note = Окно закрыто: исправление требует причины. Её увидят все, кто читает итоги.
windows-reason-needed = Напишите причину исправления: окно уже закрыто.
windows-fulfilment = По дорожной карте на { $day }: { $value }. Наступило сроков { $due }, исполнено { $done }, из них в срок { $ontime }; порог { $threshold } %.
windows-fulfilment-legend = Выполнение дорожной карты
windows-fulfilment-confirm = Подтверждаю эти цифры как основание показателя
windows-list-lead = Скачайте шаблон, заполните и загрузите – или вставьте строки прямо из Excel.
windows-list-file = Заполненный шаблон (.xlsx)
windows-list-text = Строки из Excel
windows-paste-across = В строке имя и значения по порядку показателей, через табуляцию.
windows-paste-down = В строке номер показателя и значение, через табуляцию; без номеров значения идут по порядку.
windows-list-send = Внести
windows-list-note = Верные значения записываются сразу, остальные будут перечислены по ячейкам.
windows-list-entered = { $n ->
    [0] Новых значений нет: всё уже записано.
    [one] Записано { $n } значение.
    [few] Записано { $n } значения.
   *[other] Записано { $n } значений.
}
windows-list-refused = Не принято:
windows-list-closed = Окно закрыто: исправления вносятся в форме организации, с причиной. Из списка не записано ничего.
windows-figures-frozen = итоги на день закрытия
windows-figures-open = окно открыто, итоги предварительные
windows-zone-none = не определена
windows-choose-indicator = Выбрать показатель
windows-forms = Формы
windows-form-empty = Пустые формы (Word):
windows-recommend = Дать рекомендацию
windows-follow = Отметить выполнение
windows-follow-links = Ссылки на подтверждение
windows-decide = Записать решение
windows-decision = Решение
windows-decision-due = Срок, если он есть
windows-decision-activity = Становится мероприятием дорожной карты
windows-decision-activity-note = Название мероприятия; без него решение остаётся решением. Срок мероприятия – срок решения.
windows-decision-responsible = Кто отвечает за мероприятие
windows-decision-nobody = Никто
windows-decision-needs-day = У мероприятия должен быть срок.
windows-note-none = Справка ещё не опубликована.
windows-publish = Опубликовать справку
windows-publish-link = Адрес справки
windows-publish-note = Где она лежит: сайт управления, облако. Черновик можно скачать выше.
windows-classify = Решить, к какой группе относится школа
windows-class-reason-note = Обязательна, если решение отличается от предложенного.
windows-file-template = Шаблон значений
windows-file-summary = Сводная форма
windows-file-note = Аналитическая справка
windows-file-advice = Адресные рекомендации
windows-done-withdrawn = Значение отозвано.
windows-withdraw = Отозвать значение
windows-withdraw-reason = Напишите причину, по которой значение отзывается. Её увидят все, кто читает журнал.
windows-reason-note-open = Нужна, только если значение отзывается.
windows-afterwards = Окно назначено, когда его дни уже прошли: значения вносятся задним числом и входят в итоги.
windows-remind = Напомнить не ответившим
windows-remind-lead = Письма уйдут сразу, по одному каждому получателю; не больше одного в день.
windows-done-values = Значения записаны.
windows-done-recommended = Рекомендация записана.
windows-done-followed = Выполнение отмечено.
windows-done-decided = Решение записано.
windows-done-published = Справка опубликована.
windows-done-classified = Группа школы записана.
