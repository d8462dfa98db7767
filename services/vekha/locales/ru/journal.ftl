# Журнал учреждения: все записи и одна запись.
journal-about = { $number } { $n ->
    [one] запись
    [few] записи
   *[many] записей
}; записи только добавляются, исправление — это новая запись
journal-own = Показаны записи, которые касаются вас и вашей организации.
journal-filter = Отобрать
journal-kind = Вид записи
journal-any-kind = все записи
journal-kind-marks = отметки
journal-kind-review = приёмка
journal-kind-terms = сроки
journal-kind-responsible = ответственные
journal-kind-links = ссылки
journal-kind-plan = состав дорожной карты
journal-kind-people = люди
journal-kind-office = учреждение
journal-kind-meetings = заседания
journal-kind-monitoring = мониторинги
journal-kind-letters = письма
journal-kind-audit = отчёты и проверка
journal-subject = Предмет
journal-any-subject = любой
journal-subject-activity = мероприятие
journal-subject-roadmap = дорожная карта
journal-subject-person = человек
journal-subject-office = учреждение
journal-subject-meeting = заседания
journal-subject-monitoring = мониторинг
journal-subject-letter = письмо
journal-subject-audit = отчёты и проверка
journal-number = № мероприятия
journal-by = Кто сделал
journal-words = Слова записи
journal-from = Записано с
journal-to = Записано по
journal-wrong-day = Дата не понята. Нужен вид 05.07.2023.
journal-shown = Показано { $n }: с № { $first } по № { $last }, новые сверху.
journal-shown-last = Показано { $n }: с № { $first } по № { $last }, новые сверху. Раньше записей нет.
journal-none = Записей не нашлось.
journal-all = Показать все
journal-newest = К последним записям
journal-older = Более ранние записи
journal-whole = Цел ли журнал
journal-head = Последняя запись — № { $position }, { $moment }. Хэш цепочки после неё:
journal-head-then = Последняя запись, известная тогда, — № { $position }, { $moment }. Хэш цепочки после неё:
journal-verify = Каждая запись скреплена хэшем с предыдущими. Всю цепочку пересчитывает команда
journal-anchor = Сохраните строку в файл вне программы; изменилось ли что-нибудь до неё, потом скажет
entry-heading = Запись № { $number }
entry-steps = Соседние записи
entry-before = Предыдущая, № { $number }
entry-after = Следующая, № { $number }
entry-before-of-it = Предыдущая { $subject ->
    [activity] об этом мероприятии
    [roadmap] об этой дорожной карте
    [person] об этом человеке
    [meeting] об этих заседаниях
    [monitoring] об этом мониторинге
    [letter] об этом письме
   *[office] об учреждении
}, № { $number }
entry-after-of-it = Следующая { $subject ->
    [activity] об этом мероприятии
    [roadmap] об этой дорожной карте
    [person] об этом человеке
    [meeting] об этих заседаниях
    [monitoring] об этом мониторинге
    [letter] об этом письме
   *[office] об учреждении
}, № { $number }
entry-envelope = Когда, кто и о чём
entry-about = Предмет
entry-version = запись { $n }
entry-kind = Вид записи
entry-shape = редакция { $version }
entry-occurred = За какой день
entry-recorded = Записано
entry-actor = Кто
entry-command = Команда
entry-id = Идентификатор события
entry-payload = Что записано
entry-chain = Место в цепочке
entry-leaf = Хэш записи
entry-link = Хэш цепочки
entry-covers = Хэш записи взят от всех её полей и содержания, хэш цепочки — от него и хэша предыдущей записи. Пересчитать:
