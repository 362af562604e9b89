"""The English messages that nobody should miss beside a plan."""

NOTICE = {
    "text.notices": "First of all",
    "notice.unknown_weekdays": "The days of classes are unknown ({names}): no timetable tells them. The plan takes classes as falling on your free days; with the real days it may become impossible. Ask for the timetable and add it with --timetable.",
    "notice.term_running": "On {day}, the first term, {term}, has already begun: ask whether one can still join, or choose another start.",
    "notice.term_over": "On {day}, the first term, {term}, is already over: choose another start.",
    "notice.enrolment_closed": "{term}: the enrolment deadline ({day}) has passed.",
    "unchecked.day": "The notices that depend on the day: the file does not say for what day it was made (meta.today).",
    "cohort.unknown_weekdays": "The days of classes are unknown, for want of a timetable: they are taken as fitting the free days of the person.",
    "cohort.notice.one": "{count} learner: {text}",
    "cohort.notice.many": "{count} learners: {text}",
}
