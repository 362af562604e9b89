"""The French messages of work on a cluster."""

CLUSTER = {
    "cluster.extra": "le calcul sur une grappe demande Dask ; installez-le avec : pip install 'planner[cluster]'",
    "cluster.address": "« {address} » n'est pas l'adresse d'un ordonnanceur Dask ; écrivez-la comme tcp://127.0.0.1:8786",
    "cluster.nobody": "personne ne répond à l'adresse {address} ; lancez un ordonnanceur avec dask scheduler et donnez l'adresse qu'il affiche",
    "cluster.no_worker": "la grappe {address} n'a aucun processus de calcul ; lancez-en avec : dask worker {address} --nthreads 1",
    "cluster.no_planner": "planner manque, ou est trop ancien, dans une partie de la grappe {address} ; installez la même version sur l'ordonnanceur et sur chaque machine de calcul",
    "cluster.version": "planner est en version {other} à l'adresse {place}, et {ours} ici ; installez la même version sur l'ordonnanceur et sur chaque machine de calcul",
    "cluster.lost": "la grappe {address} ne répond plus ; vérifiez que son ordonnanceur tourne, puis relancez avec --resume",
    "cluster.killed": "une tâche a arrêté chaque processus de calcul qui l'a reçue (mémoire insuffisante ?) ; donnez-leur plus de mémoire, puis relancez avec --resume",
}
