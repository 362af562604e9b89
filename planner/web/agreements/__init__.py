"""Agreement on a plan: proposed, agreed by the learner, approved by the school; and asked for again once it changes."""
