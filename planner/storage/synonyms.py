"""French and English words for the fixed words of files: read, or proposed, where they can mean nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

_WORDS = {
    "mon": "monday lundi lun", "tue": "tuesday tues mardi mar", "wed": "wednesday mercredi mer",
    "thu": "thursday thur thurs jeudi jeu", "fri": "friday vendredi ven", "sat": "saturday samedi sam",
    "sun": "sunday dimanche dim",
    "evening": "evenings soir soirée soirs du_soir en_soirée", "daytime": "day jour journée en_journée de_jour",
    "mixed": "mixte", "distance": "à_distance foad remote online en_ligne",
    "passed": "pass réussi réussie réussite validé validée acquis acquise", "absent": "absente absence",
    "failed": "fail échec échoué échouée ajourné ajournée échecs échoués ajournés", "pending": "en_attente attente",
    "confirmed": "confirmé confirmée", "usual": "habituel habituelle", "unknown": "inconnu inconnue",
    "duration": "durée", "cost": "coût prix", "load": "charge", "certificate": "certificat",
    "own-cost": "reste_à_charge", "recommended": "semestres_conseillés semestre_conseillé",
    "balance": "équilibre", "prefer": "préférer de_préférence", "require": "obligatoire toujours", "ignore": "ignorer",
    "jobseeker": "pôle_emploi france_travail demandeur_d'emploi demandeuse_d'emploi chômage unemployed",
    "individual": "individuel individuelle particulier", "employer": "employeur entreprise",
    "award": "titre diplôme title",
    "id": "identifiant", "unit": "ue unité", "term": "semestre", "result": "résultat",
    "period": "période", "modality": "modalité", "weekday": "jour", "start": "début", "end": "fin", "seats": "places",
    "site": "lieu", "room": "salle", "teacher": "enseignant enseignante", "confidence": "confiance",
    "section": "groupe", "title": "intitulé libellé nom_de_l'ue", "ects": "crédits credits crédits_ects",
    "hours": "heures volume_horaire", "block": "bloc", "choice": "choix groupe_de_choix",
    "take": "à_choisir à_prendre", "prerequisites": "prérequis pré-requis", "corequisites": "corequis co-requis",
    "price": "tarif prix", "code": "code_ue", "pathway": "parcours", "funding": "financement", "acquired": "acquis",
    "experience": "expérience",
    "months": "mois", "evenings": "soirées soirs", "days": "jours", "deadline": "échéance", "avoid": "éviter",
    "goal": "but objectif", "availability": "disponibilités disponibilité", "order": "ordre",
    "minimise": "minimiser minimize",
    "year": "année année_universitaire", "attempted": "présents présentes passages",
    "second_attempted": "présents_au_rattrapage présents_en_seconde_session",
    "second_failed": "échecs_au_rattrapage échecs_en_seconde_session",
    "from": "de du", "to": "à au", "date": "jour", "extra": "en_plus", "waive": "dispense dispenses",
}  # fmt: skip
NOTHING = frozenset(("none", "aucun", "aucune"))
"""What stands for an empty list."""
TRUTH = {
    **dict.fromkeys(("true", "vrai", "yes", "oui"), True),
    **dict.fromkeys(("false", "faux", "no", "non"), False),
}


def meaning(word: str, known: Collection[str]) -> str | None:
    """The only one of the known words that a word stands for, whatever its case, accents and blanks."""
    plain = bare(word)
    found = {each for each in known if bare(each) == plain} or _table().get(plain, set()) & set(known)
    return next(iter(found)) if len(found) == 1 else None


@cache
def _table() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, words in _WORDS.items():
        for word in words.split():
            found.setdefault(bare(word), set()).add(name)
    return found


def bare(word: str) -> str:
    """A word without accents, case, blanks and signs between its parts."""
    if not word.isascii():
        from unicodedata import combining, normalize

        word = "".join(sign for sign in normalize("NFKD", word) if not combining(sign))
    return re.sub(r"[\s_’'-]+", "", word.casefold())
