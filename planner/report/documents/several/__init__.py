"""What documents of several plans of one learner share."""
