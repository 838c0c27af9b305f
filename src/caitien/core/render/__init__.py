"""From a PlanDraft to the paper the law asks for: .docx and .pdf."""
