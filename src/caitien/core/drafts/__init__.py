"""A document understood as a plan: the PlanDraft and its recognisers."""
