"""The calendar, where programs ask for it."""

from __future__ import annotations

from django.urls import path

from planner.web.calendars import feed

urlpatterns = [path("<str:secret>.ics", feed.calendar, name="calendar_feed")]
