"""Addresses of the second step and of the institution: of what the library offers only what the desk needs."""

from __future__ import annotations

from allauth.mfa.base.views import authenticate
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from django.urls import path

from planner.web.people.access import needs
from planner.web.people.roles import Action
from planner.web.signin import openid, pages, proxied
from planner.web.signin.provider import PROVIDER

own = needs(Action.OWN_ACCOUNT)
urlpatterns = [
    path("account/school/", openid.begin, name="school_sign_in"),
    path("account/school/back/", openid.back, {"provider_id": PROVIDER}, name="openid_connect_callback"),
    path("account/school/proxy/", proxied.arrive, name="school_proxied"),
    path("account/login/code/", authenticate, name="mfa_authenticate"),
    path("account/second/", pages.own, name="mfa_index"),
    path("account/second/on/", own(activate_totp), name="mfa_activate_totp"),
    path("account/second/off/", own(deactivate_totp), name="mfa_deactivate_totp"),
    path("account/second/codes/", own(view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/second/codes/new/", own(generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("people/second/", pages.everybody, name="second_of_all"),
    path("people/<int:number>/second/reset", pages.reset, name="second_reset"),
]
