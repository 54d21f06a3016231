# The closing report. Plain words, short sentences. Text in $values comes from the plan.

report-title = Report on the move of { $domain }
report-heading = Report on the move of
report-practice = This was a practice move with a pretend company. No real mail was touched.
report-made = Made on { $moment } with Moving Day { $version }.
report-zone = All times are in the time zone { $zone }.

# The verdict: a heading, then a sentence.
verdict-nothing_copied = Nothing has been copied yet
verdict-unfinished = The move is not finished
verdict-left_out = The mail has moved, but not all of it
verdict-copied = All mail is copied, and not compared yet
verdict-complete = All mail has arrived
verdict-nothing_copied-why = This report shows the plan as it stands. Make a new one after the copy.
verdict-unfinished-why = Some mailboxes are not copied to the end. The table of people says which.
verdict-left_out-why = Each message that is not in the new mailboxes is named below, with the reason.
verdict-copied-why = Compare both systems before you close the old one. That is the proof that nothing is missing.
verdict-complete-why = Both systems were compared after the copy. Nothing is missing.

sentence-arrived = { $arrived } of { $source } messages are in the new mailboxes.
sentence-arrived-only = { $arrived } messages are in the new mailboxes.
sentence-left-out = { $count ->
    [one] One message was left out.
   *[other] { $count } messages were left out.
}
sentence-late = { $count ->
    [one] One message reached the old mailboxes after the copy. The next copy brings it.
   *[other] { $count } messages reached the old mailboxes after the copy. The next copy brings them.
}
sentence-extra = { $count ->
    [one] One message is in the new mailboxes only, such as mail that came after the switch.
   *[other] { $count } messages are in the new mailboxes only, such as mail that came after the switch.
}

# What moved, from where to where, and when.
facts-heading = The move
facts-source = Old mail server
facts-destination = New mail server
facts-unknown = Not entered
facts-people = People
facts-first-copy = First copy began
facts-last-copy = Last copy ended
facts-last-check = Last comparison ended
facts-never = Not yet
facts-open = Did not come to its end

# People.
people-heading = People
people-none = There is nobody in the plan.
people-about = “In the old mailbox” counts the messages of the last comparison, or of the last copy where nothing was compared.
people-person = Person
people-source = In the old mailbox
people-arrived = Arrived
people-already = Already there
people-left-out = Left out
people-extra = Only in the new mailbox
people-result = Result
people-total = Everybody
people-new-address = now { $address }
people-unknown = –
standing-not_begun = Not copied yet
standing-unfinished = Not copied to the end
standing-stopped = Stopped by hand
standing-failed = Not copied: { $reason }
standing-copied = Copied, not compared yet
standing-copied_in_part = Copied in part, not compared yet
standing-complete = Complete
standing-complete_with_notes = Complete, with explained differences
standing-incomplete = Something is missing
standing-compared = Compared on { $day }

# Addresses of the list that have no mailbox to move.
not-moved-heading = Not part of the move
not-moved-about = These addresses are in the list, and their mail was not copied.
not-moved-why = Why
kind-forward = Forwards its mail only
kind-stays = Stays where it is

# Messages.
left-out-heading = Left out
left-out-about = These messages and folders are not in the new mailboxes. Those that could be saved lie as files beside the plan.
left-out-none = No message was left out.
different-heading = Arrived with a difference
different-about = These messages are in the new mailboxes, but not quite as they were.
message-about = Message
message-folder = Folder
message-date = Date
message-sender = From
message-subject = Subject
message-size = Size
message-reason = Reason
message-no-subject = (no subject)
message-whole-folder = The whole folder
message-saved = Saved as { $file }
message-server-said = The server said: { $words }

# Folders.
folders-heading = Folders with a new name
folders-about = Some folders have another name in the new mailboxes. The new system has its own name for them, or does not allow the old one.
folders-old = Old name
folders-new = New name
folders-people = People

# Tasks.
skipped-heading = Tasks left out
skipped-about = Somebody decided not to do these tasks.
skipped-task = Task
skipped-reason = Reason
skipped-when = When
skip-not_needed = Not needed
skip-someone_else = Done by someone else
skip-not_possible = Not possible with this provider
skip-other = Another reason
task-chooseMovingDay = Choose your moving day
task-shortenWait = Shorten the DNS waiting time
task-setUpBrand = Set up your brand
task-setDefaults = Set the defaults for new mailboxes
task-tellPeople = Tell people about the move
task-showWebmail = Show people the new webmail
task-listPeople = List the people who move
task-getAccess = Get access to every mailbox
task-createMailboxes = Create the new mailboxes
task-freezeAccounts = Stop creating accounts on the old system
task-freezePasswords = Stop password changes on the old system
task-freezeContacts = Ask people to leave contacts and calendars alone
task-saveContacts = Save contacts and calendars
task-sendFiles = Send each person their files
task-keepBackup = Save a backup on this computer
task-tryOnePerson = Try it with one person
task-copyMail = Copy the mail
task-switchDelivery = Switch mail delivery
task-catchUp = Catch up with the last messages
task-checkArrived = Check that everything arrived
task-allowAccounts = Allow new accounts again
task-createNewAccounts = Create new accounts in the new system
task-remindPeople = Remind people to import their files
task-welcomePeople = Welcome people to the new mail
task-restoreWait = Put the DNS waiting time back
task-finish = Delete saved passwords and finish

# The domain's records, before and after the switch.
dns-heading = Records of the domain
dns-about = These records of the domain were changed for the move.
dns-name = Name
dns-kind = Type
dns-before = Before
dns-after = After

# Runs.
runs-heading = When it happened
runs-kind = What
runs-began = Began
runs-ended = Ended
runs-people = People
run-copy = Copy
run-check = Comparison
run-stopped = { $moment }, stopped by hand
run-earlier = { $count ->
    [one] One earlier run is not listed.
   *[other] { $count } earlier runs are not listed.
}

# Why something is not there. Each of them can follow a colon.
reason-MessageMissing = It is not in the new mailbox, and nothing was noted of it
reason-MessageGone = It was copied, and is not in the new mailbox any more
reason-MessageAltered = Its text in the new mailbox is not the same
reason-DateDiffers = It has another date in the new mailbox
reason-FlagsMissing = Some of its marks, such as “read”, are missing
reason-FolderMissing = The folder is not in the new mailbox
reason-DestinationMessageUnreadable = The new server does not hand it over, so it could not be compared
reason-SourceMessageUnreadable = The old server does not hand it over
reason-SourceFolderUnreadable = The old server does not open the folder
reason-SourceFolderRenumbered = The old server changed the folder during the copy
reason-DestinationChangedDate = It has another date in the new mailbox
reason-DestinationChangedMessage = The new server changed its text
reason-DestinationDroppedFlags = Some of its marks, such as “read”, are missing
reason-DestinationFolderRefused = The new server does not make or open the folder
reason-DestinationFolderRenumbered = The new server changed the folder during the copy
reason-DestinationFull = The new mailbox was full
reason-DestinationMessageTooLarge = It is larger than the new server allows
reason-DestinationRefusedMessage = The new server refused it
reason-SourceSignInRefused = The old server refused the password
reason-DestinationSignInRefused = The new server refused the password
reason-SourceUserUnknown = The old server does not know the mailbox
reason-DestinationUserUnknown = The new server does not know the mailbox
reason-SameMailbox = Both mailboxes are the same
reason-LocalDiskFull = The disk of the computer was full
reason-source = The old server could not be used
reason-destination = The new server could not be used
reason-other = The copy came to an end too early

# Sizes and dates.
size-bytes = { $value } bytes
size-kb = { $value } KB
size-mb = { $value } MB
size-gb = { $value } GB
moment = { $day } { $month } { $year }, { $time }
day = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# The table for spreadsheets: headings of its columns, and what stands in the first of them.
csv-row = Row
csv-row-person = person
csv-row-not-moved = not moved
csv-row-left_out = left out
csv-row-different = different
csv-address = Address
csv-name = Name
csv-new-address = New address
csv-result = Result
csv-source = In the old mailbox
csv-arrived = Arrived
csv-already = Already there
csv-left-out = Left out
csv-extra = Only in the new
csv-folder = Folder
csv-date = Date (UTC)
csv-sender = From
csv-subject = Subject
csv-size = Bytes
csv-reason = Reason
csv-server = Server said
csv-saved = Saved as
