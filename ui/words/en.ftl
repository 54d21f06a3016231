# Every word of the interface. Keys are checked by the compiler: after a change run `npm run words`.
# Sections follow the screens; messages of faults are named `fault-<Code>-…`.

-product = Moving Day

### Frame

title-start = { -product }
title-screen = { $heading } – { $domain } – { -product }
title-screen-no-plan = { $heading } – { -product }
frame-rail = Plan
frame-home = Home
frame-menu = Show the plan
frame-menu-close = Hide the plan
frame-back = Back
frame-phase = Phase { $number } of { $count } · { $phase }
frame-later = I’ll do this later
frame-saved = Saved { $time }
frame-all-saved = Everything is saved.
frame-unsaved-servers = What you typed is not saved yet. Each server is saved when its name and port are complete.
frame-unsaved-row = The row you are editing is not saved yet.
frame-unsaved-list = Nothing from this list is saved yet.
frame-already-saved = Everything is already saved.
frame-text-size = Text size { $size }.
frame-problems =
    { $count ->
        [one] One person needs you
       *[other] { $count } people need you
    }
frame-job-copy = Copying
frame-job-copy-share = Copying { $share }
frame-job-copy-left = Copying { $share } · { $left }
frame-job-paused = Copying is paused
frame-job-check = Testing connections { $share }
frame-job-verify = Comparing { $share }
frame-job-backup = Saving the backup { $share }
frame-job-backup-paused = The backup is paused
frame-of = { $done } of { $total }
frame-people =
    { $count ->
        [0] Nobody listed yet
        [one] { $count } person
       *[other] { $count } people
    }

phase-prepare = Prepare
phase-getReady = Get ready
phase-move = Move
phase-settleIn = Settle in
phase-prepare-guide = Preparation
phase-getReady-guide = Pre-migration
phase-move-guide = Migration
phase-settleIn-guide = Post-migration

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
task-switchDelivery = Switch mail delivery (DNS)
task-catchUp = Catch up with the last messages
task-checkArrived = Check that everything arrived
task-allowAccounts = Allow new accounts again
task-createNewAccounts = Create new accounts in the new system
task-remindPeople = Remind people to import their files
task-welcomePeople = Welcome people to the new mail
task-restoreWait = Put the DNS waiting time back
task-finish = Delete saved passwords and finish

task-required = Required
task-recommended = Recommended
task-due = Due { $day }
task-due-today = Due today
task-overdue =
    { $days ->
        [one] Due yesterday
       *[other] Due { $days } days ago
    }
task-state-todo = To do
task-state-after = Starts after: { $task }
task-state-servers = Starts when both mail servers are entered
task-state-from = Starts { $day }
task-state-waitingUntil = Waiting until { $time }
task-state-waitingFor = Waiting for { $name }
task-state-attention = Needs attention
task-state-done = Done
task-state-skipped = Skipped
task-state-working = Working…
task-state-working-share = Working… { $share }
task-state-paused = Paused
task-done-program = Checked by { -product }, { $day }
task-done-person = Marked by you, { $day }
task-skipped-note = Skipped: { $note }
task-named = { $task }, { $state }

skip-notNeeded = Skipped: we don’t need it
skip-someoneElse = Skipped: someone else does it
skip-notPossible = Skipped: not possible with our provider
skip-other = Skipped

skip-open = Skip this task…
skip-title = Skip “{ $task }”?
skip-title-required = “{ $task }” is required. Skip it all the same?
skip-why = Why are you skipping this?
skip-why-hint = It is shown in your report.
skip-why-notNeeded = We don’t need it
skip-why-someoneElse = Someone else does it
skip-why-notPossible = Not possible with our provider
skip-why-other = Another reason
skip-note = What is the reason?
skip-note-empty = Enter the reason
skip-unanswered = Choose why you are skipping this.
skip-in-report = Your report will list it as skipped. You can take it up again at any time.
skip-skip = Skip this task
skip-skip-required = Skip it all the same
skip-keep = Keep it
skip-done = Skipped: { $task }
skip-reopen = Take it up again

skip-risk-chooseMovingDay = Without a moving day there are no dates, and nobody knows when to change anything.
skip-risk-shortenWait = Some senders would deliver to the old mailboxes for hours or days after the switch. That mail has to be fetched later.
skip-risk-setUpBrand = New mailboxes take the brand that is the default when they are made. Changing it later takes more work.
skip-risk-setDefaults = New mailboxes could be too small, or greet people in another language. Each one would have to be changed by hand.
skip-risk-tellPeople = People may be surprised by the change and have no backup of what only they can save.
skip-risk-showWebmail = People see the new webmail for the first time on moving day, and more of them will ask you.
skip-risk-listPeople = Without a list nobody’s mail can be copied.
skip-risk-getAccess = Mailboxes that can’t be opened can’t be copied. Their mail stays behind in the old system.
skip-risk-createMailboxes = Mail for a person without a new mailbox would be returned to the sender after the switch.
skip-risk-freezeAccounts = A new account on the old system would not be in your plan, and its mail would stay behind.
skip-risk-freezePasswords = If someone changes a password, we can’t read that mailbox any more until you enter the new one.
skip-risk-freezeContacts = What people change after their contacts and calendars were saved does not come across.
skip-risk-saveContacts = Contacts and calendars stay in the old system. People would have to save them by themselves before it closes.
skip-risk-sendFiles = People begin with an empty address book and calendar, and don’t know how to fill them.
skip-risk-keepBackup = If something goes wrong on the new system there will be no copy on this computer. Your old mailboxes still hold everything until you close them.
skip-risk-tryOnePerson = If something is odd about folders or names, you find out with everybody’s mail instead of one person’s.
skip-risk-copyMail = The new mailboxes stay empty. Everything from before the switch would be in the old system alone.
skip-risk-switchDelivery = New mail would go on arriving in the old mailboxes, and would be lost to people when those are closed.
skip-risk-catchUp = Messages that arrived in the old mailboxes after the first copy would be missing in the new ones.
skip-risk-checkArrived = You would close the old system without proof that everything is in the new one.
skip-risk-allowAccounts = Nobody could get a new account until someone remembers that they were stopped.
skip-risk-createNewAccounts = New accounts could be made in the old system, where mail no longer arrives.
skip-risk-remindPeople = People who have not imported their files may miss contacts and appointments when they need them.
skip-risk-welcomePeople = People have to find their way in the new mail by themselves.
skip-risk-restoreWait = Nothing breaks. Look-ups of your domain stay a little slower than they were.
skip-risk-finish = Saved passwords stay on this computer after the move.

practice-band = Practice run. Pretend company, pretend mail.
practice-jump = Jump to { $time }
practice-now = It is now { $time }.
practice-repair = Make the mailbox of { $name } bigger
practice-repaired = The mailbox is bigger now. Copy again to bring the rest.
practice-password = In real life you would ask. Here, the new password is
practice-end = End practice
practice-end-title = End the practice run?
practice-end-text = The pretend mail and everything you tried with it are removed from this computer. Nothing real is touched.
practice-end-keep = Keep practising

### Parts

field-show = Show
field-hide = Hide
field-show-of = Show: { $label }
field-hide-of = Hide: { $label }
panel-close = Close
summary-title =
    { $count ->
        [one] There is one thing to correct
       *[other] There are { $count } things to correct
    }
fault-details = Details
fault-code = Code: { $code }
fault-server-said = The server said:

### Start (S01)

start-heading = Move your company’s email
start-new = Start a new plan
start-new-hint = About 15 minutes now. The move itself takes about three weeks, mostly waiting.
start-open = Open a plan…
start-open-title = Open a plan
start-open-kind = Moving Day plans
start-open-hint = Continue where you left off, or open a plan file.
start-practice = Try a practice run
start-practice-hint = Ten minutes with pretend mail. Nothing real is touched.
start-recent = Recent plans
start-recent-practice = Practice run
start-recent-day = Moving day { $day }
start-recent-attention =
    { $count ->
        [one] One task needs you
       *[other] { $count } tasks need you
    }
start-promise-safe = Nothing is deleted or changed on your old system.
start-promise-stop = You can stop at any time and carry on later.
start-promise-passwords = Passwords stay in this computer’s own password store. There is no account to sign up for.
start-promise-passwords-memory = Passwords stay on this computer and are forgotten when you quit. There is no account to sign up for.
start-text-size = Text size
start-version = Version { $version }

### Before you begin (S02)

begin-heading = Before you begin
begin-lead = You don’t need everything today. Tick what you have; we’ll come back to the rest.
begin-haveList = A list of everyone’s email addresses
begin-haveAccess = A way into each mailbox: one admin sign-in, or everyone’s passwords
begin-haveDns = Access to your DNS settings, or the person who has it
begin-haveDns-hint = DNS tells the world where to deliver your mail. It is often where you bought your domain name.
begin-haveNew = Access to the new mail service
begin-haveNew-hint = For OpenSRS: the control panel sign-in.
begin-haveComputer = This computer, switched on and online for some hours on a few days
begin-primary = Continue
begin-note = At hand, as you ticked at the start: { $thing }

### Your domain (S03, first question)

new-heading = What is your work email address?
new-lead = The part after the @ sign is the domain that moves. One plan moves one domain.
new-address = Your work email address
new-address-hint = For example, ana@example.com
new-primary = Continue
new-address-empty = Enter your work email address
new-address-noAt = Enter an email address with an @ sign, for example ana@example.com
new-address-malformed = Enter an address whose last part has a dot, for example ana@example.com
new-address-free = { $domain } belongs to { $owner }, so it can’t be moved. Enter an address at your company’s own domain.
new-other-form = Other systems may show { $domain } as { $other }. Both are the same domain.
new-second-plan = This begins a second plan. The one for { $domain } stays as it is.

### Where your mail is now (S03, entered by hand)

source-heading = Where is your mail now?

### Where you are moving to (S04)

destination-heading = Where is your mail moving to?
destination-opensrs = OpenSRS email
destination-opensrs-hint = From your reseller or directly. We know its settings.
destination-other = Another mail service
destination-other-hint = Any service with an IMAP connection.
destination-unchosen = Choose where your mail is moving to

opensrs-cluster = Which cluster is your account on?
opensrs-cluster-hint = Look at the address of your mail control panel. With “admin.b.” at its beginning it is cluster B; otherwise it is cluster A.
opensrs-cluster-a = Cluster A
opensrs-cluster-b = Cluster B
opensrs-cluster-unknown = I don’t know
opensrs-cluster-later = Not sure is fine. You need this once the new mailboxes exist.
opensrs-server = The new mail server is { $host }, port { $port }, encrypted.
opensrs-makers = How will the new mailboxes be created?
opensrs-makers-file = I’ll use the Bulk Tool with a file
opensrs-makers-panel = I’ll create them in the control panel
opensrs-makers-provider = My provider creates them for me
opensrs-defaults = What new mailboxes begin with
opensrs-defaults-hint = You can change this later, until the mailboxes are created.
opensrs-language = Language of the webmail
opensrs-zone = Time zone
opensrs-brand = Brand
opensrs-brand-hint = Its name in the control panel. Leave this empty if there is none yet.
opensrs-size = Mailbox size in GB
opensrs-size-hint = As in your contract. Leave this empty to decide later.
opensrs-size-wrong = Mailbox size must be a number of gigabytes, for example 10

scope-title = What comes across
scope-comes = Comes across
scope-mail = All folders and messages, with dates, read or unread, flags
scope-contacts = Contacts (as files)
scope-calendars = Calendars (as files)
scope-stays = Does not come across
scope-settings = Signatures, automatic replies, forwarding, filters: people set these again
scope-passwords = Passwords
scope-shared = Shared folders of other people
scope-local = Mail that is only stored on someone’s own computer

### Choose your moving day (S05)

day-lead = On this day new mail starts to arrive in the new mailboxes. A quiet day is best.
day-weekend = A weekend, { $days } days from now (recommended)
day-evening = After work, { $days } days from now
day-own = Choose another day
day-own-hint = In the calendar
day-time = Time of the switch
day-zone = Time zone
day-zone-shown = In your time zone, { $city } ({ $offset })
day-zone-change = Change the time zone
day-zone-change-short = Change
day-today = today
day-past-day = no longer possible
day-month-before = Month before
day-month-after = Month after
day-chosen = { $day } is chosen.
day-past = Choose a day in the future
day-past-text = { $day } can’t be the moving day any more.
day-too-soon = { $day } is too soon
day-too-soon-text = People need notice, and new settings need time to reach everyone. The earliest safe day is { $earliest }.
day-use = Use { $day }
day-short =
    { $days ->
        [one] The usual plan takes 21 days, and this leaves one
       *[other] The usual plan takes 21 days, and this leaves { $days }
    }
day-short-text = People get less notice, and the dates stand closer together. Everything else still fits.
day-fine = { $day } is { $days } days from now. There is time for everything.
day-plan = Your plan
day-at-time = { $day }, { $time }
day-until = Until { $day }
milestone-begin = Shorten the DNS waiting time, tell people
milestone-freeze = Stop new accounts and password changes
milestone-copy = Copying can start
milestone-switch = Switch
milestone-catchUp = Catching up with the last messages
milestone-finish = Finish
day-copy-later = We can say how long copying takes after the connection test.
day-calendar = Add these dates to my calendar
day-calendar-kind = Calendar files
day-calendar-entry = { $task } ({ $domain })
day-calendar-saved = Saved. Open the file to add the dates to your calendar.
day-primary = Continue
day-primary-change = Change the day
day-unsaved = The new day is not saved yet.
change-title = Move everything to { $day }?
change-told = You already told people “{ $day }”. We’ll prepare a message with the new date.
change-moved =
    { $count ->
        [one] One task gets another date:
       *[other] { $count } tasks get another date:
    }
change-dates = { $before } becomes { $after }
change-keep = Keep the day

### Home (S06)

home-days =
    { $days ->
        [one] One day until moving day
       *[other] { $days } days until moving day
    }
home-today = Today is moving day
home-after = Day { $days } in the new home
home-finished = The move is finished
home-no-day = Your plan
home-countdown =
    { $days ->
        [0] today
        [one] tomorrow
       *[other] in { $days } days
    }
home-lead = { $day }, { $time } · { $domain } · { $people }
home-lead-no-day = { $domain } · { $people }
home-since = Since you were last here
home-since-shortenWait = The DNS waiting time has passed.
home-since-switchDelivery = The old delivery setting is forgotten everywhere.
home-since-restoreWait = The DNS waiting time is back to what it was.
home-since-done = Done meanwhile: { $task }.
home-since-more =
    { $count ->
        [one] One more change is in the list below.
       *[other] { $count } more changes are in the list below.
    }
home-next = Next: { $task }
home-name-source = Where your mail is now
home-name-source-why = Everything that moves is read from there.
home-name-destination = Where your mail is moving to
home-name-destination-why = Copies are added there, and later new mail arrives there.
home-attention = This needs you: { $task }
home-minutes =
    { $minutes ->
        [one] about one minute
       *[other] about { $minutes } minutes
    }
home-hint = { $need } · { $minutes }
home-hint-due = { $need } · { $due } · { $minutes }
home-open = Open
home-nothing-until = Nothing to do until { $day }
home-nothing = Nothing to do right now
home-nothing-hint = You can close { -product }.
home-early = Do something early
home-finished-title = Nothing is left to do
home-finished-hint = Keep the plan file and the report for your records.
home-waiting = We are waiting for
home-waiting-until = { $task }: until { $time }
home-waiting-left = { $task }, { $left }
home-waiting-for = { $name }: { $task }
home-waiting-more =
    { $count ->
        [one] One more is in the list below.
       *[other] { $count } more are in the list below.
    }
home-timeline = Your dates
home-timeline-before =
    { $days ->
        [one] one day before
       *[other] { $days } days before
    }
home-timeline-after =
    { $days ->
        [one] one day after
       *[other] { $days } days after
    }
home-timeline-begin = Preparation begins
home-timeline-freeze = The old system rests
home-timeline-copy = Copying can start
home-timeline-day = Moving day
home-timeline-finish = Finish
home-timeline-now = today
home-done = { $done } of { $total } done
home-named = { $task }, { $need }, { $state }
home-links = More about this plan
home-folder = Open the plan folder
home-sheet = Print the moving-day sheet
home-day = Change the moving day
home-close = Close this plan
home-servers = Mail servers

why-chooseMovingDay = All other dates follow from it.
why-shortenWait = It has to be short before the switch, so that the switch takes minutes.
why-setUpBrand = People see your name and logo from the first day.
why-setDefaults = Each new mailbox then has the right language, time and size.
why-tellPeople = People who know what comes ask less and lose nothing.
why-showWebmail = People find their way from the first morning.
why-listPeople = { -product } has to know whose mail moves.
why-getAccess = So that nothing surprises you on moving day.
why-createMailboxes = Mail can only be copied to a mailbox that exists.
why-freezeAccounts = An account made from now on would be missed.
why-freezePasswords = A changed password would stop the copy.
why-freezeContacts = What people change after the saving would be left behind.
why-saveContacts = Contacts and calendars do not travel with the mail.
why-sendFiles = People bring their contacts and calendars in themselves.
why-keepBackup = A copy here helps if anything goes wrong on either side.
why-tryOnePerson = One mailbox shows whether everything works as you expect.
why-copyMail = The first copy takes longest and can run before the switch.
why-switchDelivery = From then on new mail arrives in the new mailboxes.
why-catchUp = Mail that arrived on the old system meanwhile comes across too.
why-checkArrived = You see for every person that everything is there.
why-allowAccounts = Your colleagues wait for it.
why-createNewAccounts = From now on new people begin in the new system.
why-remindPeople = Some people have not brought in their contacts yet.
why-welcomePeople = A short welcome answers most questions.
why-restoreWait = A longer time makes everyday look-ups faster and safer.
why-finish = No password should stay where nobody needs it.

concern-sourceSignInFails = Some people cannot be signed in at the old system.
concern-destinationSignInFails = Some new mailboxes cannot be opened.
concern-waitIsLongAgain = The DNS waiting time was short and is long again.
concern-deliveryIsWrong = New mail does not go to the new system alone.
concern-copyIncomplete = The copy ended, and some people’s mail is not complete.
concern-mailMissing = The comparison found mail that is missing.
concern-dayHasPassed = The moving day has passed and the mail was not switched.
concern-passwordsRemain = Some passwords could not be deleted.

### Ready to move (S19)

ready-heading = Ready to move?
ready-lead = { -product } has looked at everything that should be done before the switch.
ready-list = What is ready
ready-getAccess-ready =
    { $people ->
        [one] The mailbox opens
       *[other] { $people } of { $people } mailboxes open
    }
ready-getAccess-open = Not every mailbox has been opened yet
ready-createMailboxes-ready = The new mailboxes exist
ready-createMailboxes-open = The new mailboxes are not there yet
ready-shortenWait-ready = The DNS waiting time is short
ready-shortenWait-open = The DNS waiting time is still long
ready-shortenWait-waiting = The DNS waiting time is short from { $time }
ready-freezeAccounts-ready = No new accounts are made on the old system
ready-freezeAccounts-open = New accounts can still be made on the old system
ready-freezePasswords-ready = No passwords are changed on the old system
ready-freezePasswords-open = Passwords can still be changed on the old system
ready-copyMail-ready = The first copy is finished
ready-copyMail-open = The first copy is not finished
ready-keepBackup-ready = A backup is on this computer
ready-keepBackup-open = No backup is on this computer
ready-tellPeople-ready = People were told
ready-tellPeople-open = People were not told yet
ready-cluster-ready = The OpenSRS cluster is known
ready-cluster-open = The OpenSRS cluster is not known yet
ready-waiting-for = { $task }: waiting for { $name }
ready-skipped = { $task }: skipped
ready-concern = { $task }: needs attention
ready-good = Ready
ready-missing = Not ready
ready-aside = Not needed
ready-verdict-ready = You’re ready.
ready-verdict-ready-hint = The switch takes a few minutes, and it can be taken back.
ready-verdict-first = One thing first: { $task }
ready-verdict-things =
    { $count ->
        [one] One thing first
       *[other] { $count } things first
    }
ready-verdict-hint = You can start all the same. What is missing then has to be done afterwards.
ready-do = Open: { $task }
ready-cluster-name = Which OpenSRS cluster you are on
ready-start = Start moving day
ready-later = Move another day

sheet-heading = Moving-day sheet
sheet-lead = One page with everything you need on the day, also when the screen is gone.
sheet-print = Print this page
sheet-title = { $domain } moves on { $day }
sheet-times = Times
sheet-copy = Copying can start
sheet-switch = Switch
sheet-switch-at = { $day }, { $time } ({ $zone })
sheet-catchUp = Catching up until
sheet-finish = Finish from
sheet-servers = Mail servers
sheet-old = Old system
sheet-new = New system
sheet-unknown = Not entered yet
sheet-records = Mail delivery settings (MX) in your DNS
sheet-add = Add
sheet-remove = Remove, and write down here first
sheet-record-mx = { $domain } MX 10 { $host }
sheet-record-unknown = As your new provider names it:
sheet-undo = If you want to go back
sheet-undo-text = Put the settings that you wrote down back in place, and remove the new ones. Nothing was deleted on the old system.
sheet-panels = Where to sign in
sheet-panel-new = Control panel of the new system
sheet-panel-old = Control panel of the old system
sheet-panel-dns = DNS settings
sheet-phones = Phone numbers
sheet-phones-hint = Your provider, your DNS company, colleagues who help.
sheet-file = The plan file

### Finish (S28)

end-heading = Finish the move
end-lead = The last task. When it is done, no password of this move is on this computer any more.
end-cancel = Before you cancel the old service
end-cancel-hint = { -product } can’t cancel it for you. Tick what you are sure of.
end-cancel-weeks = Two weeks have passed
end-cancel-nothing = Nothing new arrives there
end-cancel-looked = Everyone has looked
end-cancel-bills = Old invoices and websites don’t depend on it
end-passwords = Saved passwords
end-passwords-count =
    { $count ->
        [0] No password is stored on this computer for this plan.
        [one] One password is stored on this computer for this plan.
       *[other] { $count } passwords are stored on this computer for this plan.
    }
end-passwords-gone = Deleted. We checked: none are left.
end-passwords-left =
    { $count ->
        [one] One password could not be deleted
       *[other] { $count } passwords could not be deleted
    }
end-passwords-left-hint = The password store of this computer did not delete them. Unlock it, then try again.
end-passwords-again = Look for the password store again
end-delete =
    { $count ->
        [0] Finish the move
        [one] Delete one password
       *[other] Delete { $count } passwords
    }
end-keep = Keep or delete
end-keep-hint = These files stay until you delete them yourself.
end-kept-plan = Plan file: keep it with your records
end-kept-notCopied = Messages that could not be copied: keep them until everyone has looked
end-show = Show in its folder
end-done = Your email has moved.
end-done-proof =
    { $people ->
        [one] One person, { $messages } messages in the new mailbox, { $incomplete } incomplete.
       *[other] { $people } people, { $messages } messages in the new mailboxes, { $incomplete } incomplete.
    }
end-report = Open the final check
end-home = Go to Home

### Settings, help, about (S29)

settings-title = Settings
settings-text-size = Text size
settings-theme = Look
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-density = Lists
settings-density-automatic = Automatic
settings-density-roomy = Roomy
settings-density-compact = Compact
settings-announce = Announce progress to screen readers
settings-announce-ten = Every 10%
settings-announce-quarter = Every 25%
settings-announce-ends = Only start and end
settings-note = Everything applies at once and is kept on this computer, not in the plan.
settings-close = Close

help-title = Help
help-here = This page
help-search = Search the help
help-none = Nothing is said about this. Try another word.
help-glossary = Words that other panels use
help-all = All pages
help-about = About { -product }
about-title = About { -product }
about-version = Version { $version }
about-licence = You may use, change and share this program under the MIT licence or the Apache licence, version 2.0.
about-support = Save details for support…
support-title = Details for support
support-lead = This is what would be saved. Names, addresses and servers are replaced by numbers. No password and no message is in it.
support-save = Save these details
support-save-title = Save the details for support
support-kind = Zip file
support-name = { -product } details.zip
support-saved = Saved. You can send the file to whoever helps you.

help-start = Start a new plan, open one that you have, or try a practice run with pretend mail. Nothing is changed on your old system, whatever you choose.
help-newPlan = A plan holds everything about the move of one domain. It is one file on this computer and can be opened again at any time.
help-begin = Four things help you on. None of them is needed today; tick what you have, and it is shown again at the right task.
help-source = Tell us where your mail is now. The mail server’s name stands in the settings of any mail program that is set up already.
help-destination = Tell us where your mail moves to, and what new mailboxes begin with. The box says what comes across and what does not.
help-home = This page shows what day it is in the plan, what is next, what we are waiting for, and what is wrong. Open any task from the list.
help-servers = Enter the mail server that people leave and the one that they move to. Both names stand in the settings of any mail program that is set up already.
help-ready = A last look before the switch. Everything in the list should be ready. You can start all the same and do the rest afterwards.
help-sheet = Print this page and keep it beside you on the moving day. It has the times, the settings and the way back.
help-chooseMovingDay = On this day new mail begins to arrive in the new mailboxes. A weekend is best. All other dates follow and move along when you change it.
help-shortenWait = Other mail systems remember your DNS settings for a while. Make that time short now, so that the switch takes minutes and not days.
help-setUpBrand = Set the name and logo that people see in the new webmail.
help-setDefaults = Choose language, time zone and size for new mailboxes once, so that each new one begins with them.
help-tellPeople = Tell people the date, what changes for them, and what they have to set up again. Three weeks before is a good time.
help-showWebmail = Show people the new webmail before they need it. A short message with a link is enough.
help-listPeople = Paste or type the list of everybody who moves. One address in each line is enough; names can follow.
help-getAccess = We sign in to every mailbox once, on both sides, and count what is there. Nothing is changed.
help-createMailboxes = Every person needs a mailbox in the new system before their mail can be copied.
help-freezeAccounts = From now on make no new accounts on the old system. They would not be in the plan.
help-freezePasswords = Ask people not to change their old password until the move is done. The copy needs it.
help-freezeContacts = Ask people to write down new contacts and dates, and to add them after the move.
help-saveContacts = Contacts and calendars are saved as files on this computer, one set for each person.
help-sendFiles = Each person gets their files and a page that shows how to bring them in.
help-keepBackup = A backup is a second copy of all mail on this computer. Your old mailboxes still hold everything until you close them.
help-tryOnePerson = Copy the mail of one person first and ask them to look. What is copied here is not copied again later.
help-copyMail = All mail is copied to the new mailboxes. The old ones are not touched. You can pause, stop and go on at any time.
help-switchDelivery = Change the mail delivery setting (MX) in your DNS. From then on new mail arrives in the new mailboxes. The old values are kept for the way back.
help-catchUp = For a while some mail still arrives on the old system. We look again and copy what is new.
help-checkArrived = Both sides are compared, folder by folder. What could not be copied is named with its reason.
help-allowAccounts = New accounts can be made again, now in the new system.
help-createNewAccounts = From now on make accounts for new people in the new system only.
help-remindPeople = Some people forget to bring in their contacts and calendar. A reminder helps.
help-welcomePeople = Tell people that they have moved, and answer what most of them ask.
help-restoreWait = Put the DNS waiting time back to what it was. Everyday look-ups are faster then.
help-finish = Delete the saved passwords and decide what to keep. Cancel the old service only when nothing arrives there any more.

glossary-mx = MX record
glossary-mx-is = mail delivery setting (MX): says which system receives your mail
glossary-ttl = TTL
glossary-ttl-is = DNS waiting time (TTL): how long others remember a setting
glossary-spf = SPF
glossary-spf-is = sender list (SPF): who may send mail in your name
glossary-imap = IMAP
glossary-imap-is = mail connection (IMAP)
glossary-provision = Provision
glossary-provision-is = create accounts
glossary-cutover = Cutover
glossary-cutover-is = moving day, the switch
glossary-delta = Delta, resync
glossary-delta-is = catch-up
glossary-vcard = vCard, iCalendar
glossary-vcard-is = contacts file (.vcf), calendar file (.ics)
glossary-dav = CardDAV, CalDAV
glossary-dav-is = automatic contacts, automatic calendars
glossary-oauth = OAuth, consent
glossary-oauth-is = sign in on the provider’s own page
glossary-quota = Quota
glossary-quota-is = mailbox size
glossary-cluster = Cluster
glossary-cluster-is = which half of OpenSRS your account is on
glossary-appPassword = App password
glossary-appPassword-is = a special password for one program

### Tasks in other systems

elsewhere-where = Where
elsewhere-what = What to do
elsewhere-values = Values to copy
elsewhere-menus = Names of menus come from the OpenSRS help pages, as they were in November 2026. They may differ by now.
elsewhere-show = Show what to do
elsewhere-asked = Have you done this?
elsewhere-yes = Yes, it’s done
elsewhere-no = No, I’ll come back later
elsewhere-save = Save
elsewhere-continue = Continue
elsewhere-unanswered = Choose whether you have done this.
elsewhere-undone = It isn’t done
elsewhere-done-now = It’s done now
elsewhere-not-any-more = Not any more
elsewhere-early = Do it early
elsewhere-go-there = Go there
elsewhere-attention = Go through the steps below once more, then say that it is done.
elsewhere-remembered = The change is in place. Other mail systems may remember the old setting until { $time }. You don’t need to do anything, and you can close { -product }.
elsewhere-wait-label = Waiting until the old setting is forgotten

copy-copy = Copy
copy-copy-of = Copy: { $what }
copy-copied = Copied
copy-refused = Not copied
copy-all = Copy all

where-dns = The DNS settings of your domain are changed at your DNS provider. That is often where you bought the domain name.
where-source = This is done in the control panel of your old mail provider.
where-destination = This is done in the control panel of your new mail provider.
where-opensrs = This is done in the OpenSRS control panel, at manage.opensrs.com.
where-address = Address of the control panel
where-address-hint-dns = Where you sign in to change DNS settings. We note it, so that you can open it from here.
where-address-hint-source = Where you sign in to manage the old mailboxes. We note it, so that you can open it from here.
where-address-hint-destination = Where you sign in to manage the new mailboxes. We note it, so that you can open it from here.
where-address-wrong = Enter an address that begins with https://
where-open = Open { $place }
where-open-opensrs = Open the OpenSRS control panel
where-change = Change
where-browser = Opens in your browser.

more-heading = More in the OpenSRS help
more-search = Opens the help pages. Search there for these words.
guide-ttl = Learn more about lowering the TTL value
guide-templates = View schedule and communication templates
guide-webmail-features = View Webmail features
guide-webmail-video = Watch or share the “Webmail” video
guide-webmail-how = How to use Webmail
guide-brand = Branding the Webmail interface
guide-defaults = How to set the defaults
guide-format = Learn more about the OpenSRS email format
guide-bulk = Learn more about the Bulk Tool
guide-bulk-video = Video: How to use the Bulk Tool
guide-dns = See how to set up DNS for the OpenSRS Email Service
guide-dns-configuration = DNS configuration guide
guide-walk = Video: Complete email migration walk through

handoff-open = Someone else looks after this
handoff-again = Show the note again
handoff-title = A note for someone else
handoff-lead = It says everything they need. Send it in any way you like.
handoff-name = Who looks after this?
handoff-name-empty = Enter who looks after this
handoff-note = The note
handoff-copy = Copy the note
handoff-save = Save as text…
handoff-save-title = Save the note
handoff-saved = The note is saved.
handoff-letter = Open in my mail program
handoff-wait = Wait for them
handoff-wait-for = Wait for { $name }

note-subject = { $what } ({ $domain })
note-hello = Hello,
note-greeting = Hello { $name },
note-intro = We are moving the mail of { $domain } to a new service. Could you do this step for us?
note-what = What to do: { $what }
note-values = Values:
note-by = By when: { $day }
note-check = How to check that it worked: { $check }
note-thanks = Tell me when it is done. Thank you.

### Waiting time (S07, S27)

ttl-lead = Other mail systems remember where your mail goes for a set time. Make it { $time } now, so that the switch on moving day works quickly.
ttl-step-open = Open the DNS settings of { $domain } at your DNS provider.
ttl-step-note = Look at the time beside the mail records and write it down below. It is often called TTL.
ttl-step-change = Change the time of each record in the table to { $seconds } seconds.
ttl-note-write = Look at the time beside the mail records (TTL) and tell it to me.
ttl-note-change = Change the time of mail delivery (MX), and of “mail” and “autodiscover” if they are there, to { $seconds } seconds. This is for { $domain }.
ttl-step-save = Save the changes there.
ttl-check = The DNS settings show { $seconds } beside each of these records.
ttl-table = Records to change
ttl-column-record = Record
ttl-column-now = Now
ttl-column-then = Change to
ttl-mx = Mail delivery (MX)
ttl-if-there = If there is one
ttl-unknown = What you find there
ttl-value = { $time } ({ $seconds })
ttl-new = New time in seconds
ttl-only-time = Change only the time. Leave the addresses as they are.
ttl-only-time-plain = Change only the time. If your provider offers “Automatic”, that is fine as well.
ttl-unknown-wait = As long as we don’t know the old time, we count on one day until everybody has forgotten it.
ttl-noted = Your old value is { $time }. We’ve noted it and will help you put it back.
ttl-asked = Have you changed the time of each record?
ttl-cannot = My DNS provider doesn’t allow less than 1 hour
ttl-hour = That’s fine. The switch will take up to 1 hour instead of 5 minutes.
ttl-hour-back = It does allow 5 minutes

wait-field = DNS waiting time (TTL) before the change
wait-field-hint = As a number, the way your DNS provider shows it. Leave it empty if you don’t know it.
wait-field-wrong = Enter a whole number, at most one month
wait-unit = Unit
wait-unit-seconds = seconds
wait-unit-minutes = minutes
wait-unit-hours = hours
wait-unit-days = days

ttlback-lead = A longer time makes everyday look-ups faster and safer. It was { $time } before.
ttlback-lead-unknown = A longer time makes everyday look-ups faster and safer. We don’t know what it was before.
ttlback-step-change = Put the time of each record that you shortened back to what it was.
ttlback-check = The DNS settings show the old time beside each record.
ttlback-value = Old time in seconds

### Brand and defaults (S08)

service-heading = Set up the new service
service-lead = Two things in the OpenSRS control panel. New mailboxes take what is set there when they are made.
brand-why = This decides the logo and colours people see in webmail. Set it before the first new mailbox is made.
brand-step-open = Open Email, then the page of your company, then Brands.
brand-step-add = Choose Add and give the brand a name. It begins as a copy of the default brand.
brand-step-edit = Put in your logo and colours, and save.
brand-step-default = Under Settings, open Domain and User Inheritance, and choose this brand as the default.
brand-check = The webmail sign-in page shows your logo.
defaults-why = Every new mailbox begins with these. Changing them later means changing each mailbox.
defaults-step-open = Open Email, then the page of your company, then Settings.
defaults-step-edit = Under Defaults for new domains and users, put in the values below.
defaults-step-services = Check that these are enabled: sending, receiving, IMAP4 and login via webmail.
defaults-step-save = Save the changes.
defaults-check = A new mailbox has this size, language and time zone.
defaults-size = Mailbox size in MB
defaults-language = Language
defaults-zone = Time zone
defaults-brand = Brand

### Messages to everybody (S09, S14, S16, S26)

letter-lead-tellPeople = People who know early ask less later, and save what only they can save.
letter-lead-showWebmail = People who have seen the new webmail find their way on moving day.
letter-lead-freezeContacts = Changes that people make after their contacts and calendars were saved do not come across.
letter-lead-sendFiles = Each person gets the files with their contacts and calendars, and imports them into the new system.
letter-lead-remindPeople = Files that nobody imports are of no use. A short reminder brings most people to do it.
letter-lead-welcomePeople = Show people once more what they have now, and where to ask.
letter-when = Send it by { $day }.
letter-write = Write from your usual mail program. Put everybody’s addresses into the field for blind copies (BCC).
letter-addresses =
    { $count ->
        [one] Copy one address
       *[other] Copy { $count } addresses
    }
letter-bcc = They belong in the BCC field.
letter-nobody = There is nobody in your list yet. You can write the message now and add people later.
letter-asked = Did you send it?
letter-check = A message that you sent to yourself as well has arrived.
letter-some-day = moving day
letter-tell-day = Say that the mail moves to a new service on { $day }.
letter-tell-backup = Ask people to back up mail files, contacts and calendars that are only on their own computer.
letter-tell-again = Say what they set up again afterwards: signature, automatic reply, forwarding and filters.
letter-tell-contact = Say whom they can ask.
letter-webmail-where = Say where the new webmail is.
letter-webmail-address = Say where the new webmail is: { $address }
letter-webmail-try = Show what is new: a picture, a short video, or ten minutes together.
letter-webmail-password = Say when they get their new password, and how.
letter-freeze-from = Ask people to change nothing in their address book and calendar from now on.
letter-freeze-until = Say that this ends on { $day }.
letter-freeze-mail = Say that mail itself can be used as always, and that passwords stay as they are.
letter-files-own = Attach the files of this one person, and nobody else’s.
letter-files-keep = Ask them to save the files on the desktop.
letter-files-import = Say how to import them after { $day }: contacts in the address book, calendars in the calendar.
letter-remind-import = Ask people to import the files with their contacts and calendars now.
letter-remind-how = Repeat the steps: open the address book or calendar, choose Import, choose the file.
letter-remind-ask = Say whom they can ask when it does not work.
letter-welcome-set = Remind people of signature, automatic reply, forwarding and filters.
letter-welcome-ask = Say where they find help, and whom they can ask.

### Create the new mailboxes (S13)

create-lead = Each person needs a mailbox at the new service before mail can be copied into it.
create-step-opensrs = Open Email, then Email Domains, then your domain. Add mailboxes one by one, or with Bulk Tools.
create-step-open = Open the list of mailboxes of your domain.
create-step-add = Make one mailbox for each address in the list.
create-step-password = Each new password goes into the list of people here.
create-note-password = Tell me each new password in person or by phone, not by mail.
create-check = Each address can sign in to the new webmail.
create-asked = Have all of them been made?
create-table = New mailboxes
create-column-name = Name
create-column-address = New address
create-more =
    { $count ->
        [one] One more is in the note, and is copied with the others.
       *[other] { $count } more are in the note, and are copied with the others.
    }
create-nameless = Mailbox
create-check-heading = Are they there?
create-check-how = We sign in to each new mailbox to see whether it is there. Nothing in it is changed.
create-check-nobody = List the people who move first.
create-check-servers = Both mail servers have to be entered for that.
create-checking = Looking…
create-ready = { $ready } of { $count } are ready.
create-missing = These cannot be opened yet:
create-missing-more =
    { $count ->
        [one] And one more.
       *[other] And { $count } more.
    }
create-look = Check now
create-connections = Show every connection

### Freeze (S14)

freeze-heading = Keep things still until the move
freeze-lead = From { $day } until moving day.
freeze-lead-no-day = From a week before moving day until then.
freeze-impossible = Not possible with our provider
freeze-accounts-why = A new account would not be in the plan.
freeze-accounts-step-who = Find out who can make accounts at the old system.
freeze-accounts-step-stop = Turn it off there, or ask them to wait until after the move.
freeze-accounts-step-tell = Ask them to tell you when a new account cannot wait. Then add it to your list of people.
freeze-accounts-check = Nobody can make a new account, or everybody who could knows to wait.
freeze-accounts-open = Not possible with your provider. Compare your list of people with the old system again before moving day.
freeze-passwords-why = If someone changes a password, we can’t read that mailbox any more.
freeze-passwords-step-off = Turn off password changes in the control panel, where that is possible.
freeze-passwords-step-ask = Ask people not to change their password until moving day.
freeze-passwords-step-reset = Turn off rules that make people choose a new password.
freeze-passwords-check = A person who tries to change the password is told to wait.
freeze-passwords-open = Not possible with your provider. Test the connections again before you copy.
freeze-passwords-watch = The connection test notices a sign-in that has stopped working.

### Contacts and calendars (S15)

contacts-lead = Contacts and calendars are not part of the mail. Save them as files, so that people can import them after the move.
contacts-step-contacts = Open the old webmail as each person and export the address book as a vCard file (.vcf).
contacts-step-calendars = Export each calendar as an iCalendar file (.ics).
contacts-step-name = Give each file the name of its person and keep all of them in one folder.
contacts-step-look = Open one of them and look whether accents and dates are right.
contacts-both = An address book goes into a .vcf file, a calendar into an .ics file. Other kinds may not be imported.
contacts-check = There is one address book file for each person, and one file for each calendar.

### Switch mail delivery (S23)

switch-lead = From the moment you save these settings, new mail goes to the new mailboxes. Some senders notice after a few minutes, some after { $time }.
switch-step-note = Copy the mail records as they are now into the box above, so that you can go back.
switch-note-write = Send me the mail records as they are now, so that we can go back.
switch-step-remove = Remove every old entry for mail delivery.
switch-step-add = Add the new entry for mail delivery. There must be no other beside it.
switch-step-spf = Change the entry that says who may send for you. There may be only one.
switch-step-save = Save the changes, and send yourself a message from a private address.
switch-check = A message from outside arrives in a new mailbox.
switch-remove = Remove these entries if they are for mail delivery:
switch-values = These values come from records that are in use today. Compare them with what your provider tells you.
switch-keep = Don’t touch anything else: your website and other services use the same settings.
switch-asked = Have you changed the settings?
undo-heading = If you need to go back
undo-how = Put the old records back in place of the new ones. Mail goes to the old mailboxes again after the waiting time.
undo-records = The mail records as they are now
undo-records-hint = One on each line, with name, kind and value. We note them, so that you can copy them from here.
undo-stays = Mail that arrived in the new mailboxes stays there.
dns-cluster = Which OpenSRS cluster is your account on?
dns-cluster-hint = Look at the address of your mail control panel. With admin.b.hostedemail.com it is B, otherwise it is A.
dns-cluster-a = Cluster A
dns-cluster-b = Cluster B
dns-server = Server that receives mail at the new service (MX)
dns-server-hint = Your new provider names it, for example mx.example.com.
dns-server-wrong = Enter the name of a server, for example mx.example.com
dns-mx = Mail delivery (MX)
dns-mx-hint = Add this with priority 10.
dns-mail = Name “mail” (CNAME)
dns-mail-hint = For mail programs that use mail.{ $domain }.
dns-spf = Who may send for you (SPF): the part to add
dns-spf-hint = Put it into the line that begins with v=spf1, before its end.
dns-spf-new = Who may send for you: the whole line
dns-spf-new-hint = Only if there is no such line yet.

### Allow new accounts (S25)

allow-lead = The move is over for your accounts. New ones are made in the new system from now on.
allow-step-new = Allow new accounts in the new system, for everybody who made them before.
allow-step-passwords = Allow people to change their password there.
allow-step-old = Leave the old system closed for new accounts.
allow-check = A test account can be made in the new system and removed again.

### Settle in (S26)

settle-heading = Help people settle in
settle-lead = Three things that make the first days easier.
settle-accounts-why = An account in the old system would get no mail any more.
settle-accounts-step-tell = Tell everybody who makes accounts that the new system is the place for it.
settle-accounts-step-where = Make the next new account there.
settle-accounts-step-old = Change your own checklist for new colleagues.
settle-accounts-check = The next new account is in the new system.
settle-asked = People may ask
settle-ask-phone = How do I get mail on my phone?
settle-answer-phone = Remove the old account on the phone, then add the new one with the same address and the new password.
settle-ask-signature = Where is my signature?
settle-answer-signature = It stayed in the old system. Copy it from an old message into the settings of the new mail.
settle-ask-reply = Where is my automatic reply?
settle-answer-reply = It has to be set up again in the settings of the new mail.
settle-ask-filters = Where are my filters and forwarding?
settle-answer-filters = They do not come across. Set them up again in the new mail.
settle-ask-folders = A folder is missing.
settle-answer-folders = Look whether it has another name. If it is not there, tell your administrator.
settle-ask-local = What about old mail on one computer?
settle-answer-local = It is still on that computer. Copy it into the new mailbox with the mail program there.

### Mail servers (S03 and S04, entered by hand)

servers-heading = Which mail servers are involved?
servers-lead = Your provider’s help pages list these under “IMAP settings”. The names are also in the account settings of your mail program.
servers-source = The old mail server
servers-source-hint = Where your mail is now. Moving Day only reads from it.
servers-destination = The new mail server
servers-destination-hint = Where your mail is moving to. Copies are added here.
servers-host = Mail server
servers-port = Port
servers-security = Security
servers-tls = Encrypted from the start
servers-startTls = Encrypted after connecting
servers-plain = Not encrypted
servers-tls-short = encrypted
servers-startTls-short = encrypted after connecting
servers-plain-short = not encrypted
servers-plain-title = Passwords would travel in the open
servers-plain-text = Without encryption, anyone between this computer and the server can read passwords and mail. Use this only for a server in your own building.
servers-host-empty-source = Enter the name of the old mail server
servers-host-empty-destination = Enter the name of the new mail server
servers-host-malformed = A server name has only letters, numbers, dots and hyphens, for example imap.example.com
servers-port-wrong = Port must be a number from 1 to 65535
servers-same = The old and the new server are the same. Check the server name.
servers-primary = Continue
servers-practice-lead = The pretend company brings its own two mail servers. They run inside Moving Day, so there is nothing to enter.
servers-practice-value = { $host }, port { $port }, { $security }

### People (S10)

people-heading = List the people who move
people-lead = One row for each mailbox. Each needs its old and its new password.
people-empty = Nobody here yet. The quickest way: copy the address column from your spreadsheet and paste it here.
people-paste = Paste the list
people-paste-hint = One address on each line. Columns are fine too: name, address, password, new password.
people-paste-empty = Paste at least one address
people-primary-read = Look at the list
people-primary-continue = Continue
people-add-one = Add one person
people-add-list = Paste a list
people-list-cancel = Cancel
people-practice-title = You need a list to practise with
people-practice-text = The pretend company has six people. Their list has names, addresses and passwords, as your own spreadsheet might.
people-practice-paste = Paste the practice list
people-search = Search people
people-none-match = Nobody matches “{ $text }”.
people-undo = Undo
people-undone = The last change is undone.

people-found =
    { $count ->
        [0] We found no addresses.
        [one] We found one address.
       *[other] We found { $count } addresses.
    }
people-found-wrong =
    { $count ->
        [one] One line has no address.
       *[other] { $count } lines have no address.
    }
people-found-combined =
    { $count ->
        [one] One is listed twice and was combined.
       *[other] { $count } are listed twice and were combined.
    }
people-found-known =
    { $count ->
        [one] One is in your list already and stays as it is.
       *[other] { $count } are in your list already and stay as they are.
    }
people-found-heading = Is this right?
people-found-lead = Nothing is added yet.
people-found-table = Addresses that were found
people-found-none = No address could be found in this text. Check that you copied the column with the email addresses.
people-found-passwords-column = Passwords
people-found-both = Old and new found
people-found-old = Old found
people-found-new = New found
people-found-no-password = Not in the list
people-found-is-known = In your list already
people-found-secrets =
    { $count ->
        [one] One password is in the list. It goes into this computer’s password store, nowhere else.
       *[other] { $count } passwords are in the list. They go into this computer’s password store, nowhere else.
    }
people-found-secrets-memory =
    { $count ->
        [one] One password is in the list. It stays in this computer’s memory until you quit, nowhere else.
       *[other] { $count } passwords are in the list. They stay in this computer’s memory until you quit, nowhere else.
    }
people-found-lines = Lines without an address
people-found-clashes = Lines that differ from an earlier one
people-found-clashes-why = They name the same address with another password, sign-in name or new address. The earlier line counts.
people-found-line = Line { $line }
people-found-primary =
    { $count ->
        [one] Add one person
       *[other] Add { $count } people
    }
people-found-change = Change the list
people-found-nothing-new = Everybody in this list is in your plan already. Change the list, or go back to your people.
people-found-back = Back to your people
people-added =
    { $count ->
        [one] One person was added.
       *[other] { $count } people were added.
    }

people-kind-person = Person
people-kind-shared = Shared mailbox
people-kind-forward = Forward only
people-kind-stays = Don’t move
people-aliases-of = Aliases of { $name }
people-secret-none = Not needed
people-moves-to = New address: { $address }
people-table = People who move
people-column-person = Person
people-column-old = Old address
people-column-passwords = Passwords
people-column-actions = Actions
people-secret-keyring = Saved
people-secret-memory = Kept until you quit
people-secret-sourceMissing = Old one missing
people-secret-destinationMissing = New one missing
people-secret-bothMissing = Both missing
people-edit = Edit
people-remove = Remove
people-edit-of = Edit { $name }
people-remove-of = Remove { $name }
people-removed = { $name } was removed.
people-removed-title = Remove { $name } from the plan?
people-removed-text = Mail that was already copied stays in the new mailbox.
people-removed-keep = Keep { $name }
people-removed-many =
    { $count ->
        [one] One person was removed.
       *[other] { $count } people were removed.
    }
people-removed-many-title = Remove { $count } people from the plan?
people-removed-many-text = Mail that was already copied stays in the new mailboxes.
people-removed-keep-all = Keep everybody
people-filter = Show
people-filter-all = Everybody
people-filter-passwords = Password missing
people-filter-notes = Worth a look
people-filter-shared = Shared mailboxes
people-filter-forward = Forward only
people-filter-stays = Don’t move
people-none-here = Nobody is left in this group.
people-order = Sort by
people-order-listed = Order of the list
people-order-name = Name
people-order-address = Old address
people-plain = Show as plain list
people-selection = Selected people
people-selected =
    { $count ->
        [one] One selected
       *[other] { $count } selected
    }
people-select-of = Select { $name }
people-select-all = Select all { $count } matching
people-select-none = Clear the selection
people-selection-kind-label = Set type
people-selection-kind = Choose a type
people-kind-set =
    { $count ->
        [one] The type of one person is set.
       *[other] The type of { $count } people is set.
    }
people-saved = { $name } is saved.

people-store-secretService = Passwords are saved in your password keyring.
people-store-keychain = Passwords are saved in your Keychain.
people-store-credentialManager = Passwords are saved in Windows Credential Manager.
people-store-memory-title = This computer has no password store
people-store-memory-text = Passwords can’t be kept safely between sessions. We keep them only until you quit, and ask again next time.
people-store-memory-linux = On Linux a keyring program is missing or locked. Unlock or install one, then look again.
people-store-retry = Look again
people-store-still-missing = There is still no password store.
people-store-found = The password store is there. Your passwords are saved in it now.

people-editor-new = Add a person
people-editor-name = Name
people-editor-optional = Not required
people-editor-kind = Type
people-editor-aliases = Other addresses of this mailbox (aliases)
people-editor-aliases-hint = Put a space between them. They are not copied a second time.
people-editor-aliases-malformed = Each alias needs an @ sign, for example sales@example.com
people-editor-old = Old address
people-editor-new-address = New address
people-editor-new-address-hint = The same, if left empty
people-editor-old-password = Password of the old mailbox
people-editor-new-password = Password of the new mailbox
people-editor-keep-keyring = Saved. Leave it empty to keep it.
people-editor-keep-memory = Kept until you quit. Leave it empty to keep it.
people-editor-users = Sign-in names, if they are not the address
people-editor-old-user = Sign-in name at the old server
people-editor-new-user = Sign-in name at the new server
people-editor-save = Save
people-editor-add = Add
people-editor-cancel = Cancel
people-editor-address-empty = Enter the old address
people-editor-address-malformed = Enter an email address with an @ sign, for example ana@example.com
people-editor-address-twice = { $address } is in your list already
people-editor-space = This password begins or ends with a space. Keep the space?
people-editor-space-remove = Remove it
people-editor-space-keep = Keep it
people-editor-open = Save or cancel the row you are editing first

people-note-domain = This address is at another domain ({ $domain }). Is that right?
people-note-alias = { $name } has this address as an alias. Is it a mailbox of its own?
people-note-shared = The new address is used by { $name } as well. Mail from both would be mixed.

### Times

left-hours =
    { $hours ->
        [one] About { $hours } hour left
       *[other] About { $hours } hours left
    }
left-hours-minutes =
    { $hours ->
        [one] About { $hours } hour { $minutes } minutes left
       *[other] About { $hours } hours { $minutes } minutes left
    }
left-minutes =
    { $minutes ->
        [one] About { $minutes } minute left
       *[other] About { $minutes } minutes left
    }
left-moments = Less than 2 minutes left
expected-days =
    { $days ->
        [one] It takes at least { $days } day, because the old system gives each mailbox only so much a day.
       *[other] It takes at least { $days } days, because the old system gives each mailbox only so much a day.
    }
expected-hours =
    { $hours ->
        [one] About { $hours } hour, at the speed of an earlier copy.
       *[other] About { $hours } hours, at the speed of an earlier copy.
    }
expected-hours-days =
    { $hours ->
        [one] About { $hours } hour
       *[other] About { $hours } hours
    } { $days ->
        [one] over { $days } night.
       *[other] over { $days } nights.
    } The old system gives each mailbox only so much a day.
expected-minutes =
    { $minutes ->
        [one] About { $minutes } minute, at the speed of an earlier copy.
       *[other] About { $minutes } minutes, at the speed of an earlier copy.
    }
took-seconds =
    { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }
took-minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
took-hours =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
took-hours-minutes =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }

### Connection test (S12)

conn-heading = Test the connections
conn-lead = We sign in to every mailbox once, count what is there, and change nothing.
conn-start =
    { $count ->
        [one] Test { $count } connection
       *[other] Test { $count } connections
    }
conn-again = Test all again
conn-continue = Continue
conn-progress = Testing { $done } of { $total }…
conn-progress-label = Connections tested
conn-progress-text = { $done } of { $total }
conn-stop = Stop
conn-stopping = Stopping…
conn-table = Connections
conn-column-person = Person
conn-column-old = Old
conn-column-new = New
conn-column-messages = Messages
conn-column-size = Size
conn-column-fix = What to do
conn-state-waiting = Not tested
conn-state-testing = Testing…
conn-state-works = Works
conn-works =
    { $count ->
        [one] { $count } works
       *[other] { $count } work
    }
conn-attention =
    { $count ->
        [one] { $count } needs attention
       *[other] { $count } need attention
    }
conn-untested = { $count } not tested
conn-none-tested = Not tested yet.
conn-all-work =
    { $count ->
        [one] The one mailbox works on both sides.
       *[other] All { $count } mailboxes work on both sides.
    }
conn-counted =
    { $mailboxes ->
        [one] { $messages } messages, { $size } in { $mailboxes } old mailbox.
       *[other] { $messages } messages, { $size } in { $mailboxes } old mailboxes.
    }
conn-state-small = Too small
conn-small-one = { $name }’s new mailbox is too small
conn-small-many =
    { $count ->
        [one] { $count } new mailbox is too small
       *[other] { $count } new mailboxes are too small
    }
conn-small-why = It has room for { $free }, and { $size } of mail are to be copied.
conn-small-line = { $name }: room for { $free }, { $size } of mail
conn-small-next =
    { $count ->
        [one] Make the new mailbox bigger in the control panel of the new system. Then test it again.
       *[other] Make them bigger in the control panel of the new system. Then test them again.
    }
conn-small-again = Test again
conn-small-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
conn-large =
    { $count ->
        [one] One message is too large for the new server
       *[other] { $count } messages are too large for the new server
    }
conn-large-why = It takes messages up to { $limit }. Big attachments are the usual reason.
conn-large-why-unknown = Big attachments are the usual reason.
conn-large-next = Everything else is copied. These are saved as files on this computer, beside your plan.
conn-large-line =
    { $count ->
        [one] { $name }: one message
       *[other] { $name }: { $count } messages
    }
conn-fix-of = { $action } for { $name }
conn-fix-see = See what to do
conn-group-people =
    { $count ->
        [one] This affects { $count } person.
       *[other] This affects { $count } people.
    }
conn-fix-password-source = Password of the old mailbox
conn-fix-password-destination = Password of the new mailbox
conn-fix-password-empty = Enter the password for { $name }
conn-fix-save = Save and test again
conn-said-start =
    { $count ->
        [one] Testing one connection.
       *[other] Testing { $count } connections.
    }
conn-said-progress = { $done } of { $total } tested.
conn-said-done =
    { $attention ->
        [0] The test is finished. Everybody works.
        [one] The test is finished. One person needs attention.
       *[other] The test is finished. { $attention } people need attention.
    }
conn-said-stopped = The test has stopped.
conn-said-works = { $name } works now.
conn-said-fails = { $name } still needs attention.

short-not-found = Server not found
short-unreachable = No answer
short-timed-out = Too slow
short-not-imap = Not a mail server
short-encryption = No encryption
short-certificate = Certificate
short-sign-in = Password refused
short-no-passwords = Passwords off
short-user = Mailbox unknown
short-busy = Server busy
short-daily-limit = Daily limit reached
short-lost = Broke off
short-garbled = Not understood
short-folder = Folder left out
short-message-damaged = Not readable
short-message-large = Too large
short-message-refused = Refused
short-message-changed = Changed by the new server
short-message-date = Other date
short-message-flags = Marks not kept
short-full = Mailbox full
short-same = Same mailbox
short-secret = Password missing
short-local = Trouble on this computer
short-secret-form = Password has a line break
short-list = List or address
short-plan = Plan file
short-server = Mail server missing
short-day = Day does not exist
short-running = Already running
short-unexpected = Unexpected

### Copy the mail (S20)

copy-heading = Copy the mail
copy-heading-running = Copying mail
copy-heading-paused = Copying is paused
copy-heading-finished = The copy is finished
copy-heading-stopped = Copying has stopped
copy-empty = Nothing to copy yet. List people first.
copy-empty-go = Go to the list of people
copy-before =
    { $people ->
        [one] { $people } person, { $messages } messages, { $size }.
       *[other] { $people } people, { $messages } messages, { $size }.
    }
copy-before-people =
    { $people ->
        [one] { $people } person.
       *[other] { $people } people.
    }
copy-before-uncounted = We count the messages first, then copy them.
copy-before-promise = Copies are added to the new mailboxes. The old ones are not touched.
copy-before-stop = You can pause or stop at any time. Next time we continue from there.
copy-before-awake = Leave this computer on, plugged in and with the lid open.
copy-who = Who is copied
copy-who-everyone = Everyone
copy-who-some = Choose people
copy-who-none = Choose at least one person
copy-who-legend = People to copy
copy-order = Order
copy-order-newest = The inbox first, and new mail before old mail
copy-speed = Speed
copy-speed-full = As fast as it goes
copy-speed-limit = Leave room for others on this line
copy-speed-value = Megabytes per second, at most
copy-speed-hint = For example, 2 or 0.5
copy-speed-wrong = Enter a speed from 0.1 to 1,000 megabytes per second
copy-folders = What happens to the folders
copy-folders-lead = All other folders keep their names.
copy-folders-all = Show all { $count } folders
copy-folder-old = Old folder
copy-folder-new = New folder
copy-folder-why = Why
copy-folder-people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
copy-folder-left-out = Not copied
copy-folder-earlierRun = An earlier copy put it there.
copy-folder-role = The new system has its own folder for this.
copy-folder-insideInbox = The new system keeps all folders inside the inbox.
copy-folder-childless = In the new system the folder above it can’t hold folders.
copy-folder-deep = The new system doesn’t put folders that deep.
copy-folder-long = The name is too long for the new system.
copy-folder-characters = The name has signs that the new system doesn’t take.
copy-folder-taken = Another folder has this name in the new system.
copy-folder-spelling = The new system spells it like this.
copy-folder-parent = The folder above it has another name.
copy-folder-merged = It shares this place with “{ $folder }”.
copy-folder-thinned =
    { $count ->
        [one] { $count } of its messages is copied once, in another folder.
       *[other] { $count } of its messages are copied once, in another folder.
    }
copy-folder-onlyFolders = It only holds other folders.
copy-folder-flagged = It shows marked mail, which lies in other folders.
copy-folder-all = It shows all mail once more. Each message is copied from its own folder.
copy-folder-notMail = It holds calendars, contacts, tasks or notes. They have steps of their own.
copy-primary = Start copying
copy-interrupted = Copying was paused when Moving Day closed.
copy-interrupted-text = Everything copied so far is safe. Continuing copies only what is still missing.
copy-continue = Continue copying

copy-region = The running copy. Space pauses or continues.
copy-pause = Pause
copy-pausing = Finishing the current messages…
copy-paused = Paused. Everything copied so far is safe.
copy-resume = Resume
copy-stop = Stop
copy-stopping = Stopping after the current messages…
copy-overall = Everything together
copy-counting = Counting messages…
copy-messages-size = { $done } of { $total } messages · { $size } of { $sizeTotal }
copy-rate = { $size } per second
copy-awake = Keeping this computer awake. Leave the lid open.
copy-not-awake = Leave this computer on and the lid open.
copy-stalled = Nothing has arrived for { $seconds } seconds. We keep trying.
copy-retry-in =
    { $seconds ->
        [one] Trying again in { $seconds } second
       *[other] Trying again in { $seconds } seconds
    }

copy-continues = Continues at { $time }
copy-limited = Kept below { $size } per second

copy-problems =
    { $count ->
        [one] { $count } person needs attention
       *[other] { $count } people need attention
    }
copy-problems-text = The others carry on.
copy-problems-show = Show
copy-filter = Show people
copy-filter-all = All
copy-filter-attention = Needs attention
copy-filter-copying = Copying
copy-filter-waiting = Waiting
copy-filter-done = Done
copy-search = Search people
copy-none-match = Nobody matches “{ $text }”.
copy-none-here = Nobody is in this group at the moment.
copy-table = Progress of each person
copy-column-person = Person
copy-column-progress = Progress
copy-column-messages = Messages
copy-column-size = Size
copy-column-state = State
copy-row-of = { $done } of { $total }
copy-state-waiting = Waiting
copy-state-counting = Counting
copy-state-copying = Copying { $folder }
copy-state-paused = Paused
copy-state-retrying = { $why }. { $when }
copy-state-done = Done
copy-state-done-left = Done, { $count } left out
copy-state-done-partly = Not complete
copy-state-stopped = Stopped
copy-row-progress = { $name }, progress
folder-inbox = Inbox

copy-stop-title = Stop for now?
copy-stop-text = Everything copied so far stays. Next time we continue from here.
copy-stop-stop = Stop for now
copy-stop-keep = Keep copying

close-title = Keep copying in the background?
close-text = Copying is still running. It continues only while Moving Day is open.
close-text-paused = Copying is paused. When you open this plan again, you can continue from here.
close-keep = Keep copying
close-quit = Pause and quit
close-stay = Stay here
close-idle-title = Quit Moving Day?
close-check-title = Quit while the connections are tested?
close-check-text = Nothing is lost. You can test again at any time.
close-verify-title = Quit while both sides are compared?
close-verify-text = Nothing is lost. You can check again at any time.
close-backup-title = Quit while the backup is saved?
close-backup-text = Everything saved so far stays. You can add the rest at any time.
close-check-quit = Quit

said-counting = Counting messages.
said-copying = Copying has started.
said-paused = Copying is paused.
said-finished = The copy is finished.
said-stopped = Copying has stopped. Everything copied so far stays.
said-failed = Copying has ended early.
said-percent =
    { $total ->
        [one] { $percent } copied.
       *[other] { $percent } copied. { $done } of { $total } people are done.
    }
said-person = { $name } is done.
said-people =
    { $count ->
        [one] One person is done.
       *[other] { $count } people are done.
    }
said-trouble =
    { $count ->
        [one] One person needs attention.
       *[other] { $count } people need attention.
    }

### One person (S21)

person-folders = Folders
person-folders-none = The folders appear here as soon as they are counted.
person-folder-messages = { $done } of { $total }
person-folder-empty = Empty
person-folder-renamed = { $source } → { $destination }
person-folder-bar = { $folder }, progress
person-left-out = What could not be copied ({ $count })
person-later = You can copy this person again when the run has ended.
person-again = Try again
person-save = Save the password
person-save-again = Save and copy again
person-saved = The password is saved.
person-message-subject-none = (no subject)
person-whole-folder = A whole folder
person-message-in = In { $folder }
person-file-saved = Saved as a file on this computer.
person-file-show = Show in folder
person-file-show-of = Show in folder: { $subject }
person-file-full = There was no room on this computer to save it as a file.
person-file-unwritable = It could not be saved as a file on this computer.
person-file-gone = This file is not there any more. It may have been moved or deleted.

### Summary of a copy

finish-complete =
    { $total ->
        [one] Finished. The one person is complete.
       *[other] Finished. All { $total } people are complete.
    }
finish-some =
    Finished. { $complete ->
        [one] { $complete } of { $total } people is complete.
       *[other] { $complete } of { $total } people are complete.
    } { $need ->
        [one] { $need } needs you.
       *[other] { $need } need you.
    }
finish-stopped = Everything copied so far stays. Next time we continue from here.
finish-messages = Messages copied
finish-size = Size of these
finish-flags = Read marks and flags updated
finish-there = In the new mailboxes before
finish-left-out = Left out
finish-took = Time
finish-problems =
    { $count ->
        [one] { $count } message could not be copied
       *[other] { $count } messages could not be copied
    }
finish-folders = Some folders could not be copied completely
finish-problems-text =
    { $count ->
        [one] It is still in the old mailbox. Nothing was changed there.
       *[other] They are still in the old mailboxes. Nothing was changed there.
    }
finish-next = New mail in the old mailboxes is added when you copy again.
finish-check = Check that everything arrived
finish-again =
    { $count ->
        [one] Copy again for { $count } person
       *[other] Copy again for { $count } people
    }
finish-others =
    { $count ->
        [one] Copy the other person
       *[other] Copy the other { $count } people
    }
finish-everyone-again = Copy again for everyone
finish-messages-table = Messages that could not be copied
finish-column-message = Message
finish-column-person = Person and folder
finish-column-why = Why
finish-more = There are { $count } more. Open a person to see all of them.

### Backup on this computer (S17)

backup-heading = Keep a copy on this computer
backup-heading-running = Saving the backup
backup-heading-finished = The backup is finished
backup-heading-stopped = The backup has stopped
backup-lead = If something goes wrong later, all mail as it is today lies here too.
backup-needed = { $size } in the old mailboxes.
backup-uncounted = We count the messages first, then save them.
backup-free = Free on this disk: { $size }.
backup-short = This disk has { $free } free and the copy needs { $needed }. Choose another place or fewer people.
backup-where = Where
backup-choose = Choose a folder…
backup-choose-title = Choose where the backup is saved
backup-practice = In the practice run, the backup lies with the practice files and goes with them.
backup-cloud = This folder is synced to the cloud ({ $cloud })
backup-cloud-size = { $size } of mail would be uploaded.
backup-cloud-text = All this mail would be uploaded.
backup-cloud-anyway = Use this folder anyway
backup-cloud-missing = Choose another folder, or tick that this one is used anyway
backup-who = Who is saved
backup-who-legend = People to save
backup-open-text = This copy is not locked. Anyone who can use this computer’s files can read it.
backup-format = Each person gets a folder with standard mailbox files (Maildir), readable by other programs.
backup-promise = The old mailboxes are only read. You can pause or stop at any time.
backup-start = Start the backup
backup-again-new = Add what is new
backup-region = The running backup. Space pauses or continues.
backup-amount = { $done } of { $total } messages · { $size } of { $sizeTotal }
backup-paused = Paused. Everything saved so far stays.
backup-stop-title = Stop the backup for now?
backup-stop-text = Everything saved so far stays. Next time we add what is missing.
backup-stop-keep = Keep saving
backup-complete =
    { $total ->
        [one] All mail of { $total } person is saved.
       *[other] All mail of { $total } people is saved.
    }
backup-some = { $complete } of { $total } people are saved completely.
backup-stopped = Everything saved so far stays. Next time we add what is missing.
backup-earlier = A backup was saved { $time }
backup-earlier-text = Saving again adds what is new. Nothing in the backup is written over.
backup-place = Place
backup-messages = Messages in the backup
backup-size = Size
backup-manifest = List of checksums
backup-manifest-text = manifest.jsonl in the folder of each person
backup-show = Show in folder
backup-left = What could not be saved
backup-left-text = It is still in the old mailboxes. Nothing was changed there.
backup-again =
    { $count ->
        [one] Save again for { $count } person
       *[other] Save again for { $count } people
    }
backup-mark = Mark as done
backup-mark-hint = Not everyone is in this backup. If that is what you want, mark the task as done.
backup-go-on = Continue
backup-busy = Mail is being copied or compared. The backup can start when that has ended.
backup-said-start = Saving the backup.
backup-said-paused = The backup is paused.
backup-said-finished = The backup is finished.
backup-said-stopped = The backup has stopped.

### Try it with one person (S18)

trial-heading = Try it with one person first
trial-lead = Choose someone with a small mailbox who won’t mind – maybe yourself.
trial-who = Who goes first
trial-size = { $messages } messages, { $size }
trial-own = This is your own mailbox: { $messages } messages, { $size }.
trial-suggested = { $name } has the smallest mailbox, so it is quick: { $messages } messages, { $size }.
trial-once = This is the first part of the copy. Nothing is copied twice later.
trial-start = Copy the mail of { $name } now
trial-busy = Mail is being copied for others at the moment.
trial-busy-other = Mail is being saved or compared at the moment. The trial can start when that has ended.
trial-busy-go = Go to the copy
trial-question = Is everything there?
trial-copied =
    { $count ->
        [one] { $messages } message of { $name } is in the new mailbox.
       *[other] { $messages } messages of { $name } are in the new mailbox.
    }
trial-ask = Ask { $name } to look: open the new webmail and check a few folders.
trial-not-whole = The copy for { $name } is not complete yet.
trial-again = Copy again
trial-ok = Yes, looks right
trial-odd = Something is odd
trial-odd-question = What is odd?
trial-odd-folders = Folders are in the wrong place
trial-odd-missing = Messages are missing
trial-odd-dates = Dates are wrong
trial-odd-letters = Letters look strange
trial-odd-other = Something else
trial-odd-back = It looks right after all
trial-folders-text = These folders got another place or name. All others keep theirs.
trial-folders-none = Every folder has kept its name and place.
trial-folders-untested = Test the connections once. Then we can show what happens to each folder.
trial-folders-test = Go to the connection test
trial-check-missing = We compare both mailboxes of { $name } and name each message that is missing.
trial-check-read = We read every message of { $name } on both sides and compare dates and content.
trial-check = Check this person
trial-check-nothing = Both sides are the same. What looks odd was the same in the old mailbox.
trial-note = What looks odd
trial-note-hint = For example, a folder, a sender and a day
trial-note-save = Keep this note
trial-note-empty = Write what looks odd
trial-noted = You noted
trial-noted-remove = It is solved
trial-other-person = Try another person
trial-done-text = The first person was moved and everything looked right.
trial-go-on = Continue

### Catch up (S24)

catch-heading = Catch up with the last messages
catch-heading-looking = Looking at the old mailboxes
catch-lead = We look at the old mailboxes again and copy what is new.
catch-early = The first copy and the switch of mail delivery come first.
catch-early-go = Go to Home
catch-last =
    { $count ->
        [0] Last look: { $time }, nothing new.
        [one] Last look: { $time }, { $messages } message.
       *[other] Last look: { $time }, { $messages } messages.
    }
catch-next = Next look: { $time }.
catch-next-now = The next look begins in a moment.
catch-auto = We look by ourselves while Moving Day is open: every 30 minutes on moving day, then every 3 hours.
catch-until = It ends when two looks in a row find nothing, not before { $time }.
catch-read = Messages that were read meanwhile on the new system stay as they are there.
catch-now = Look now
catch-over = Nothing new arrives in the old mailboxes any more.
catch-done-person = You marked this as done, so we don’t look by ourselves any more.
catch-go-on = Continue
catch-table = What the last look found
catch-column-new = New since last time
catch-state-quiet = Nothing new
catch-state-new = Copied
catch-state-open = Not looked at yet
catch-stopped = The last look was stopped. What it copied stays.

### Check that everything arrived (S25)

verify-heading = Check that everything arrived
verify-lead = We look into both mailboxes of everybody again and compare them, folder by folder.
verify-early = Nothing is copied yet. Copy the mail first, then check it.
verify-early-go = Go to the copy
verify-how-sample = Every message is compared by its number, size and date. Some of each folder are read on both sides.
verify-how-deep = Checking every message reads all mail on both sides. It takes about as long as the copy.
verify-how-safe = Nothing is changed on either side.
verify-start = Check now
verify-again = Check again
verify-continue = Continue
report-heading = Report
report-text = It names who was moved, how many messages arrived, and each message that was left out. Keep it with your papers.
report-print = Print… / Save as PDF
report-html = Save as page (HTML)…
report-csv = Save as table (CSV)…
report-json = Save for programs (JSON)…
report-title = Save the report
report-window = Report for { $domain }
report-name = { $domain } report
report-kind-html = Web page
report-kind-csv = Table
report-kind-json = Data
report-saved = Saved: { $path }
verify-deep = Check every message (takes longer)
verify-deep-hint = Every message is read on both sides, so this takes about as long as the copy.
verify-stop = Stop
verify-stopping = Stopping…
verify-bar = Mailboxes compared
verify-amount = { $done } of { $total } people · { $messages } messages compared
verify-table = What arrived
verify-column-difference = Difference
verify-column-why = Why
verify-same = None
verify-show = See which
verify-state-comparing = Comparing { $folder }
verify-state-searching = Looking in other folders
verify-state-through = Compared
verify-state-open = Not checked
verify-state-complete = All there
verify-state-missing = Not complete
verify-filter-missing = Not complete
verify-filter-explained = All there, with notes
verify-filter-complete = All there
verify-filter-open = Not checked
verify-sentence-all = All { $source } messages are in the new mailboxes.
verify-sentence-missing = { $arrived } of { $source } messages are in the new mailboxes.
verify-sentence-folders = All { $source } messages that could be compared are in the new mailboxes. Some folders could not be opened.
verify-sentence-nobody = Nobody’s mail could be compared.
verify-late =
    { $count ->
        [one] One more message arrived in an old mailbox after the copy. The next copy brings it.
       *[other] { $count } more messages arrived in the old mailboxes after the copy. The next copy brings them.
    }
verify-failed-people =
    { $count ->
        [one] The mail of one person could not be compared.
       *[other] The mail of { $count } people could not be compared.
    }
verify-stopped = The check was stopped. Those who were compared before that are shown.
verify-when-past = Checked by Moving Day on { $day } at { $time }.
verify-when = Checked by Moving Day on { $day } at { $time }. Some messages of each folder were read on both sides.
verify-when-deep = Checked by Moving Day on { $day } at { $time }. Every message was read on both sides.
verify-why-missing =
    { $count ->
        [one] { $count } message is missing.
       *[other] { $count } messages are missing.
    }
verify-why-gone =
    { $count ->
        [one] { $count } was copied and is gone.
       *[other] { $count } were copied and are gone.
    }
verify-why-setAside = { $count } could not be copied.
verify-why-altered =
    { $count ->
        [one] { $count } is not the same on both sides.
       *[other] { $count } are not the same on both sides.
    }
verify-why-unreadable = { $count } could not be read.
verify-why-dateDiffers =
    { $count ->
        [one] { $count } has another date.
       *[other] { $count } have another date.
    }
verify-why-flagsMissing =
    { $count ->
        [one] { $count } has lost a mark, such as read.
       *[other] { $count } have lost a mark, such as read.
    }
verify-why-folderUnreadable =
    { $count ->
        [one] { $count } folder could not be opened.
       *[other] { $count } folders could not be opened.
    }
verify-why-folderMissing =
    { $count ->
        [one] { $count } folder is not in the new mailbox.
       *[other] { $count } folders are not in the new mailbox.
    }
verify-why-moved =
    { $count ->
        [one] { $count } was moved to another folder.
       *[other] { $count } were moved to another folder.
    }
verify-why-late = { $count } came to the old mailbox after the copy.
verify-why-extra = { $count } more: mail since the switch, or their own.
verify-why-flagsChanged =
    { $count ->
        [one] { $count } was marked differently since.
       *[other] { $count } were marked differently since.
    }
verify-why-flagsNotStored =
    { $count ->
        [one] { $count } has a label that the new system can’t keep.
       *[other] { $count } have labels that the new system can’t keep.
    }
verify-why-otherDate =
    { $count ->
        [one] { $count } was there before, with another date.
       *[other] { $count } were there before, with another date.
    }
verify-there = { $arrived } messages are in the new mailbox.
verify-read = { $read } of them were read on both sides and are the same.
verify-findings = What is not as it should be ({ $count })
verify-findings-explained = What differs and is explained ({ $count })
verify-more = Show more, { $count } are left
verify-copy-person = Copy this person again
verify-is-missing = It is nowhere in the new mailbox. Copy this person again.
verify-is-gone = It was copied and is not there any more. Somebody may have deleted it there.
verify-is-altered = It is not the same on both sides.
verify-is-dateDiffers = It has another date in the new mailbox.
verify-is-flagsMissing = A mark such as read or answered is missing in the new mailbox.
verify-is-folderMissing = This folder is not in the new mailbox.
verify-is-late = It arrived in the old mailbox after the copy. The next copy brings it.
verify-is-moved = It lies in “{ $folder }” of the new mailbox. Somebody moved it there.
verify-is-elsewhere = It lies in another folder of the new mailbox.
verify-is-unreadable-source = The old server doesn’t hand it over, so it could not be compared.
verify-is-unreadable-destination = The new server doesn’t hand it over, so it could not be compared.
verify-is-setAside = It could not be copied: { $why }.
verify-is-left = It could not be copied.
verify-is-folderUnreadable = The folder could not be opened: { $why }.
verify-is-closed = The folder could not be opened.
verify-said-start = Comparing both sides.
verify-said-stopped = The check has stopped.
verify-said-failed = The check has ended early.

### Faults

# What happened, why, and what to do next: what happened, why, and what to do next. One triple for each code of the engine.

fault-some-host = the mail server
fault-some-person = this person
fault-some-address = this address
fault-some-folder = this folder
fault-some-path = this file
fault-some-names = another name
fault-some-port = this port
fault-some-text = This
fault-some-room = an unknown amount

fault-enter-password = Enter the password
fault-change-servers = Check the servers
fault-change-people = Check the list
fault-try-again = Try again
fault-choose-plan = Choose another plan
fault-open-plan = Open that plan
fault-find-keyring = Look for it again


fault-SourceNotFound-title = We can’t find { $host }
fault-SourceNotFound-why = No server with this name exists. It may be a typing slip, or this computer is offline.
fault-SourceNotFound-next = Check the name of the old mail server. Your provider’s help lists it under “IMAP settings”.
fault-DestinationNotFound-title = We can’t find { $host }
fault-DestinationNotFound-why = No server with this name exists. It may be a typing slip, or this computer is offline.
fault-DestinationNotFound-next = Check the name of the new mail server. Your new provider’s help lists it under “IMAP settings”.

fault-SourceUnreachable-title = Nothing answers at { $host }
fault-SourceUnreachable-why = The old server takes no connection on port { $port }. The number may be different, or a firewall is in the way.
fault-SourceUnreachable-next = Check the port of the old server. If it is right, ask whoever looks after your network.
fault-DestinationUnreachable-title = Nothing answers at { $host }
fault-DestinationUnreachable-why = The new server takes no connection on port { $port }. The number may be different, or a firewall is in the way.
fault-DestinationUnreachable-next = Check the port of the new server. If it is right, ask whoever looks after your network.

fault-SourceTimedOut-title = { $host } took too long to answer
fault-SourceTimedOut-why = We waited for the old server and heard nothing more. It may be very busy, or the connection is slow.
fault-SourceTimedOut-next = Try again in a few minutes.
fault-DestinationTimedOut-title = { $host } took too long to answer
fault-DestinationTimedOut-why = We waited for the new server and heard nothing more. It may be very busy, or the connection is slow.
fault-DestinationTimedOut-next = Try again in a few minutes.

fault-SourceNotImap-title = { $host } answers, but not as a mail server
fault-SourceNotImap-why = Another kind of program is using port { $port }.
fault-SourceNotImap-next = Check the name and the port of the old server. For reading mail the port is usually 993.
fault-DestinationNotImap-title = { $host } answers, but not as a mail server
fault-DestinationNotImap-why = Another kind of program is using port { $port }.
fault-DestinationNotImap-next = Check the name and the port of the new server. For reading mail the port is usually 993.

fault-SourceNoTls-title = { $host } doesn’t begin with encryption
fault-SourceNoTls-why = On port { $port } a password would travel open to others, so we stopped.
fault-SourceNoTls-next = Use port 993 for the old server, or choose encryption that starts after connecting (STARTTLS).
fault-DestinationNoTls-title = { $host } doesn’t begin with encryption
fault-DestinationNoTls-why = On port { $port } a password would travel open to others, so we stopped.
fault-DestinationNoTls-next = Use port 993 for the new server, or choose encryption that starts after connecting (STARTTLS).

fault-SourceNoStartTls-title = { $host } offers no encryption on port { $port }
fault-SourceNoStartTls-why = The password would travel open to others, so we stopped before sending it.
fault-SourceNoStartTls-next = Use port 993 for the old server, with encryption from the start.
fault-DestinationNoStartTls-title = { $host } offers no encryption on port { $port }
fault-DestinationNoStartTls-why = The password would travel open to others, so we stopped before sending it.
fault-DestinationNoStartTls-next = Use port 993 for the new server, with encryption from the start.

fault-SourceCertificateExpired-title = The certificate of { $host } is out of date
fault-SourceCertificateExpired-why = A certificate proves that a server is the right one. This one has ended, or the clock of this computer is wrong.
fault-SourceCertificateExpired-next = Check the date of this computer. If it is right, ask your old provider to renew the certificate.
fault-DestinationCertificateExpired-title = The certificate of { $host } is out of date
fault-DestinationCertificateExpired-why = A certificate proves that a server is the right one. This one has ended, or the clock of this computer is wrong.
fault-DestinationCertificateExpired-next = Check the date of this computer. If it is right, ask your new provider to renew the certificate.

fault-SourceCertificateWrongName-title = We can’t be sure that { $host } is your old mail server
fault-SourceCertificateWrongName-why = It shows a certificate for { $names }. This is common with shared hosting. It could also mean that someone is in between.
fault-SourceCertificateWrongName-next = Use the name on the certificate if it belongs to your provider. If you are not certain, ask them first.
fault-DestinationCertificateWrongName-title = We can’t be sure that { $host } is your new mail server
fault-DestinationCertificateWrongName-why = It shows a certificate for { $names }. This is common with shared hosting. It could also mean that someone is in between.
fault-DestinationCertificateWrongName-next = Use the name on the certificate if it belongs to your provider. If you are not certain, ask them first.

fault-SourceCertificateUntrusted-title = We can’t be sure that { $host } is genuine
fault-SourceCertificateUntrusted-why = Nobody this computer trusts has signed its certificate. A virus scanner, a company network or a stranger may be in between.
fault-SourceCertificateUntrusted-next = Ask your old provider which server name to use. In an office, also ask whoever looks after the network.
fault-DestinationCertificateUntrusted-title = We can’t be sure that { $host } is genuine
fault-DestinationCertificateUntrusted-why = Nobody this computer trusts has signed its certificate. A virus scanner, a company network or a stranger may be in between.
fault-DestinationCertificateUntrusted-next = Ask your new provider which server name to use. In an office, also ask whoever looks after the network.

fault-SourceSignInDisabled-title = { $host } takes no passwords on this connection
fault-SourceSignInDisabled-why = Most servers want encryption before a password. Some providers have turned password sign-in off.
fault-SourceSignInDisabled-next = Choose encryption from the start (port 993). If that changes nothing, ask your old provider how programs sign in.
fault-DestinationSignInDisabled-title = { $host } takes no passwords on this connection
fault-DestinationSignInDisabled-why = Most servers want encryption before a password. Some providers have turned password sign-in off.
fault-DestinationSignInDisabled-next = Choose encryption from the start (port 993). If that changes nothing, ask your new provider how programs sign in.

fault-SourceSignInRefused-title = The old server refused the password for { $person }
fault-SourceSignInRefused-why = The password may have been changed or typed differently.
fault-SourceSignInRefused-next = Enter the current password. Capital letters matter.
fault-DestinationSignInRefused-title = The new server refused the password for { $person }
fault-DestinationSignInRefused-why = The password may have been changed or typed differently, or the new mailbox does not exist yet.
fault-DestinationSignInRefused-next = Enter the password of the new mailbox. Capital letters matter.

fault-SourceUserUnknown-title = The old server doesn’t know { $person }
fault-SourceUserUnknown-why = It has no mailbox for { $address }. The address may be spelled differently there.
fault-SourceUserUnknown-next = Check the old address in the list of people.
fault-DestinationUserUnknown-title = The new server doesn’t know { $person }
fault-DestinationUserUnknown-why = It has no mailbox for { $address }. It may not have been created yet.
fault-DestinationUserUnknown-next = Create the mailbox in the new system, or check the new address in the list of people.

fault-SourceBusy-title = The old server asked us to slow down
fault-SourceBusy-why = It limits how many connections one computer may have.
fault-SourceBusy-next = Wait some minutes, then try again. While copying we do this by ourselves.
fault-SourceDailyLimit-title = The old provider lets no more be read from this mailbox today
fault-SourceDailyLimit-why = It limits how much a day may be read from one mailbox, and locks the mailbox for hours if we ask for more.
fault-SourceDailyLimit-next = Leave the copy running: it goes on by itself when the limit is lifted. Everybody else is copied meanwhile.
fault-DestinationBusy-title = The new server asked us to slow down
fault-DestinationBusy-why = It limits how many connections one computer may have.
fault-DestinationBusy-next = Wait some minutes, then try again. While copying we do this by ourselves.

fault-SourceLost-title = The connection to the old server broke off
fault-SourceLost-why = It worked at first and then stopped. A virus scanner, a VPN or weak Wi-Fi is often the reason.
fault-SourceLost-next = Try again. If it happens once more, use a network cable or pause the VPN.
fault-DestinationLost-title = The connection to the new server broke off
fault-DestinationLost-why = It worked at first and then stopped. A virus scanner, a VPN or weak Wi-Fi is often the reason.
fault-DestinationLost-next = Try again. If it happens once more, use a network cable or pause the VPN.

fault-SourceGarbled-title = We don’t understand what { $host } says
fault-SourceGarbled-why = The old server answered in a way that mail servers normally don’t.
fault-SourceGarbled-next = Try again. If it stays like this, ask your old provider whether IMAP is turned on.
fault-DestinationGarbled-title = We don’t understand what { $host } says
fault-DestinationGarbled-why = The new server answered in a way that mail servers normally don’t.
fault-DestinationGarbled-next = Try again. If it stays like this, ask your new provider whether IMAP is turned on.

fault-SourceFolderUnreadable-title = A folder of { $person } can’t be opened
fault-SourceFolderUnreadable-why = The old server doesn’t let us read “{ $folder }”. It may belong to someone else.
fault-SourceFolderUnreadable-next = Look for the folder in the old webmail. If it opens there, try again.

fault-SourceFolderRenumbered-title = The old server has renumbered a folder of { $person }
fault-SourceFolderRenumbered-why = All messages in “{ $folder }” have other numbers than at the last copy, so we stopped there.
fault-SourceFolderRenumbered-next = Nothing is lost. Copy this person again.

fault-SourceMessageUnreadable-title = A message of { $person } can’t be copied
fault-SourceMessageUnreadable-why = The old server lists it but doesn’t hand it over completely.
fault-SourceMessageUnreadable-next = Open it in the old webmail and save what you need.

fault-DestinationFolderRefused-title = A folder of { $person } can’t be created
fault-DestinationFolderRefused-why = The new server doesn’t take a folder named “{ $folder }”.
fault-DestinationFolderRefused-next = Create the folder in the new webmail, or rename it in the old one. Then try again.

fault-DestinationFolderRenumbered-title = The new server has renumbered a folder of { $person }
fault-DestinationFolderRenumbered-why = All messages in “{ $folder }” have other numbers than at the last copy, so we stopped there.
fault-DestinationFolderRenumbered-next = Nothing is lost. Copy this person again.

fault-DestinationFull-title = The new mailbox of { $person } is full
fault-DestinationFull-why = The new server has no room left for the rest of the mail.
fault-DestinationFull-next = Make the mailbox bigger in the control panel of the new system. Then copy again; we continue where it stopped.

fault-DestinationMessageTooLarge-title = A message of { $person } is too large for the new server
fault-DestinationMessageTooLarge-why = The new server limits the size of a message. Big attachments are the usual reason.
fault-DestinationMessageTooLarge-next = Open it in the old webmail and save what you need.

fault-DestinationRefusedMessage-title = The new server refused a message of { $person }
fault-DestinationRefusedMessage-why = Its own words are under Details. The message is still in the old mailbox.
fault-DestinationRefusedMessage-next = Try again. If it is refused once more, save what you need from the old webmail.

fault-DestinationChangedMessage-title = The new server changed a message of { $person }
fault-DestinationChangedMessage-why = It took the message, and what it keeps is not exactly what it was given. Some servers rewrite unusual headers or line ends.
fault-DestinationChangedMessage-next = Open it in the new mailbox. If something is missing, use the saved file or the old webmail.

fault-DestinationChangedDate-title = The new server gives a message of { $person } another date
fault-DestinationChangedDate-why = The message arrived whole, but the server shows another date of arrival than the old one.
fault-DestinationChangedDate-next = Nothing has to be done. Sort by the date of the message itself if the order looks wrong.

fault-DestinationDroppedFlags-title = The new server does not keep all marks of a message of { $person }
fault-DestinationDroppedFlags-why = The message arrived whole. We set its marks a second time, and the server dropped them again.
fault-DestinationDroppedFlags-next = Mark the message again in the new mailbox if it matters.

fault-SameMailbox-title = The old and the new mailbox of { $person } are the same
fault-SameMailbox-why = Both sides lead to { $address }. Copying would double every message, so we stopped.
fault-SameMailbox-next = Check the two servers and the two addresses.

fault-PlanNotFound-title = We can’t find this plan
fault-PlanNotFound-why = The file may have been moved, renamed or deleted. We looked for it at { $path }.
fault-PlanNotFound-next = Choose the file at its new place, or start a new plan.

fault-PlanForeign-title = This file is not a Moving Day plan
fault-PlanForeign-why = It was made by another program. We have not changed it.
fault-PlanForeign-next = Choose a file whose name ends in “.movingday”.

fault-PlanDamaged-title = This plan is damaged
fault-PlanDamaged-why = Part of the file can’t be read. We have not changed it.
fault-PlanDamaged-next = Choose a backup of the file, or start a new plan. Mail that was already copied stays where it is.

fault-PlanNewer-title = This plan needs a newer Moving Day
fault-PlanNewer-why = It was last used with a newer version of this program. We have not changed it.
fault-PlanNewer-next = Install the newest version of Moving Day, then open the plan again.

fault-PlanInUse-title = This plan is open already
fault-PlanInUse-why = Another window or another program is using it. Two at once would mix up the plan.
fault-PlanInUse-next = Close it there, then try again.

fault-PlanExists-title = There is a plan for this domain already
fault-PlanExists-why = Its file is on this computer, at { $path }.
fault-PlanExists-next = Open that plan, or choose another domain.

fault-LocalDiskFull-title = The disk of this computer is full
fault-LocalDiskFull-why = There was no room to note what has been done.
fault-LocalDiskFull-next = Free some space, then try again. Everything copied so far is safe.

fault-LocalFileUnreadable-title = A file on this computer can’t be read
fault-LocalFileUnreadable-why = The system doesn’t let Moving Day open { $path }.
fault-LocalFileUnreadable-next = Check that the file is there and that you may open it. Then try again.

fault-LocalFileUnwritable-title = A file on this computer can’t be written
fault-LocalFileUnwritable-why = The system doesn’t let Moving Day write to { $path }.
fault-LocalFileUnwritable-next = Check that you may change files in this folder. Then try again.

fault-LocalProgramMissing-title = No program opened this
fault-LocalProgramMissing-why = This computer has no browser or mail program for it, or the program did not start.
fault-LocalProgramMissing-next = Open your browser or mail program yourself. Addresses and texts on this page can be copied.

fault-BackupNoRoom-title = The backup doesn’t fit on this disk
fault-BackupNoRoom-why = At { $path }, { $free } is free. The backup needs { $needed }. Nothing was saved yet.
fault-BackupNoRoom-next = Choose another place, or fewer people.

fault-BackupDamaged-title = An earlier backup can’t be carried on
fault-BackupDamaged-why = Its list of messages at { $path } can’t be read. We have not changed it.
fault-BackupDamaged-next = Choose another place for the backup. What the earlier one holds stays as it is.

fault-RootUnreadable-title = This certificate file can’t be used
fault-RootUnreadable-why = There is no certificate in it.
fault-RootUnreadable-next = Choose another file. Its name usually ends in “.pem” or “.crt”.

fault-RootsMissing-title = This computer has no list of trusted certificates
fault-RootsMissing-why = Without the list nobody can tell whether a mail server is genuine.
fault-RootsMissing-next = Install the certificates of your system. On Linux the package is often called “ca-certificates”. Then try again.

fault-KeyringMissing-title = This computer has no password store
fault-KeyringMissing-why = Passwords can’t be kept safely until next time. On Linux a keyring program is missing.
fault-KeyringMissing-next = We keep passwords only until you quit, and ask again next time. Or install a keyring.

fault-KeyringRefused-title = The password store didn’t open
fault-KeyringRefused-why = It may be locked, or the question about it was closed.
fault-KeyringRefused-next = Unlock the password store of this computer, then try again.

fault-PeopleEmpty-title = Nobody is in the list yet
fault-PeopleEmpty-why = There is no mailbox to work with.
fault-PeopleEmpty-next = Add at least one person.

fault-PeopleListUnreadable-title = We can’t read this list
fault-PeopleListUnreadable-why = It has no column with email addresses, or it is a different kind of file.
fault-PeopleListUnreadable-next = Check that every line has an email address, then try again.

fault-AddressMalformed-title = “{ $text }” is not an email address
fault-AddressMalformed-why = An email address has a name, an @ sign and a domain, like ana@example.com.
fault-AddressMalformed-next = Correct it, then try again.

fault-AddressTwice-title = { $address } is in the list twice
fault-AddressTwice-why = Each mailbox can be moved only once.
fault-AddressTwice-next = Change or remove one of the two.

fault-SecretMissing-title = A password for { $person } is missing
fault-SecretMissing-why =
    { $side ->
        [destination] We need it to put mail into the new mailbox.
       *[source] We need it to read the old mailbox.
    }
fault-SecretMissing-next = Enter the password. Capital letters matter.

fault-SecretUnsendable-title = The sign-in for { $person } holds a line break
fault-SecretUnsendable-why =
    { $side ->
        [destination] A user name or password at the new server has a sign in it that no mail server takes. It often comes along when text is pasted.
       *[source] A user name or password at the old server has a sign in it that no mail server takes. It often comes along when text is pasted.
    }
fault-SecretUnsendable-next = Enter the password again by hand, and look at the sign-in name if you gave one.

fault-EndpointMalformed-title = This is not a server we can connect to
fault-EndpointMalformed-why = A server name looks like imap.example.com. A port is a number from 1 to 65535.
fault-EndpointMalformed-next = Correct the server name or the port.

fault-EndpointMissing-title =
    { $side ->
        [destination] We don’t know the new mail server yet
       *[source] We don’t know the old mail server yet
    }
fault-EndpointMissing-why = Without its name we can’t connect.
fault-EndpointMissing-next = Enter both mail servers first.

fault-JobRunning-title = Something is running already
fault-JobRunning-why = Moving Day does one long job at a time.
fault-JobRunning-next = Wait until it has ended, or stop it first.

fault-Unexpected-title = Something unexpected happened
fault-Unexpected-why = We don’t know the reason yet. Everything done so far is safe.
fault-Unexpected-next = Try again. If it happens once more, quit Moving Day and open it again.

fault-DayMalformed-title = This day does not exist
fault-DayMalformed-why = The date, the time or the time zone is not one that a clock can show.
fault-DayMalformed-next = Choose another day.
