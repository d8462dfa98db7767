# Signing in and out.
signin-title = Sign in
signin-not-in = You are not signed in
signin-wrong = Login or password is wrong. Check the keyboard layout and try again.
signin-login = Login
signin-password = Password
signin-button = Sign in
signin-demo = Accounts of the demonstration
signin-demo-note = The orders are real, the work on them is invented. One button signs you in as anybody.
signin-role = Role
signin-name = Name
signin-as = Sign in: { $role }, { $office }
signout-title = Sign out of Vekha?
signout-stay = Stay
