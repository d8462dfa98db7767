# Свод по муниципалитетам и память, которую занимают ведомства.
menu-region = Свод
region-title = Свод по муниципалитетам
region-roadmaps = Действующие дорожные карты
region-six = Показ. № 6
region-last = Последняя запись
region-only = Показать
region-only-all = все
region-only-overdue = где есть просроченное
region-only-on-review = где отметки ждут проверки
region-only-undated = где не определены сроки
region-only-below = где показатель № 6 равен 0
region-only-none = без действующей карты
region-order = Порядок
region-order-name = по названию
region-order-greatest = { $column }: сначала больше
region-order-least = { $column }: сначала меньше
region-none-in-force = нет дорожной карты, действующей в этот день
region-total = Вместе: { $n }
region-note = Показатель № 6 внизу: сколько муниципалитетов его достигли из тех, у кого сроки наступили.
region-help = Как читать свод
region-waiting = { $n ->
    [one] Показатели { $n } муниципалитета
   *[other] Показатели { $n } муниципалитетов
} ещё считаются, в таблице и в итоге их нет: { $names }. Откройте страницу через минуту ещё раз.
region-file = Свод по муниципалитетам на { $day }
