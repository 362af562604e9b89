"""Addresses of learners: the secret of a link is all that they hold."""

from __future__ import annotations

from django.urls import path

from planner.web.calendars import by_link
from planner.web.sharing import letter, replying, risks

urlpatterns = [
    path("<str:secret>", letter.page, name="plan_by_link"),
    path("<str:secret>/reply", replying.page, name="plan_by_link_reply"),
    path("<str:secret>/pdf", letter.paper, name="plan_by_link_pdf"),
    path("<str:secret>/risk", risks.page, name="plan_by_link_risk"),
    path("<str:secret>/calendar", by_link.page, name="plan_by_link_calendar"),
    path("<str:secret>/calendar/<int:number>/stop", by_link.stop, name="plan_by_link_calendar_stop"),
    path("<str:secret>/ics", by_link.file, name="plan_by_link_ics"),
]
