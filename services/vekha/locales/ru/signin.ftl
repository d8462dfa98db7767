# Вход и выход.
signin-title = Вход
signin-not-in = Войти не удалось
signin-wrong = Имя для входа или пароль не подходит. Проверьте раскладку клавиатуры и повторите.
signin-login = Имя для входа
signin-password = Пароль
signin-button = Войти
signin-demo = Учётные записи демонстрации
signin-demo-note = Приказы настоящие, работа по ним вымышлена. Войти можно от любого лица одной кнопкой.
signin-role = Роль
signin-name = Имя
signin-as = Войти: { $role }, { $office }
signout-title = Выйти из «Вехи»?
signout-stay = Остаться
