"""The learner of a dossier: a form that says everything that a learner file can say, and files in and out."""
