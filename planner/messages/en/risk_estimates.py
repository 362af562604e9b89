"""What is said of risks where nothing is exact."""

TEXTS = {
    "risk.feasible": "There is no exact answer for this case: here is a way to go on, and estimates of what comes of it.",
    "risk.estimate.title": "Estimates",
    "risk.estimate.lead": "These figures are estimates: the way to go on was played with {number} draws of all results. The interval holds the true value in 95% of cases.",
    "risk.estimate.waived": "In {share} of the draws what was left after a failure was too little for the least load of a term, and no plan kept to it: it is set aside then, which is an assumption.",
    "risk.estimate.bound_means": "The bound is proven: no way to go on does better. The gap says how much, at most, a better one could still gain (but for the interval).",
    "risk.estimate.figure": "What",
    "risk.estimate.estimate": "Estimate",
    "risk.estimate.interval": "Interval (95%)",
    "risk.estimate.bound": "Bound",
    "risk.estimate.sampled": "If all was known before",
    "risk.estimate.gap": "Gap to the bound",
    "risk.estimate.from_to": "{low} to {high}",
}
