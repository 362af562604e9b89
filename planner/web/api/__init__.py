"""The services as JSON under `/api/v1`, for programs of the school that hold a token."""
