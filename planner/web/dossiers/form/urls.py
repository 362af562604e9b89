"""Addresses of the form, and of files in and out."""

from __future__ import annotations

from django.urls import path

from planner.web.dossiers.form import files, pages

urlpatterns = [
    path("new", pages.new, name="new"),
    path("create", pages.create, name="create"),
    path("preview", pages.preview, name="preview_new"),
    path("import", files.bring_in, name="bring_in"),
    path("cohort-sample.<str:form>", files.cohort_sample, name="cohort_sample"),
    path("to-correct.<str:form>", files.to_correct, name="to_correct"),
    path("cohort.<str:form>", files.cohort_file, name="cohort_file"),
    path("<str:key>/learner", pages.learner, name="learner"),
    path("<str:key>/learner/save", pages.save, name="learner_save"),
    path("<str:key>/preview", pages.preview, name="preview"),
    path("<str:key>/learner.<str:form>", files.learner_file, name="learner_file"),
]
