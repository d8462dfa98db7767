# Answers to letters: the coordinator's page and receipts for senders.
menu-replies = Answers to letters
replies-counted = Unread: { $n }
replies-note = Answers that became neither a mark nor a request to move a term. They are kept for 90 days and change no figure.
replies-none = No answers need attention.
replies-at = Received
replies-letter = To the letter
replies-no-letter = no letter named
replies-outcome = What was done
replies-noted = Nothing was changed; passed to the coordinator.
replies-refused = The mark or request was not taken; the sender was answered.
replies-marked = A mark of fulfilment was made.
replies-move_requested = A request to move the term was passed on.
replies-read = Read
reply-fault-no-link = There is no link to a confirming document. Put the document on the site and send its address, beginning with http:// or https://.
reply-fault-attached = The document is attached as a file, and files are not taken from letters. Put it on the site and send a link to it.
reply-fault-too-large = The message is larger than 10 MB. Put the document on the site and send a short message with a link to it.
reply-fault-bad-link = The link has a mistake. Copy the whole address of the document and answer once more.
reply-fault-which-row = It is unclear which activity is meant. Begin the answer with its number from the letter, such as “2.23 исполнено”.
reply-fault-no-row = The letter has no activity to be marked. Open the link in the letter or turn to the coordinator.
reply-fault-no-day = The day asked for is missing. Write, for example, “Перенос до 20.05 — болезнь докладчика”.
reply-fault-no-reason = The reason is missing. Write, for example, “Перенос до 20.05 — болезнь докладчика”.
reply-fault-day-ahead = The day of performance has not come yet. Answer when the activity is done.
reply-fault-sender = The sender's address is not the one the letter went to: the answer changed nothing. Ask the responsible person.
reply-fault-code = The answer has no code of the letter, or a wrong one: it changed nothing. Ask the responsible person.
reply-fault-no-letter = It answers no letter: the message changed nothing.
receipt-subject = { $outcome ->
    [marked] The mark of fulfilment is taken
    [move_requested] The request was passed to the coordinator
   *[other] The answer was not taken
}
receipt-greeting = Good day.
receipt-outcome = { $outcome ->
    [marked] Your answer made a mark of fulfilment.
    [move_requested] Your request to move the term was passed to the coordinator. Until it is decided the term stands.
   *[other] Your answer changed nothing.
}
receipt-how = Answer the first letter once more or open the link in it.
inbox-no-password = The settings [inbox] need user and one of password, password_file.
inbox-open-way = The settings [inbox] cannot have tls = "none": the password would go in the open. Say "tls" or "starttls".
inbox-no-certificate = holds no certificate in PEM
help-vekha-receive = Takes one answer to a letter from standard input, for a mail server that delivers into a program
cli-no-message = The message cannot be read: { $why }
