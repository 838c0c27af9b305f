"""The pure core: values in, values out. No Django, no click, no network, no clock."""
