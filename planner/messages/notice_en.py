"""The English messages that nobody should miss beside a plan."""

NOTICE = {
    "text.notices": "First of all",
    "notice.unknown_weekdays": "The days of classes are unknown ({names}): no timetable tells them. The plan takes classes as falling on your free days; with the real days it may become impossible. Ask for the timetable and add it with --timetable.",
    "notice.term_running": "On {day}, the first term, {term}, has already begun: ask whether one can still join, or choose another start.",
    "notice.term_over": "On {day}, the first term, {term}, is already over: choose another start.",
    "notice.enrolment_closed": "{term}: the enrolment deadline ({day}) has passed.",
    "unchecked.day": "The notices that depend on the day: the file does not say for what day it was made (meta.today).",
    "cohort.unknown_weekdays": "The days of classes are unknown, for want of a timetable: they are taken as fitting the free days of the person.",
    "cohort.notice.one": "{count} learner ({names}): {text}",
    "cohort.notice.many": "{count} learners ({names}): {text}",
    "replan.overdue.second_session": "The second session of {starts} to {ends} is over on {today}, and the plan still counts on {units} there: write its result (failed or passed) in the file of results.",
    "replan.overdue.over": "{term} is over on {today}, and the plan still counts on {units} there: write the results, or give the first term that is still open with --now.",
    "replan.overdue.closed": "{term}: enrolment closed on {enrol_by}, which is past on {today}, and the plan starts {units} there. Ask whether one can still enrol, or give the first term that is still open with --now.",
    "replan.overdue.begun": "{term} has already begun on {today}, and the plan starts {units} there. Ask whether one can still enrol, or give the first term that is still open with --now.",
    "replan.overdue.going_on": "{term} is not over on {today}: no result can be known yet for {units}.",
}
