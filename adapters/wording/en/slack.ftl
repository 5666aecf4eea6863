# What is said in Slack only: around cards and forms, and where Slack itself has limits.

slack-progress = { $done } of { $of } so far
slack-signs = A reaction counts as your answer too, and everyone sees it: { $signs }
slack-can-do = You can: { $acts }
slack-cut = (shortened here)
slack-more-lines = … and { $count } more lines.
slack-more-label = More
slack-more = Say more before it is handed in
slack-continued = { $label }, continued
slack-typed = What you wrote is not lost:
slack-close = Close
slack-form-waits = { $act }: one more press, and the form opens.
slack-waiting = This takes a little longer than usual. It is being written down, you need not do anything.
slack-unknown = This button is from another time and leads nowhere now. Type /circle to see what is open.
slack-invite = I am not in this channel, so nobody would see here what your circle does. Type “/invite @circlewise”, and I come.
slack-trouble = That did not get through, and nothing was changed. Please try once more in a moment.
slack-empty = There is nothing to show here yet. Type /circle in a channel to begin.
slack-doubled = This card stood here twice. It goes on in the other one.
slack-doubled-sign = That card stood here twice, so this one is gone. Please put your sign under the one that stays.
slack-canvas = Read the minutes

# The command line.

main-manifest-help = Print what a chat has to know of the app, to be pasted where an app is made.
main-manifest-slack-help = The manifest for Slack: for Socket Mode, or with --http for a server that Slack can reach.
main-manifest-http = the address at which Slack reaches the bot, such as https://bot.example.org
main-manifest-https = Slack calls only addresses that begin with https://: put a server with a certificate in front of the bot.

# What doctor finds.

slack-doctor-token = Slack refuses the bot token ({ $why }).
slack-doctor-token-cure = Install the app to its workspace once more, under Install App on its page, and put the token that begins with xoxb- into CIRCLEWISE_SLACK_BOT_TOKEN.
slack-doctor-token-well = The bot token is that of { $bot } in { $team }.
slack-doctor-away = Slack cannot be reached ({ $why }).
slack-doctor-away-cure = See whether this machine reaches { $where }, then try again.
slack-doctor-scopes = The app has every permission it needs.
slack-doctor-lacks = The app lacks permissions: { $scopes }.
slack-doctor-lacks-cure = Put the manifest that “circlewise manifest slack” prints into App Manifest on the app’s page, and install the app once more.
slack-doctor-looks = The app may look back: a message whose answer got lost is found again for certain.
slack-doctor-looks-not = The app may not look back ({ $scopes }): should an answer of Slack’s get lost, it relies on Slack to recognise a second post. Nothing else depends on it.
slack-doctor-looks-cure = If you want to rule that out, permit it under OAuth & Permissions, and install the app once more.
slack-doctor-canvas = The app may share minutes as a canvas. Where the workspace’s plan has none, they come as a file.
slack-doctor-canvas-not = The app may make no canvas ({ $scope }), so minutes come as a file. Nothing else depends on it.
slack-doctor-canvas-cure = If you want minutes as a canvas, permit it under OAuth & Permissions, and install the app once more.
slack-doctor-socket = Socket Mode can be opened.
slack-doctor-no-socket = Socket Mode cannot be opened ({ $why }).
slack-doctor-socket-cure = Switch Socket Mode on, make an app-level token with the permission connections:write under Basic Information, and put it into CIRCLEWISE_SLACK_APP_TOKEN.
slack-doctor-http = Slack’s calls are taken at { $address }, port { $port }, under /slack/events, and only with a valid signature.
slack-doctor-room = #{ $name }: the app is there.
slack-doctor-room-not-in = #{ $name }: the app is no member of the channel.
slack-doctor-room-not-in-cure = Type “/invite @circlewise” in the channel.
slack-doctor-room-archived = #{ $name } is archived.
slack-doctor-room-archived-cure = Take the channel out of the archive, or found the circle anew in another one.
slack-doctor-room-gone = The channel of { $room } cannot be seen ({ $why }).
slack-doctor-room-gone-cure = If it is private, invite the app into it again; if it was deleted, its circle needs another one.
