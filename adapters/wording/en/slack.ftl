# What is said in Slack only: around cards and forms, and where Slack itself has limits.

slack-progress = { $done } of { $of } have answered
slack-signs = A reaction counts as your answer too, and everyone sees it: { $signs }
slack-can-do = You can: { $acts }
slack-read-all = Read all of it
slack-cut = (shortened here)
slack-more-lines = … and { $count } more lines.
slack-continued = { $label }, continued
slack-typed = What you wrote is not lost:
slack-close = Close
slack-fill-in = Fill it in
slack-form-waits = { $act }: one more press, and the form opens.
slack-waiting = This takes a little longer than usual. It is being written down, you need not do anything.
slack-unknown = This button is from another time and leads nowhere now. Type /circle to see what is open.
slack-trouble = That did not get through, and nothing was changed. Please try once more in a moment.
slack-empty = There is nothing to show here yet. Type /circle in a channel to begin.
slack-number = Whole numbers only, such as 3.
slack-numbers = Numbers with commas between them, such as 1, 3.
slack-minutes = The whole minutes are in the file.
