# Настройки: правила подсчёта дорожной карты, дни ведомства, учебные четверти.
menu-settings = Настройки
settings-lead = Каждое изменение записывается в журнал и действует с дня записи; прошлое не пересчитывается.
settings-saved = Записано
settings-roadmaps = Дорожные карты
settings-no-roadmaps = Дорожных карт пока нет.
settings-counted = Как считается
settings-days = Дни ведомства
settings-days-lead = Рабочие и нерабочие дни берутся из производственного календаря. Здесь — отличия: региональный праздник, перенесённый рабочий день.
settings-no-days = Отличий нет.
settings-day = День
settings-kind = Какой это день
settings-change-day = Изменить день
settings-day-off = нерабочий
settings-day-working = рабочий
settings-day-federal = как в производственном календаре
settings-kind-missing = Выберите, какой это день.
settings-terms = Учебные четверти
settings-terms-lead = По ним считаются сроки «раз в четверть». Три строки — триместры: четвёртую оставьте пустой.
settings-template = пока по умолчанию
settings-from = Первый день
settings-to = Последний день
settings-save-terms = Записать четверти
settings-of-roadmap = Настройки дорожной карты
settings-all = Все настройки
settings-acceptance = Отметки проверяет координатор
settings-acceptance-note = Исполненным считается только принятое. Отметки, сделанные раньше включения, проверки не требуют.
settings-acceptance-on = отметки проверяет координатор
settings-acceptance-off = отметки не проверяются
settings-threshold = Порог показателя 6, %
settings-threshold-note = Показатель равен 1, если полнота и своевременность не ниже порога. От 1 до 100.
settings-threshold-is = порог показателя 6: { $n } %
settings-mark-days = Рабочих дней на отметку после срока
settings-mark-days-note = Отметка, внесённая позже, не считается своевременной. От 0 до 30.
settings-mark-days-is = { $n ->
    [one] на отметку { $n } рабочий день
    [few] на отметку { $n } рабочих дня
   *[other] на отметку { $n } рабочих дней
}
settings-day-off-rule = Срок «до …» в нерабочий день
settings-day-off-note = По статье 193 ГК РФ — следующий рабочий день.
settings-day-is = срок «до …» в нерабочий день { $rule }
settings-day-next = переносится на следующий рабочий день
settings-day-previous = переносится на предыдущий рабочий день
settings-day-keep = остаётся на месте
settings-rule-missing = Выберите правило.
settings-number-wrong = Нужно целое число.
settings-note = Уже сделанные отметки не пересчитываются.
settings-public = Открытая страница для всех
settings-public-note = Показатели, мероприятия и документы без входа и без имён людей.
settings-public-look = Посмотреть её
settings-public-on = открыта для всех
settings-public-off = видна только по входу
