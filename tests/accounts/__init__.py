"""Tests of signing in, invitations and the audit trail."""
