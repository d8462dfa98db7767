# Учётные записи управления.
menu-accounts = Учётные записи
accounts-counted = { $n ->
    [one] { $n } учётная запись
    [few] { $n } учётные записи
   *[other] { $n } учётных записей
}
accounts-person = Человек
accounts-seen = Последний раз
accounts-never = не входил
accounts-state = Состояние
accounts-state-open = действует
accounts-state-invited = пароль не выбран
accounts-state-locked = закрыта
accounts-nameless = удалённое лицо
accounts-no-role = ролей нет, войти нельзя
accounts-own = это вы
accounts-above = ведёт администратор
accounts-deeds = Действия
accounts-lock = Закрыть
accounts-unlock = Открыть
accounts-end = Завершить сеансы
accounts-invite-again = Отправить приглашение ещё раз
accounts-new-password = Отправить ссылку для нового пароля
accounts-lock-note = С закрытой записью войти нельзя, её сеансы и ключ для программ не действуют. Сделанное человеком остаётся; открыть запись можно в любой день.
accounts-invite = Пригласить
accounts-invite-note = Человек получит письмо со ссылкой, по которой три дня можно войти и выбрать пароль.
accounts-login-note = От 2 до 64 букв и цифр, между ними можно точку, дефис, подчёркивание и @.
accounts-invite-button = Пригласить
accounts-nobody = Приглашать некого: у всех, кому дана роль и известен адрес почты, учётная запись есть.
accounts-unreached = Без адреса электронной почты, пригласить нельзя: { $n }.
accounts-refused = Не сделано
accounts-not-invited = Приглашение не отправлено
accounts-not-own = Свою учётную запись закрыть нельзя: войти будет некому. Попросите другого администратора.
accounts-not-above = Учётной записью администратора распоряжается только администратор.
accounts-locked = Учётная запись закрыта. Сначала откройте её.
accounts-roleless = У этого человека нет ролей: войдя, он ничего не увидит. Сначала дайте роль.
accounts-no-address = У этого человека нет адреса электронной почты, письмо отправить некуда. Сначала внесите адрес.
accounts-already = У этого человека учётная запись уже есть.
accounts-person-wrong = Выберите человека из списка.
accounts-login-wrong = Имя для входа: от 2 до 64 букв и цифр, между ними можно точку, дефис, подчёркивание и @.
accounts-login-taken = Это имя для входа занято. Выберите другое.
accounts-done-invited = Письмо со ссылкой отправлено: { $login }.
accounts-done-sending = Письмо со ссылкой ещё отправляется: { $login }.
accounts-done-unsent-refused = Письмо для { $login } почтовый сервер не принял. Проверьте адрес человека и отправьте ещё раз.
accounts-done-unsent-later = Письмо для { $login } не отправлено: почтовый сервер недоступен. Отправьте его позже.
accounts-done-unsent-unknown = Неизвестно, принято ли письмо для { $login }. Спросите, пришло ли оно, прежде чем отправлять ещё раз.
accounts-done-locked = Учётная запись закрыта, сеансы завершены: { $login }.
accounts-done-unlocked = Учётная запись открыта: { $login }.
accounts-done-ended = Сеансы завершены: { $login }.
