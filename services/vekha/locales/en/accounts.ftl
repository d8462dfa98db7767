# Accounts of the office.
menu-accounts = Accounts
accounts-counted = { $n ->
    [one] { $n } account
   *[other] { $n } accounts
}
accounts-person = Person
accounts-seen = Last seen
accounts-never = never
accounts-state = State
accounts-state-open = open
accounts-state-invited = no password yet
accounts-state-locked = closed
accounts-nameless = erased person
accounts-no-role = no role, cannot sign in
accounts-own = this is you
accounts-deeds = Actions
accounts-lock = Close
accounts-unlock = Open
accounts-end = End sessions
accounts-invite-again = Send the invitation again
accounts-new-password = Send a link for a new password
accounts-lock-note = Nobody can sign in to a closed account; its sessions and token do not work. What the person did stays; the account can be opened on any day.
accounts-invite = Invite
accounts-invite-note = The person gets a letter with a link that for three days lets them sign in and choose a password.
accounts-login-note = 2 to 64 letters and digits, between them a full stop, hyphen, underscore or @.
accounts-invite-button = Invite
accounts-nobody = Nobody is left to invite: whoever has a role and an e-mail address has an account.
accounts-unreached = Without an e-mail address, cannot be invited: { $n }.
accounts-refused = Not done
accounts-not-invited = The invitation was not sent
accounts-not-own = You cannot close your own account: nobody could sign in. Ask another administrator.
accounts-not-above = An administrator’s account is kept by administrators only.
accounts-locked = The account is closed. Open it first.
accounts-roleless = This person has no role and would see nothing. Grant a role first.
accounts-no-address = This person has no e-mail address to send a letter to. Enter the address first.
accounts-already = This person has an account already.
accounts-person-wrong = Choose a person from the list.
accounts-login-wrong = A login has 2 to 64 letters and digits, between them a full stop, hyphen, underscore or @.
accounts-login-taken = This login is taken. Choose another.
accounts-done-invited = The letter with the link was sent: { $login }.
accounts-done-sending = The letter with the link is still on its way: { $login }.
accounts-done-unsent-refused = The mail server refused the letter for { $login }. Check the person’s address and send it again.
accounts-done-unsent-later = The letter for { $login } was not sent: the mail server cannot be reached. Send it later.
accounts-done-unsent-unknown = It is not known whether the letter for { $login } was taken. Ask whether it has come before sending it again.
accounts-done-locked = The account is closed and its sessions ended: { $login }.
accounts-done-unlocked = The account is open: { $login }.
accounts-done-ended = The sessions are ended: { $login }.
