# Модели оценки: что находит проверка (finding-…) и что отвечает командная строка.
finding-bands_overlap = Значения { $totals } относятся сразу к двум уровням: «{ $lower }» и «{ $upper }».
finding-bands_gap = Значение { $totals } не относится ни к одному уровню: оно лежит между «{ $lower }» и «{ $upper }»{ $possible ->
    [yes] {""}
   *[no] , хотя при этих показателях получиться не может
}.{ $assumed ->
    [none] {" "}Уровень такого значения не определён.
   *[other] {" "}Принято: «{ $assumed }».
}
finding-totals_uncovered = Возможные значения { $totals } не охвачены ни одним уровнем.
finding-band_unreachable = Уровня «{ $band }» { $within } достичь нельзя: наибольшее возможное значение { $greatest ->
    [none] не определено
   *[other] — { $greatest }
}{ $parameters ->
    [none] .
   *[other] , а по числу перечисленных параметров — { $parameters }.
}
finding-greatest_total_differs = Уровни заканчиваются на { $end }, а наибольшее возможное значение — { $ranges } по указанным диапазонам и { $parameters } по перечисленным параметрам.
finding-indicator_left_out = Показатель № { $number } «{ $text }» определён, но в формулу не входит.
finding-numbers_shifted = Обозначения формулы не совпадают с номерами показателей, номера сдвинуты: { $signs }.
finding-range_differs = Показатель № { $number } «{ $text }»: указано наибольшее значение { $stated }, а параметров перечислено { $parameters }.
finding-print_disagrees = { $of }: приказ противоречит сам себе. { $places }.
finding-odd_unit = Показатель № { $number } «{ $text }»: единица измерения «{ $unit }» не подходит к { $speaks ->
    [share] доле
    [number] количеству
    [presence] тому, есть ли что-то
   *[index] индексу
}.
finding-taken_from_roadmap = Показатель № { $number } «{ $text }» — это исполнение самой дорожной карты: значение предлагает программа с цифрами, из которых оно получено, а подтверждает человек.
finding-print_damaged = { $place }: в тексте приказа не читается. Вместо этого взято: { $instead }.
finding-classes_without_rule = Приказ распределяет школы по группам, но не говорит, по какому правилу: группу предлагает программа, решает человек и записывает причину.
scoring-no-findings = Замечаний к модели нет.
scoring-added = Модель «{ $model }», версия { $version }, принята. Окна, открытые раньше, считаются по прежней версии.
scoring-known = Модель «{ $model }», версия { $version }, уже принята.
help-vekha-scoring = Модели оценки мониторингов
help-vekha-scoring-check = Проверяет модель и говорит, что в ней не сходится
help-vekha-scoring-add = Проверяет модель и принимает её для управления
