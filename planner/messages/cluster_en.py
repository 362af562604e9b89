"""The English messages of work on a cluster."""

CLUSTER = {
    "cluster.extra": "work on a cluster needs Dask; install it with: pip install 'planner[cluster]'",
    "cluster.address": "'{address}' is not the address of a Dask scheduler; write it like tcp://127.0.0.1:8786",
    "cluster.nobody": "nobody answers at {address}; start a scheduler with dask scheduler, and write the address that it prints",
    "cluster.no_worker": "the cluster at {address} has no worker; start some with: dask worker {address} --nthreads 1",
    "cluster.no_planner": "planner is missing, or too old, in a part of the cluster at {address}; install the same version on the scheduler and on each worker",
    "cluster.version": "planner is {other} at {place}, and {ours} here; install the same version on the scheduler and on each worker",
    "cluster.lost": "the cluster at {address} no longer answers; see whether its scheduler is running, and run again with --resume",
    "cluster.killed": "one job ended each worker that was given it (out of memory?); give the workers more memory, and run again with --resume",
}
