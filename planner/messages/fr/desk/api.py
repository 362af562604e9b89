"""The API of the desk."""

TEXTS = {
    "api.unknown_key": "Clé inconnue : ôtez-la ou vérifiez son nom.",
    "api.choice": "« {value} » n'est pas admis ; valeurs connues : {known}.",
    "api.token": "Jeton absent, inconnu ou révoqué : envoyez l'en-tête « Authorization: Bearer JETON ».",
    "api.json": "Ce qui a été envoyé n'est pas du JSON : envoyez un objet JSON.",
    "api.large": "Envoi trop grand : 2 Mo au plus.",
}
