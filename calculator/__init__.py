"""The rules engine of the IRO Escalation Guide; see docs/contributing/architecture.md."""
