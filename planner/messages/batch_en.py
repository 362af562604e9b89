"""The English messages of cohorts and batches of plans."""

BATCH = {
    "cohort.empty": "no row under the names of the columns; write a row for each learner",
    "cohort.form": "'{value}': the expected form is {form}",
    "cohort.no_id": "this row has no id; give it one that no other row has",
    "cohort.twice": "the id '{value}' is already that of line {first}",
    "batch.exists": "this folder already holds plans made by planner batch; add --resume to go on, --overwrite to make them all again, or choose another folder",
    "batch.not_ours": "this file exists and was not made by planner batch; choose another folder",
    "batch.worker": "a process stopped (out of memory?); run again with fewer --workers, and --resume where a folder is filled",
    "batch.progress": "Plans",
    "batch.so_far": "{made} of {total}",
    "batch.kept.one": "{count} plan made before is kept.",
    "batch.kept.many": "{count} plans made before are kept.",
    "batch.end": "Rows: {rows} (plans: {plans}, impossible: {impossible}, undecided: {unknown}, refused: {bad}). Table: {table}",
    "batch.interrupted": "Interrupted: {made} of {total} are made. Run the same command with --resume to go on.",
    "batch.left": "Left from an earlier batch, for rows that are no longer in the file: {names}",
    "batch.reason": "These do not hold together: {names}.",
    "batch.undecided": "No answer in the time given ({seconds} s).",
    "batch.title": "Plans of {name}",
}
