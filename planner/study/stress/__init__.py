"""What a changed timetable does to a cohort: every learner planned again in every scenario."""
