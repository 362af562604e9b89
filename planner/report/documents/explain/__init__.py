"""Why there is no plan and what would make one; or why the best plan is not shorter or cheaper."""
