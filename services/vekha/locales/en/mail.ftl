# Letters of the demonstration.
menu-mail = Letters of the demonstration
mail-note = The demonstration writes to nobody: its letters lie in the folder
mail-none = There are no letters yet. Ask on the sign-in page for a link to sign in without a password, and a letter appears here.
mail-at = Sent
mail-from = From
mail-to = To
mail-subject = Subject
mail-text = Text of the letter
mail-html = The part with HTML
mail-html-show = Show how it is written
mail-back = All letters
