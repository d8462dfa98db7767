# Вход и выход.
signin-title = Вход
signin-not-in = Войти не удалось
signin-wrong = Логин или пароль не подходит. Проверьте раскладку клавиатуры и повторите.
signin-login = Логин
signin-password = Пароль
signin-button = Войти
signin-demo = Учётные записи демонстрации
signin-demo-note = Приказы настоящие, люди и их работа вымышлены. Войти можно от любого лица одной кнопкой.
signin-role = Роль
signin-name = Имя
signin-as = Войти: { $role }, { $office }
signout-title = Выйти из «Вехи»?
signout-stay = Остаться
