# Letters with a link to sign in.
signin-mail-asked-subject = Your link to sign in to Vekha
signin-mail-asked-heading = A link to sign in
signin-mail-asked-lead = Hello! You asked for a link to sign in without a password. Open it and press “Sign in”.
signin-mail-asked-button = Sign in
signin-mail-asked-not-you = Did not ask? There is nothing to do: nobody gets in without the link.
signin-mail-invited-subject = You are invited to Vekha
signin-mail-invited-heading = An invitation
signin-mail-invited-lead = Hello! An account was made for you in Vekha, where roadmaps are kept. Open the link, sign in and choose a password.
signin-mail-invited-button = Sign in and choose a password
signin-mail-invited-not-you = If this letter is not for you, delete it and tell the education office.
signin-mail-instead = If the button does not open:
signin-mail-whose = The link is personal: { $name }, login { $login }. Do not pass it on.
signin-mail-until = It works once, until { $until } ({ $zone }).
