"""From a PlanDraft to the paper the law asks for: .docx and .pdf.

`paper.paper_of(draft)` gives the Paper; `docx.write_docx` and `pdf.write_pdf` print it.
"""
