"""The study desk: the services of the planner as pages, for people without a terminal, and as an API.

people    who signs in, with which role; one-time links, tokens, the log of what was done
dossiers  a learner each: what is known of them, every version of their plan, the board
jobs      long work that outlives a page, done one step at a time by a process of its own
api       the services as JSON, under `/api/v1`

Everything here is the extra `planner[web]`; no other room imports it, and commands load it only to serve.
"""

from planner.messages import add_room

add_room("desk")
