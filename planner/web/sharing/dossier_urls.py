"""Addresses of what an adviser does with the links of a dossier."""

from __future__ import annotations

from django.urls import path

from planner.web.sharing import giving, releasing, seeing

urlpatterns = [
    path("<str:key>/as-learner", seeing.page, name="as_learner"),
    path("<str:key>/as-learner/reply", seeing.reply, name="as_learner_reply"),
    path("<str:key>/as-learner/pdf", seeing.paper, name="as_learner_pdf"),
    path("<str:key>/as-learner/risk", seeing.risk, name="as_learner_risk"),
    path("<str:key>/risk/release", releasing.release, name="risk_release"),
    path("<str:key>/risk/withdraw", releasing.withdraw, name="risk_withdraw"),
    path("<str:key>/share", giving.page, name="share"),
    path("<str:key>/share/give", giving.give, name="share_give"),
    path("<str:key>/share/<int:number>/revoke", giving.revoke, name="share_revoke"),
    path("<str:key>/share/<int:number>/answer", giving.answer, name="share_answer"),
]
