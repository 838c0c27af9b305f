"""Demo schools made from sample files of our own; marked as demo on every page and paper."""
