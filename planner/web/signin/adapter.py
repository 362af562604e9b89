"""What the library of the second step asks of the desk."""

from __future__ import annotations

import base64
import hashlib
import secrets

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError

from planner.messages import say
from planner.web.people.models import Person
from planner.web.school.models import School
from planner.web.signin.models import Required

WORDS = {"incorrect_code": "second.wrong", "cannot_delete_authenticator": "second.must"}


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Words of the desk; secrets that a copy of the database alone does not tell."""

    def validation_error(self, code: str, *rest: object) -> ValidationError:
        """What is wrong, in the words of the desk."""
        return ValidationError(say(WORDS[code]), code=code) if code in WORDS else super().validation_error(code, *rest)

    def get_totp_issuer(self) -> str:
        """The name under which the telephone lists the code."""
        return str(School.current().name or say("desk.name"))

    def encrypt(self, text: str) -> str:
        """The secret, shut by the key of the folder."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where the key of the folder is another one, a secret that no code fits."""
        try:
            return _lock().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a second step keeps it."""
        return Person.objects.get(pk=authenticator.user_id).role not in Required.roles()


def _lock() -> Fernet:
    key = hashlib.sha256(b"planner.second-step:" + str(settings.SECRET_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
