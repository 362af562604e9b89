"""The API of the desk."""

TEXTS = {
    "api.unknown_key": "Unknown key: take it out, or check its name.",
    "api.choice": "'{value}' is not allowed; known values: {known}.",
    "api.token": "No token, an unknown or a revoked one: send the header “Authorization: Bearer TOKEN”.",
    "api.json": "What was sent is no JSON: send a JSON object.",
    "api.large": "Too much was sent: 2 MB at most.",
}
