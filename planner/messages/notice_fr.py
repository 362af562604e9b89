"""Les messages en français que personne ne doit manquer à côté d'un plan."""

NOTICE = {
    "text.notices": "À savoir avant tout",
    "notice.unknown_weekdays": "Jours de cours inconnus ({names}) : aucun emploi du temps ne les dit. Le plan suppose que les cours tombent sur vos jours libres ; avec les vrais jours, il peut devenir impossible. Demandez l'emploi du temps et ajoutez-le avec --timetable.",
    "notice.term_running": "À la date du {day}, le semestre de départ, {term}, a déjà commencé : demandez si l'on peut encore y entrer, ou choisissez un autre départ (start).",
    "notice.term_over": "À la date du {day}, le semestre de départ, {term}, est déjà terminé : choisissez un autre départ (start).",
    "notice.enrolment_closed": "{term} : la date limite d'inscription ({day}) est passée.",
    "unchecked.day": "Les avis qui dépendent du jour : le fichier ne dit pas pour quel jour il a été fait (meta.today).",
    "cohort.unknown_weekdays": "Jours de cours inconnus, faute d'emploi du temps : ils sont supposés tomber sur les jours libres de la personne.",
    "cohort.notice.one": "{count} auditeur·rice ({names}) : {text}",
    "cohort.notice.many": "{count} auditeur·rices ({names}) : {text}",
    "replan.overdue.second_session": "La seconde session du {starts} au {ends} est passée à la date du {today}, et le plan y compte encore {units} : écrivez-en le résultat (failed ou passed) dans le fichier des résultats.",
    "replan.overdue.over": "{term} est terminé à la date du {today}, et le plan y compte encore {units} : écrivez-en les résultats, ou donnez avec --now le premier semestre encore ouvert.",
    "replan.overdue.closed": "{term} : la date limite d'inscription ({enrol_by}) est passée à la date du {today}, et le plan y fait commencer {units}. Demandez si l'on peut encore s'inscrire, ou donnez avec --now le premier semestre encore ouvert.",
    "replan.overdue.begun": "{term} a déjà commencé à la date du {today}, et le plan y fait commencer {units}. Demandez si l'on peut encore s'inscrire, ou donnez avec --now le premier semestre encore ouvert.",
    "replan.overdue.going_on": "{term} n'est pas terminé à la date du {today} : le résultat n'est pas encore connu pour {units}.",
}
