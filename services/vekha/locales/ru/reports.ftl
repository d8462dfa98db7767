# Отчёты: годовой анализ эффективности и отчёт рабочей группе, как документы и как страницы.
menu-reports = Отчёты и анализ
reports-lead = Годовой анализ эффективности и отчёты рабочей группе составляются по показателям за названный период. Выпущенный отчёт больше не меняется.
reports-help = Как читать отчёт
reports-issued = Выпущенные
reports-none = Ни одного отчёта ещё не выпущено.
reports-report = Отчёт
reports-on = Выпущен
reports-drafts = Проекты
reports-drafts-note = Проект составляется заново при каждом открытии, за день, который стоит в поле «По состоянию на».
reports-years = Годовой анализ эффективности
reports-quarters = Отчёт за квартал
reports-terms = Отчёт за учебную четверть
reports-runs = период ещё идёт
reports-draft = Это проект: он показывает то, что известно сейчас, и меняется вместе с журналом.
reports-period-runs = Период ещё не закончился.
reports-other = Уже выпущен № { $number } от { $day }
reports-take = Сохранить:
reports-issue = Выпустить отчёт
reports-issue-note = Отчёт получит номер, его показатели и место в журнале будут закреплены сегодняшним днём. Изменить или удалить выпущенный отчёт нельзя; если потом что-то выяснится, выпустите новый.
reports-conclusions-note = Что показал период, почему и что предлагается. Программа причин не придумывает: этот раздел пишет человек. Можно оставить пустым.
reports-done = Отчёт № { $number } выпущен.
reports-school = Показаны только исполнения вашей организации. Отчёт выпущен по всей дорожной карте.
reports-changed = Изменено после отчёта
reports-changed-nothing = Ничего: за тот же период и на тот же день показатели те же.
reports-changed-lead = Тот же период и тот же день, но по тому, что известно теперь: отметки, проверки и решения, внесённые после выпуска.
reports-changed-rows = Что считается иначе
reports-then = В отчёте
reports-now = Теперь
report-kind-year = Годовой анализ эффективности
report-kind-group = Отчёт рабочей группе
report-period = { $case ->
    [during] { $kind ->
        [year] за { $year } год
        [school-year] за { $year } учебный год
        [quarter] за { $quarter } квартал { $year } года
        [trimester] за { $n }-й триместр { $year } учебного года
       *[term] за { $n }-ю четверть { $year } учебного года
    }
   *[name] { $kind ->
        [year] { $year } год
        [school-year] { $year } учебный год
        [quarter] { $quarter } квартал { $year } года
        [trimester] { $n }-й триместр { $year } учебного года
       *[term] { $n }-я четверть { $year } учебного года
    }
}
report-days = за период с { $from } по { $to }
report-title-year = Аналитическая справка: годовой анализ эффективности дорожной карты { $during }
report-title-group = Отчёт рабочей группе об исполнении дорожной карты { $during }
report-sign-office = Руководитель управления образования
report-sign-coordinator = Муниципальный координатор
report-foot = Отчёт № { $number } от { $day }.
report-foot-draft = Проект, не выпущен.
report-foot-log = Последняя запись журнала, известная отчёту: № { $position }. Хеш цепочки: { $chain }
report-foot-check = Проверить: страница «Проверка целостности» или программа vekha-verify, которой нужен только выгруженный журнал.
report-figures = Что подлежало исполнению и что исполнено
report-due = За период с { $from } по { $to } срок наступил у { $due } { $count ->
    [one] исполнения
   *[other] исполнений
}. Одно исполнение — один срок у одного исполнителя. Данные по состоянию на { $day }.
report-nothing-due = За период с { $from } по { $to } на { $day } не наступил ни один срок, поэтому доли не считаются.
report-runs = Период ещё не закончился: сроки после { $day } в расчёт не вошли.
report-figures-table = Показатели
report-figure = Показатель
report-how = Как посчитан
report-part = Числитель
report-of = Знаменатель
report-value = Значение
report-before = Годом раньше
report-change = Изменение, п. п.
report-rule-marked = отметка не позже { $days } раб. дн. после срока ÷ наступил срок
report-rule-six = 1, если полнота и своевременность не ниже { $threshold } %, иначе 0
report-by-name = Все исполнения поимённо
report-lost = От наступивших сроков до исполнения потеряно:
report-lost-nothing = Исполнено, отмечено и подтверждено в срок всё, у чего наступил срок.
report-share-of = { $what }: { $n } из { $of } ({ $share })
report-compare = Для сравнения, { $during } на { $day }: наступил срок у { $due }, полнота { $completeness }, своевременность { $timeliness }, исполнение { $fulfilment }.
report-compare-none = Сравнить не с чем: годом раньше, к тому же дню, не наступил ни один срок.
report-undated = Срок не определён у { $n } мероприятий (на { $day }); в знаменатель они не входят.
report-undated-none = Мероприятий без срока на { $day } нет.
report-divisions = Из чего сложились показатели
report-by-section = Показатели по направлениям
report-by-responsible = Показатели по ответственным
report-by-organisation = Показатели по организациям
report-by-quarter = Показатели по кварталам
report-by-form = Показатели по видам мероприятий
report-head-section = Направление
report-head-responsible = Ответственный
report-head-organisation = Организация
report-head-quarter = Квартал
report-head-form = Вид мероприятия
report-bars-section = Исполнение и полнота по направлениям
report-bars-quarter = Исполнение и полнота по кварталам
report-fulfilment = Исполнение дорожной карты
report-whole = Всего
report-late = Опоздания
report-lateness = Когда исполнено
report-lateness-table = Насколько опаздывали
report-share = Доля
report-band-on-time = не позже срока
report-band-up-to-3 = с опозданием до 3 раб. дн.
report-band-up-to-10 = с опозданием от 4 до 10 раб. дн.
report-band-up-to-30 = с опозданием от 11 до 30 раб. дн.
report-band-over-30 = с опозданием больше 30 раб. дн.
report-band-open = не исполнено или ещё не принято
report-overdue = Просрочено на { $day }: { $n } из { $of } ({ $share }).
report-overdue-none = Просроченного на { $day } нет.
report-overdue-table = Просрочено
report-moves = Переносы сроков
report-moves-none = Сроки этого периода не переносились.
report-moves-sum = Переносов: { $moves }; перенесено сроков: { $occurrences }, это { $obligations } исполнений. Больше одного раза: { $repeatedly }. После того как срок прошёл: { $late } (такой перенос опоздания не отменяет).
report-moves-table = Перенесённые сроки и основания
report-old = Прежний срок
report-new = Новый срок
report-basis = Основание
report-remark = Примечание
report-move-nth = перенос { $nth } из { $times }
report-move-late = после срока
report-unfinished = Возвращённые отметки, снятые с контроля и мероприятия без срока
report-returned-none = Отметки на доработку не возвращались.
report-returned-sum = Возвращено на доработку отметок: { $n }. Исправлено: { $again }. Из возвращённых раньше были приняты: { $reopened }.
report-returned-table = Возвращённые отметки
report-returned-on = Возвращена
report-reason = Что не так
report-again = Исправлена
report-withdrawn-none = С контроля ничего не снималось.
report-withdrawn-table = Снято с контроля
report-since = С какого дня
report-not-counted = Не вошло исполнений
report-waited-none = Мероприятий, ждущих срока, нет.
report-waited-sum = Ждут срока на { $day }: { $n }. Получили первый срок за период: { $dated }.
report-waited-table = Мероприятия без срока
report-term = Срок словами приказа
report-days-waited = Ждёт дней
report-why = Почему
report-dated-on = срок дан { $day }
report-proofs = Подтверждающие документы
report-proofs-none = Подтверждающих документов нет.
report-proofs-sum = У { $done } исполненных стоит документов: { $n }. Из-за того что не открывается ни один документ, в исполнение не вошло: { $dead }.
report-proofs-table = Что показала последняя проверка ссылок
report-documents = Документов
report-reminders = Напоминания
report-reminders-none = Напоминаний об этих сроках не отправлялось.
report-reminders-sum = Писем о сроках периода отправлено: { $sent }. Возможно, доставлено: { $uncertain }. Не доставлено: { $lost }.
report-after = К отметке пришло
report-not-done = Не исполнено
report-share-done = Доля исполненных
report-reminders-table = Что исполнено после напоминаний
report-reminders-note = Таблица говорит, что было сделано после писем, а не из-за них.
report-after-no-letter = ни одного письма
report-after-first = письма одного дня до срока
report-after-second = письма нескольких дней до срока
report-after-overdue = письмо о просрочке
report-monitorings = Мониторинги
report-monitoring = Мониторинг
report-monitorings-table = Мониторинги, завершившиеся в периоде
report-opens = Начало
report-closes = Конец
report-asked = Должны ответить
report-answered = Ответили
report-answered-late = Из них позже
report-share-answered = Доля ответивших
report-missing-lead = Не ответили:
report-missing = { $monitoring }: { $names }
report-causes = Пояснения и причины словами тех, кто их внёс
report-causes-none = Пояснений и причин никто не вносил.
report-causes-lead = Слова приведены без изменений; в каждой строке сказано, где и кем они внесены.
report-causes-table = Пояснения и причины
report-said-on = Внесено
report-said-where = Где и кем
report-said = Слова
report-source-note = пояснение к отметке
report-source-request = просьба о переносе
report-source-declined = отказ в переносе
report-source-returned = возврат на доработку
report-source-retracted = отзыв отметки
report-conclusions = Выводы и предложения
report-conclusions-none = Выводы при выпуске отчёта не записаны.
report-absent = нет в периоде
help-vekha-report = Годовой анализ эффективности или отчёт рабочей группе файлом; --issue выпускает его
help-vekha-report-roadmap = Идентификатор, номер приказа или слова названия либо территории
help-vekha-report-period = Период: 2023 — год, 2022-23 — учебный год, 2023-Q2 — квартал, 2022-23-3 — четверть
help-vekha-report-issue = Выпустить: отчёт получает номер, его показатели закрепляются
help-vekha-report-conclusions = Файл с текстом выводов
cli-which-period = Такого периода у дорожной карты нет. Есть: { $periods }.
report-organisations = Организации, каждая за себя: { $n }
report-waits-missing = срок в приказе не указан
report-waits-not-understood = слова срока не поняты
report-waits-external = по чужому графику
report-waits-event = зависит от события
report-waits-other = дата уточняется
report-frozen = Показатели при выпуске, по правилам редакции { $rules }: наступил срок у { $due }, исполнено { $done }, в срок { $ontime }, исполнение { $fulfilled }. Нынешняя программа считает иначе, её числа ниже.
report-foot-key = Открытый ключ, которым подписан журнал: { $key }
