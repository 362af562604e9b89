"""From a case to a proven result: parameters, horizon, pipeline and conflicts."""
