"""One function a question: a learner as people give one in, a typed answer out; no word of it, and nothing written."""
