"""The learner's side: a plan that is read by a link, without an account."""
