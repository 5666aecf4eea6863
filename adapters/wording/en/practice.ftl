# What simulated members say. They know nothing of the topic, so it has to fit any.

practice-name-1 = Ana
practice-name-2 = Bo
practice-name-3 = Chloé
practice-name-4 = Dev
practice-name-5 = Esra
practice-name-6 = Filip

practice-ask-1 = Who would do the first step, and when would that be?
practice-ask-2 = Does this also hold for people who join us later?
practice-ask-3 = What exactly would be different on the day after we decide it?
practice-answer-0 = The text leaves that open. I would say: we try it, and ask each other when we are not sure.
practice-answer-1 = Whoever looks after it does the first step, in the week after we decide.
practice-answer-2 = Yes. Whoever joins us hears about it in the first week.
practice-answer-3 = We don’t know all of it yet. We would see in the first weeks.

practice-react-easy-going-1 = That is fine with me. We can always change it later.
practice-react-easy-going-2 = I like it. It does not have to be perfect to begin.
practice-react-careful-1 = I like where it is going. I would want us to notice early if it does not work.
practice-react-careful-2 = It seems well thought through. I still wonder what happens in the weeks when few of us are here.
practice-react-brief-1 = Clear, short, good.
practice-react-brief-2 = Let us try it.
practice-react-warm-1 = Thank you for bringing this. I can see how much thought is in it, and it would help me too.
practice-react-warm-2 = I am glad that somebody brings this up. I would like to help with it.
practice-react-sceptical-1 = I see why we want it. I am not sure yet that we can keep it up.
practice-react-sceptical-2 = I like the aim. I will probably have an objection to how it is meant to work.

practice-need-1 = It should also work in weeks when few of us are here.
practice-need-2 = Everyone should be able to see how it is going.
practice-need-3 = It should cost as little time as possible.
practice-dimension-1 = Who looks after it?
practice-dimension-2 = What does it cost us, in time and money?
practice-dimension-3 = How do we notice that it works?
practice-idea-1 = I think we should begin small, and look at it after a month.
practice-idea-2 = I think two people should look after it, and change every few months.
practice-idea-3 = I think we should write it down where everyone can see it.
practice-contradiction-1 = In the one I like that it is simple, in the other that nobody is left alone with it.
practice-contradiction-2 = What worries me in both is who does it in the holidays.
practice-contradiction-3 = I could live with either, for a while.
practice-tuners-1 = I would like to do it.
practice-tuners-2 = Somebody who has doubts should be among them.
practice-tuners-3 = Two are enough, I think.
practice-process-1 = I think we are getting on well.
practice-process-2 = I would go on with the next step.
practice-process-3 = Perhaps a little shorter, each of us.
practice-not-known = We don’t know. We would find out by trying it.
practice-way = This one is easier to change later.

practice-object-1 = It rests on one person. When that person is ill or away, nobody does it, and we only notice when it is too late.
practice-object-2 = We would find out only at the review whether it works. Until then it could cost us a good deal of goodwill.
practice-object-3 = It adds work to all of us at once. I fear that those who have the least time would stop coming.
practice-statement-1 = It hangs on one person, and we would learn too late when it is not done.
practice-statement-2 = Until the review nobody would look whether it works, and that could do harm.
practice-statement-3 = If all of us begin at once, those with the least time would be lost.
practice-concern-1 = It may take more time than we think. I would like us to keep an eye on that.
practice-concern-2 = I wonder whether newer members will know about it. Let us watch that.

practice-suggest-shorter-term = We look at it again after half of the time.
practice-suggest-measure = We note each week whether it worked, and we talk as soon as it did not work twice.
practice-suggest-smaller-scope = We begin with those who want to, and see how it goes.
practice-suggest-support = Two people look after it together, so that one can stand in for the other.
practice-criteria-1 = Each of us says once a month whether it still works for us. When somebody says no, we look at it again.
practice-criteria-2 = We count how often it did not happen as planned. After the third time we talk about it.

practice-argue-lowers-capacity = We would have less time for what this circle is here to do.
practice-argue-limits-my-role = I could not do what my role asks of me at the times when it is needed.
practice-argue-caused-by-this = Without this proposal it would not come up.
practice-argue-no-time-to-adapt = By the time we noticed, people would have left.
practice-remains = The smaller part of it remains: we would notice too late.
practice-stuck-1 = I think we are trying to solve too much at once.
practice-stuck-2 = A little quiet would help me. Then I could look at it again.
practice-process-answer = Thank you for asking. Let us finish this step, and then look at it.
practice-driver = Things are left undone because nobody knows whose they are, and that costs all of us time.

practice-nominate-1 = Keeps at it when others have moved on, and tells us when something goes wrong.
practice-nominate-2 = Asks before doing, and listens to the answer.
practice-nominate-3 = Has done something like this before, and has time for it this year.
practice-nominate-4 = Would learn a lot here, and I trust them to ask for help.
practice-nominate-5 = Knows most of us, so people would come with what they need.
practice-moved-1 = I had not thought of the reasons I just heard. They convince me.
practice-moved-2 = Both would do it well, and the reasons for this choice fit the role better.
practice-stay-1 = I stay. What I heard fits both, and my reason still holds for me.
practice-stay-2 = I stay with my nomination.
practice-quality-1 = Has an hour or two each week.
practice-quality-2 = Tells the others early when something does not work.
practice-quality-3 = Can say no kindly.
practice-quality-4 = Likes to do things in order.
practice-quality-5 = Does not mind being asked the same thing twice.
practice-vacant = Nobody whom we named can do it now. Let us try again next time.
practice-seed = practice

# In meetings.

practice-check-in-1 = Glad to be here. It was a long day.
practice-check-in-2 = I am well, and a bit in a hurry.
practice-check-out-1 = That was quicker than I thought. Thank you.
practice-check-out-2 = I liked that everyone was heard.
practice-explore-1 = I would like to know first what the others do about it.
practice-explore-2 = We could try something small and see.
practice-report = We did what we had planned, and it cost a little less than we thought.
practice-result = We know now where we stand.
practice-next-step = Come back to it at the next meeting.
