# Письма со ссылкой для входа.
signin-mail-asked-subject = Ссылка для входа в «Веху»
signin-mail-asked-heading = Ссылка для входа
signin-mail-asked-lead = Здравствуйте! Вы попросили ссылку, чтобы войти без пароля. Откройте её и нажмите «Войти».
signin-mail-asked-button = Войти
signin-mail-asked-not-you = Не просили? Ничего делать не нужно: без ссылки никто не войдёт.
signin-mail-invited-subject = Вас приглашают в «Веху»
signin-mail-invited-heading = Приглашение
signin-mail-invited-lead = Здравствуйте! Для вас сделана учётная запись в «Вехе», где ведут дорожные карты. Откройте ссылку, войдите и выберите пароль.
signin-mail-invited-button = Войти и выбрать пароль
signin-mail-invited-not-you = Если письмо пришло не вам, удалите его и сообщите в управление образования.
signin-mail-instead = Если кнопка не открывается:
signin-mail-whose = Ссылка личная: { $name }, имя для входа { $login }. Не пересылайте её.
signin-mail-until = Действует один раз, до { $until } ({ $zone }).
