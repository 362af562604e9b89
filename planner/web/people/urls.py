"""Addresses about people. Of what the library offers only what the desk needs: nobody signs up, no mail is sent."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import path

from planner.web.dossiers import handing
from planner.web.people import devices, link, log_page, staff, token_page
from planner.web.people.access import needs
from planner.web.people.roles import Action

own = needs(Action.OWN_ACCOUNT)
urlpatterns = [
    path("link/<str:secret>", link.page, name="link"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", account.signup, name="account_signup"),
    path("account/reauthenticate/", own(account.reauthenticate), name="account_reauthenticate"),
    path("account/password/change/", own(account.password_change), name="account_change_password"),
    path("account/password/set/", own(link.PasswordAnew.as_view()), name="account_set_password"),
    path("account/sessions/", devices.page, name="usersessions_list"),
    path("account/sessions/<int:number>/end", devices.end, name="session_end"),
    path("people/", staff.page, name="people"),
    path("people/<int:number>/link", staff.give_link, name="person_link"),
    path("people/<int:number>/change", staff.change, name="person_change"),
    path("people/<int:number>/hand-over", handing.hand_over_all, name="person_hand_over"),
    path("tokens/", token_page.page, name="tokens"),
    path("tokens/<int:number>/revoke", token_page.revoke, name="token_revoke"),
    path("log/", log_page.page, name="log"),
]
